"""What grading finds out, as plain frozen values: a check, an exercise, a submission.

They carry no behaviour beyond sums and JSON, so that they can cross a process, a journal
and a database without change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

MAX_ROWS = 24
"""How many rows of a comparison are kept and shown."""


@dataclass(frozen=True)
class Row:
    """One line of a comparison, already formatted for people.

    Parameters
    ----------
    given : str
        The input, or the label of a typed cell.
    yours : str
        What the student's code returned, or what was typed.
    expected : str
        The right value; "" where it is not shown.
    right : bool
        Whether the two agree.
    """

    given: str
    yours: str
    expected: str
    right: bool

    def to_json(self) -> dict[str, Any]:
        """Return a plain dict."""
        return dict(vars(self))

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Row:
        """Rebuild the row from its plain dict."""
        return cls(**data)


@dataclass(frozen=True)
class CheckResult:
    """How one check went.

    Parameters
    ----------
    name, title : str
        The check's name in code, and the property in words.
    hidden : bool
        A hidden check has no rows, and its message holds no input and no expected value.
    points, max_points : float
        Earned and possible.
    passed : bool
        Whether the whole check passed.
    message : str
        The sentence for the student; "" when passed.
    rows : tuple of Row
        The comparison, shortened.
    fault : str
        What is wrong with the check itself, for the instructor; "" for a sound check.
    """

    name: str
    title: str
    hidden: bool
    points: float
    max_points: float
    passed: bool
    message: str = ""
    rows: tuple[Row, ...] = ()
    fault: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return a plain dict."""
        return vars(self) | {"rows": [row.to_json() for row in self.rows]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> CheckResult:
        """Rebuild the result from its plain dict."""
        return cls(**data | {"rows": tuple(Row.from_json(row) for row in data["rows"])})


@dataclass(frozen=True)
class Diagnosis:
    """A known mistake that explains the answer: its name and the sentence that helps."""

    mistake: str
    sentence: str

    def to_json(self) -> dict[str, Any]:
        """Return a plain dict."""
        return dict(vars(self))

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Diagnosis:
        """Rebuild the diagnosis from its plain dict."""
        return cls(**data)


@dataclass(frozen=True)
class ExerciseResult:
    """How one exercise went.

    Parameters
    ----------
    name, title, part : str
        The exercise's name, its title, and the name of its part.
    points, max_points : float
        Earned and possible, over `checks`; a manual exercise has earned 0 so far.
    checks : tuple of CheckResult
        One for each check that was run.
    diagnoses : tuple of Diagnosis
        The mistakes that explain the answer, the best first.
    notes : tuple of str
        Remarks that cost nothing.
    used_reference_for : tuple of str
        Earlier exercises whose reference stood in for the student's function.
    kind : {"function", "answers", "manual", "asserts"}
        What was asked for; "asserts" is a cell of tests that ran beside the student's code.
    """

    name: str
    title: str
    part: str
    points: float
    max_points: float
    checks: tuple[CheckResult, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    notes: tuple[str, ...] = ()
    used_reference_for: tuple[str, ...] = ()
    kind: str = "function"

    @property
    def needs_manual(self) -> bool:
        """Whether a person has to grade it."""
        return self.kind == "manual"

    @property
    def passed(self) -> bool:
        """Whether every check that was run passed."""
        return all(check.passed for check in self.checks)

    def earned(self, hidden: bool) -> float:
        """Return the points of the visible or of the hidden checks."""
        return float(sum(check.points for check in self.checks if check.hidden is hidden))

    @property
    def faults(self) -> tuple[str, ...]:
        """A sentence for each check that is broken itself, for the instructor."""
        return tuple(
            f"`{self.name}`: the check “{check.title}” is at fault, not the student "
            f"({check.fault}). It gave no points: mend it and grade again."
            for check in self.checks
            if check.fault
        )

    def to_json(self) -> dict[str, Any]:
        """Return a plain dict."""
        return vars(self) | {
            "checks": [check.to_json() for check in self.checks],
            "diagnoses": [diagnosis.to_json() for diagnosis in self.diagnoses],
            "notes": list(self.notes),
            "used_reference_for": list(self.used_reference_for),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> ExerciseResult:
        """Rebuild the result from its plain dict."""
        parsed = {
            "checks": tuple(CheckResult.from_json(check) for check in data["checks"]),
            "diagnoses": tuple(Diagnosis.from_json(each) for each in data["diagnoses"]),
            "notes": tuple(data["notes"]),
            "used_reference_for": tuple(data["used_reference_for"]),
        }
        return cls(**data | parsed)


@dataclass(frozen=True)
class SubmissionResult:
    """How one submission went.

    Parameters
    ----------
    student, assignment : str
        Whose work on what.
    exercises : tuple of ExerciseResult
        In the order of the homework.
    incidents : tuple of str
        What happened while grading that an instructor should know.
    isolation : str
        The sandbox's tier under which the code ran.
    seconds : float
        Wall time of the grading.
    key : str
        Digest of everything that the result depends on; "" where grading did not end well, so
        that the next run tries again.
    basis : mapping of str to str
        The same by name: submission, checks, grader, environment, limits, secret.
    earlier : float or None
        Points of the submission that this one replaces, if there was one.
    """

    student: str
    assignment: str
    exercises: tuple[ExerciseResult, ...] = ()
    incidents: tuple[str, ...] = ()
    isolation: str = ""
    seconds: float = 0.0
    key: str = ""
    basis: Mapping[str, str] = field(default_factory=dict)
    earlier: float | None = None

    @property
    def points(self) -> float:
        """Points earned from the checks."""
        return float(sum(each.points for each in self.exercises if not each.needs_manual))

    @property
    def max_points(self) -> float:
        """Points that the checks can give."""
        return float(sum(each.max_points for each in self.exercises if not each.needs_manual))

    @property
    def guarantee(self) -> str:
        """How the student's code was kept away, and from what it was not."""
        beside = any(each.kind == "asserts" for each in self.exercises)
        return self.isolation + ("; tests ran beside the student's code" if beside else "")

    @property
    def manual_points(self) -> float:
        """Points that are left for a person to give."""
        return float(sum(each.max_points for each in self.exercises if each.needs_manual))

    def without_checks(self) -> SubmissionResult:
        """Return the result with its points and diagnoses, but without what each check said."""
        short = tuple(replace(each, checks=()) for each in self.exercises)
        return replace(self, exercises=short)

    def to_json(self) -> dict[str, Any]:
        """Return a plain dict."""
        return vars(self) | {
            "exercises": [each.to_json() for each in self.exercises],
            "incidents": list(self.incidents),
            "basis": dict(self.basis),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> SubmissionResult:
        """Rebuild the result from its plain dict."""
        parsed = {
            "exercises": tuple(ExerciseResult.from_json(each) for each in data["exercises"]),
            "incidents": tuple(data["incidents"]),
        }
        return cls(**data | parsed)


def points_that_count(auto: float | None, manual: float | None, extra: float | None) -> float:
    """Return a cell's points as nbgrader counts them.

    Parameters
    ----------
    auto, manual, extra : float or None
        What the checks gave, what a person gave in its place, and extra credit, which comes on
        top of points and of nothing else.
    """
    base = auto if manual is None else manual
    return 0.0 if base is None else float(base) + float(extra or 0)


def read_result(record: dict[str, Any] | None) -> SubmissionResult | None:
    """Return the result of a journal's record; None of none, and of one with another form.

    Another version of this program may have written it; what it was about is graded again.
    """
    if record is None:
        return None
    try:
        return SubmissionResult.from_json(record)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
