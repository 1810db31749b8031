"""What the results of a class say in words: mistakes, checks, incidents, times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.report.standing import Standing
from autograder.results import CheckResult, ExerciseResult

Blank = Mapping[str, frozenset[str]]
"""Student to the exercises that were left as they were released."""

_PLACE = re.compile(r"^(?:Cell )?(?:`[^`]*`|The notebook)(?: \(\w+\))?: ")
_VARIES = re.compile(r"`[^`]*`|“[^”]*”|\b\d+(?:[.,]\d+)*")
_SEVERAL = re.compile(r"…(?:, …)*\.?$|…(?:, …)+")
_MAX_KIND = 160


@dataclass(frozen=True)
class Mistake:
    """A mistake that the homework knows by name, and who made it.

    Parameters
    ----------
    exercise, title : str
        Where.
    name, sentence : str
        Its name, and the sentence that the students read.
    students : tuple of str
        Who made it.
    share : float
        Part of the class, 0 to 1.
    """

    exercise: str
    title: str
    name: str
    sentence: str
    students: tuple[str, ...]
    share: float


@dataclass(frozen=True)
class CheckStatistics:
    """How one check divided those who tried its exercise.

    Parameters
    ----------
    exercise, title : str
        The exercise.
    check : str
        The property in words.
    hidden : bool
        Whether students saw it.
    n_tried, n_failed : int
        Submissions in which it ran on an answer, and in which that failed.
    n_faults : int
        Submissions in which the check itself was at fault.
    """

    exercise: str
    title: str
    check: str
    hidden: bool
    n_tried: int = 0
    n_failed: int = 0
    n_faults: int = 0


@dataclass(frozen=True)
class IncidentKind:
    """Incidents that say the same but for names and numbers.

    Parameters
    ----------
    kind : str
        What they have in common.
    said : tuple of (str, str)
        Student and the sentence itself.
    n_students : int
        How many students it concerns.
    """

    kind: str
    said: tuple[tuple[str, str], ...]
    n_students: int


def mistakes(standings: Sequence[Standing]) -> list[Mistake]:
    """Return the named mistakes, the most frequent first."""
    found: dict[tuple[str, str], list[str]] = {}
    words: dict[tuple[str, str], tuple[str, Counter[str]]] = {}
    for each in standings:
        for exercise in each.exercises:
            result = exercise.result
            for diagnosis in result.diagnoses:
                key = result.name, diagnosis.mistake
                found.setdefault(key, []).append(each.student)
                words.setdefault(key, (result.title, Counter()))[1][diagnosis.sentence] += 1
    named = [
        Mistake(
            exercise,
            words[exercise, name][0],
            name,
            words[exercise, name][1].most_common(1)[0][0],
            tuple(dict.fromkeys(students)),
            len(set(students)) / len(standings),
        )
        for (exercise, name), students in found.items()
    ]
    return sorted(named, key=lambda each: -len(each.students))


def checks(standings: Iterable[Standing], blank: Blank) -> list[CheckStatistics]:
    """Return how each check went, in the order of the homework.

    Answers that were left as they were released fail everything; they are not counted.
    """
    found: dict[tuple[str, str], CheckStatistics] = {}
    for each in standings:
        for exercise in each.exercises:
            result = exercise.result
            tried = result.name not in blank.get(each.student, ())
            for check in result.checks:
                key = result.name, check.name
                before = found.get(key) or _no_check(result, check)
                found[key] = replace(
                    before,
                    n_tried=before.n_tried + (tried and not check.fault),
                    n_failed=before.n_failed + (tried and not check.passed and not check.fault),
                    n_faults=before.n_faults + bool(check.fault),
                )
    return list(found.values())


def _no_check(result: ExerciseResult, check: CheckResult) -> CheckStatistics:
    return CheckStatistics(result.name, result.title, check.title, check.hidden)


def incident_kinds(standings: Iterable[Standing]) -> list[IncidentKind]:
    """Return the incidents by what they have in common, the most frequent first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in standings:
        for incident in each.result.incidents:
            found.setdefault(kind_of(incident), []).append((each.student, incident))
    kinds = [
        IncidentKind(kind, tuple(said), len({student for student, _ in said}))
        for kind, said in found.items()
    ]
    return sorted(kinds, key=lambda each: -each.n_students)


def kind_of(incident: str) -> str:
    """Return an incident without where it was, and with … for names and numbers.

    ``Cell `train-xor`: did not end within 20 s.`` becomes ``Did not end within … s.``
    """
    text = _SEVERAL.sub("…", _VARIES.sub("…", _PLACE.sub("", incident)))
    text = text[:1].upper() + text[1:]
    return text if len(text) <= _MAX_KIND else f"{text[:_MAX_KIND]}…"


def slowest(standings: Iterable[Standing], n: int) -> list[Standing]:
    """Return the `n` submissions that took longest, the slowest first."""
    return sorted(standings, key=lambda each: -each.result.seconds)[:n]
