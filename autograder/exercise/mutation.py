"""Does the grading bite? Every declared mistake, handed in as an answer.

For the tests of a homework: each mistake must be caught and named, and each check must be failed by
some mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autograder.exercise.answers import AnswersExercise
from autograder.exercise.base import Exercise
from autograder.exercise.check import Mistake
from autograder.exercise.function import FunctionExercise
from autograder.exercise.grading import grade_exercise
from autograder.exercise.namespace import LocalNamespace
from autograder.exercise.notebook_check import local_rng
from autograder.results import ExerciseResult

if TYPE_CHECKING:
    from autograder.exercise.homework import Homework


@dataclass(frozen=True)
class Mutant:
    """What became of one mistake that was handed in.

    Parameters
    ----------
    exercise, mistake : str
        Names.
    caught, named : bool
        Whether it lost points, and whether the diagnosis names it (first).
    failed_checks : tuple of str
        The checks that it failed.
    """

    exercise: str
    mistake: str
    caught: bool
    named: bool
    failed_checks: tuple[str, ...]


@dataclass(frozen=True)
class MutationReport:
    """All mistakes of a homework, handed in one by one.

    Parameters
    ----------
    mutants : tuple of Mutant
        One for each declared mistake.
    toothless : tuple of str
        Checks, as "exercise/check", that no mistake fails.
    """

    mutants: tuple[Mutant, ...]
    toothless: tuple[str, ...]

    @property
    def missed(self) -> tuple[str, ...]:
        """Mistakes that lose no point."""
        return tuple(f"{m.exercise}/{m.mistake}" for m in self.mutants if not m.caught)

    @property
    def unnamed(self) -> tuple[str, ...]:
        """Mistakes that are not named."""
        return tuple(f"{m.exercise}/{m.mistake}" for m in self.mutants if not m.named)

    @property
    def complete(self) -> bool:
        """Whether every mistake is caught and named, and every check fails some mistake."""
        return not (self.missed or self.unnamed or self.toothless)

    def __str__(self) -> str:
        total = len(self.mutants)
        caught, named = total - len(self.missed), total - len(self.unnamed)
        lines = [f"mistakes caught {caught}/{total}, named {named}/{total}"]
        for what, names in (
            ("not caught", self.missed),
            ("not named", self.unnamed),
            ("checks that no mistake fails", self.toothless),
        ):
            lines += [f"  {what}: {', '.join(names)}"] if names else []
        return "\n".join(lines)


def grade_alone(
    exercise: Exercise,
    answer: Any,
    which: str = "all",
    names: Mapping[str, Any] | None = None,
) -> ExerciseResult:
    """Grade one answer in this process, with the references of all other exercises around it.

    Parameters
    ----------
    exercise : Exercise
        Which exercise.
    answer : callable or dict
        The function, or the typed answers.
    which : {"visible", "hidden", "all"}
        Which checks.
    names : mapping, optional
        Further names, such as other functions of the same student.
    """
    around = {
        name: each.function
        for name, each in exercise.part.homework.exercises.items()
        if isinstance(each, FunctionExercise)
    }
    space = LocalNamespace({**around, **(names or {}), exercise.name: answer})
    return grade_exercise(exercise, space, local_rng, which)


def right_answer(exercise: Exercise) -> Any:
    """Return the reference function, or the right typed answers."""
    if isinstance(exercise, AnswersExercise):
        return exercise.right_answers()
    if isinstance(exercise, FunctionExercise):
        return exercise.function
    raise ValueError(f"{exercise.name} is graded by a person, so it has no right answer here")


def wrong_answer(exercise: Exercise, mistake: Mistake) -> Any:
    """Return what a student hands in who makes this mistake and no other."""
    if isinstance(exercise, AnswersExercise):
        return _with_mistake(exercise, mistake)
    return mistake.function


def mutation_report(homework: Homework) -> MutationReport:
    """Hand in every declared mistake and see what grading makes of it."""
    mutants: list[Mutant] = []
    toothless: list[str] = []
    for exercise in homework.exercises.values():
        mine = [_mutant(exercise, mistake) for mistake in exercise.mistakes]
        failed = {name for mutant in mine for name in mutant.failed_checks}
        toothless += [f"{exercise.name}/{c.name}" for c in exercise.checks if c.name not in failed]
        mutants += mine
    return MutationReport(tuple(mutants), tuple(toothless))


def _mutant(exercise: Exercise, mistake: Mistake) -> Mutant:
    result = grade_alone(exercise, wrong_answer(exercise, mistake))
    named = bool(result.diagnoses) and result.diagnoses[0].mistake == mistake.name
    failed = tuple(check.name for check in result.checks if not check.passed)
    return Mutant(exercise.name, mistake.name, result.points < result.max_points, named, failed)


def _with_mistake(exercise: AnswersExercise, mistake: Mistake) -> dict[str, Any]:
    answers = exercise.right_answers()
    for name, wrong in mistake.function().items():
        entry = exercise.entries[name]
        pairs = zip(entry.split(wrong), entry.cells, strict=True)
        answers[name] = entry.fill(
            [entry.answer(right if bad is None else bad) for bad, right in pairs]
        )
    return answers
