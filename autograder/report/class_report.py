"""All that a class report says, worked out; the page only lays it out."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from autograder.report import class_findings as findings
from autograder.report import class_statistics as numbers
from autograder.report.average import Average, average
from autograder.report.rendering import percent
from autograder.report.standing import Standing

if TYPE_CHECKING:
    from autograder.similarity import Similarity

N_SLOWEST = 5


@dataclass(frozen=True)
class ClassInfo:
    """What the report says beside the results.

    Parameters
    ----------
    assignment, title, course : str
        Names.
    date : datetime
        When the report was made, in local time.
    parts : mapping of str to str
        Name of a part to its title.
    blank : mapping of str to frozenset of str
        Student to the exercises that were left as they were released.
    reference : str
        What the reference solution is called among the similar works.
    """

    assignment: str
    title: str
    course: str
    date: datetime
    parts: Mapping[str, str] = field(default_factory=dict)
    blank: findings.Blank = field(default_factory=dict)
    reference: str = ""

    @property
    def day(self) -> str:
        """The date in words."""
        return f"{self.date.day} {self.date:%B %Y, %H:%M}"


@dataclass(frozen=True)
class Times:
    """How long the grading took, in seconds of each submission's own wall time."""

    total: float
    median: float
    slowest: tuple[Standing, ...]


@dataclass(frozen=True)
class ClassReport:
    """The findings about one assignment of one class.

    Parameters
    ----------
    info : ClassInfo
        Titles and names.
    standings : tuple of Standing
        Everybody, by student.
    points : Summary
        Of the points that count now.
    average : Average
        The mean of these, and of how many points it is.
    distribution : tuple of Bin
        Of the same points.
    exercises : tuple of ExerciseStatistics
        In the order of the homework.
    mistakes : tuple of Mistake
        The most frequent first.
    checks : tuple of CheckStatistics
        In the order of the homework.
    incidents : tuple of IncidentKind
        The most frequent first.
    times : Times
        Of the grading.
    similarity : Similarity or None
        Works that share much; None where they were not compared.
    """

    info: ClassInfo
    standings: tuple[Standing, ...]
    points: numbers.Summary
    average: Average
    distribution: tuple[numbers.Bin, ...]
    exercises: tuple[numbers.ExerciseStatistics, ...]
    mistakes: tuple[findings.Mistake, ...]
    checks: tuple[findings.CheckStatistics, ...]
    incidents: tuple[findings.IncidentKind, ...]
    times: Times
    similarity: Similarity | None

    @property
    def n(self) -> int:
        """Submissions."""
        return len(self.standings)

    @property
    def is_small(self) -> bool:
        """Whether the class is too small for the discriminations to say much."""
        return self.n < numbers.FEW

    @property
    def waiting(self) -> tuple[Standing, ...]:
        """Submissions of which something waits for a person."""
        return tuple(each for each in self.standings if each.waiting_points)

    @property
    def late(self) -> tuple[Standing, ...]:
        """Submissions that came late."""
        return tuple(each for each in self.standings if each.late)

    @property
    def again(self) -> tuple[Standing, ...]:
        """Submissions that replace an earlier one."""
        return tuple(each for each in self.standings if each.result.earlier is not None)

    @property
    def tiers(self) -> list[tuple[str, int]]:
        """Each kind of isolation and how many submissions ran in it."""
        counts = Counter(each.result.isolation or "unknown" for each in self.standings)
        return counts.most_common()

    @property
    def n_exposed(self) -> int:
        """Submissions that ran without isolation."""
        return sum(each.result.isolation == "none" for each in self.standings)

    @property
    def hardest(self) -> frozenset[str]:
        """The exercises with the smallest mean share; none where everybody has everything."""
        shares = [e.difficulty for e in self.exercises if e.difficulty is not None]
        least = min(shares, default=1.0)
        return frozenset(e.name for e in self.exercises if e.difficulty == least and least < 1)

    @property
    def checks_failed(self) -> list[findings.CheckStatistics]:
        """Checks that somebody failed, the most failed first."""
        failed = [each for each in self.checks if each.n_failed]
        return sorted(failed, key=lambda each: (-each.n_failed / each.n_tried, -each.n_failed))

    @property
    def checks_nobody_failed(self) -> list[findings.CheckStatistics]:
        """Checks that everybody passed who tried."""
        return [each for each in self.checks if each.n_tried and not each.n_failed]

    @property
    def checks_everybody_failed(self) -> list[findings.CheckStatistics]:
        """Checks that nobody passed; they may be wrong themselves."""
        return [each for each in self.checks if each.n_tried and each.n_failed == each.n_tried]

    @property
    def checks_at_fault(self) -> list[findings.CheckStatistics]:
        """Checks that broke down."""
        return [each for each in self.checks if each.n_faults]

    @property
    def names(self) -> dict[str, str]:
        """Student to the name that is shown."""
        return {each.student: shown_name(each) for each in self.standings}


def shown_name(each: Standing) -> str:
    """Return a student's name with the id, or the id alone where there is no name."""
    return each.student if each.name == each.student else f"{each.name} ({each.student})"


def class_report(
    standings: Sequence[Standing], info: ClassInfo, similarity: Similarity | None = None
) -> ClassReport:
    """Work out the report of a class.

    Parameters
    ----------
    standings : sequence of Standing
        At least one.
    info : ClassInfo
        Titles and names.
    similarity : Similarity, optional
        Of the works of the same students.
    """
    points = [each.points for each in standings]
    possible = max(each.max_points - each.waiting_points for each in standings)
    seconds = [each.result.seconds for each in standings]
    return ClassReport(
        info,
        tuple(standings),
        numbers.summary(points),
        average(standings),
        tuple(numbers.distribution(points, possible)),
        tuple(numbers.exercise_statistics(standings, info.blank)),
        tuple(findings.mistakes(standings)),
        tuple(findings.checks(standings, info.blank)),
        tuple(findings.incident_kinds(standings)),
        Times(
            sum(seconds),
            statistics.median(seconds),
            tuple(findings.slowest(standings, N_SLOWEST)),
        ),
        similarity,
    )


def key_findings(report: ClassReport) -> list[str]:
    """Return three sentences: what was hardest, what went wrong most often, what needs a look."""
    return [_hardest(report), _most_frequent(report), _needs_a_look(report)]


def _hardest(report: ClassReport) -> str:
    hard = [each for each in report.exercises if each.name in report.hardest]
    if not hard:
        return "No exercise cost anybody a point."
    first, *more = hard
    also = f" (and {len(more)} more like it)" if more else ""
    return f"Hardest: “{first.title}”{also}, {percent(first.difficulty)} of the points on average."


def _most_frequent(report: ClassReport) -> str:
    if not report.mistakes:
        return "No answer matched a mistake that is known by name."
    first = report.mistakes[0]
    return (
        f"Most frequent mistake: {percent(first.share)} ({len(first.students)} of {report.n}), "
        f"in “{first.title}”: {first.sentence}"
    )


def _needs_a_look(report: ClassReport) -> str:
    similar = len(report.similarity.pairs) + len(report.similarity.same) if report.similarity else 0
    incidents = sum(bool(each.result.incidents) for each in report.standings)
    candidates = (
        (report.n_exposed, "{} graded without isolation: their code could do what you can"),
        (len(report.checks_at_fault), "{} broken: mend and grade again", "check"),
        (similar, "{} worth comparing", "set of similar submissions"),
        (len(report.checks_everybody_failed), "{} failed by everybody who tried", "check"),
        (incidents, "{} with an incident"),
        (len(report.waiting), "{} waiting for a person"),
    )
    found = [text.format(counted(count, *noun)) for count, text, *noun in candidates if count]
    if found:
        return f"To look at: {'; '.join(found)}."
    return "Nothing needs a look: no incidents, no similar submissions, nothing to grade by hand."


def counted(count: int, noun: str = "submission") -> str:
    """Return a count with its noun, in the plural where there are several: ``3 sets of …``."""
    head, space, rest = noun.partition(" ")
    return f"{count} {head}{'' if count == 1 else 's'}{space}{rest}"
