"""Exercises declared once: a reference, its checks, its mistakes; and how an answer is graded.

This machinery knows no neural net; the homework does.
"""

from autograder.exercise.answers import AnswersExercise
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

__all__ = [
    "AnswersExercise",
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
    "compare",
    "failed_needs",
    "grade_exercise",
    "require",
]
