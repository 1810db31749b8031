"""Exercises declared once: a reference, its checks, its mistakes; and how an answer is graded.

This machinery knows no neural net; the homework does. Where to look:

declaring
    `homework` and its parts; `base`, and the kinds of exercise `function`, `answers`, `manual`,
    and `asserts` for other people's notebooks; `check` and mistake; `entries` of typed answers;
    `formula` and `seeded`, a function and a random generator that can be sent; `source`, a
    function's text; `verify`, the rules that a declaration keeps.
grading
    `namespace`, where the student's names live; `probe`, what a check calls in place of the
    function; `plain`, `conform`, `compare`: a value's way to a verdict; `diagnosis`, its name;
    `grading` of an exercise; `answer_grading` and `typed_numbers` for typed answers.
showing
    `sentences` for failures; `show`, values as short text; `table_view`, the table;
    `notebook_check`, what ``homework.check`` does.
proving
    `mutation`: every declared mistake, handed in.
"""

from autograder.exercise.answers import AnswersExercise
from autograder.exercise.asserts import AssertsExercise
from autograder.exercise.base import Exercise
from autograder.exercise.check import Check, CheckFailed, Mistake
from autograder.exercise.compare import compare, require
from autograder.exercise.entries import Choice, Entry, Integer, Number
from autograder.exercise.formula import Formula
from autograder.exercise.function import FunctionExercise
from autograder.exercise.grading import failed_needs, grade_exercise
from autograder.exercise.homework import Homework, Part
from autograder.exercise.manual import ManualExercise
from autograder.exercise.namespace import LocalNamespace, Namespace, Reply
from autograder.exercise.seeded import SeededRng

__all__ = [
    "AnswersExercise",
    "AssertsExercise",
    "Check",
    "CheckFailed",
    "Choice",
    "Entry",
    "Exercise",
    "Formula",
    "FunctionExercise",
    "Homework",
    "Integer",
    "LocalNamespace",
    "ManualExercise",
    "Mistake",
    "Namespace",
    "Number",
    "Part",
    "Reply",
    "SeededRng",
    "compare",
    "failed_needs",
    "grade_exercise",
    "require",
]
