"""One collection, from the claims to the folders: what is where, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.collect import origin
from autograder.collect.deliver import Delivered, Place, deliver, digest_of, written_as
from autograder.collect.origin import Collected, Origin
from autograder.collect.pick import Picked, pick
from autograder.collect.resolve import HandIn, Resolver
from autograder.collect.schemes import Claim


@dataclass
class Report:
    """What came of a collection.

    Parameters
    ----------
    rows : list of (Delivered, str)
        Each student's, with the path of what was found.
    looks, notes : list of (str, str)
        Whose, and a sentence: what needs a look, and what is only said.
    """

    rows: list[tuple[Delivered, str]] = field(default_factory=list)
    looks: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def count(self, state: str) -> int:
        """Return how many students' submissions are in a state."""
        return sum(row.state == state for row, _ in self.rows)


@dataclass(frozen=True)
class Collecting:
    """What a collection works with.

    Parameters
    ----------
    assignment : str
        Its name.
    notebooks : sequence of str
        The names of its notebooks, without ``.ipynb``.
    state : Path
        The course's ``.chalkgrad``.
    folder_of : callable
        Returns a student's folder under ``submitted``.
    resolver : Resolver
        Says whose a file is.
    archive : str
        Name of what is collected.
    given : collection of str
        Names of the files that students got, so that nobody need hear of them.
    replace, dry_run : bool
        See `deliver`.
    on_progress : callable
        Is told the number of what comes next, of how many, and whose it is.
    """

    assignment: str
    notebooks: Sequence[str]
    state: Path
    folder_of: Callable[[str], Path]
    resolver: Resolver
    archive: str
    given: Collection[str] = ()
    replace: bool = False
    dry_run: bool = False
    on_progress: Callable[[int, int, str], None] = lambda number, total, name: None

    def run(self, claims: Iterable[Claim]) -> Report:
        """Deliver all claims; what is done is recorded, also where it is interrupted.

        Raises
        ------
        RecordError
            If another collection of the assignment is running.
        """
        if self.dry_run:
            return self._run(claims)
        with origin.alone(self.state, self.assignment):
            return self._run(claims)

    def _run(self, claims: Iterable[Claim]) -> Report:
        report = Report()
        before = origin.load(self.state, self.assignment)
        known = dict(before.submissions)
        try:
            hand_ins = self.resolver.hand_ins(claims)
            for number, hand_in in enumerate(hand_ins, start=1):
                self.on_progress(number, len(hand_ins), hand_in.group or hand_in.students[0])
                for row, path in self._deliver(hand_in, known, report):
                    report.rows.append((row, path))
                    if row.state not in ("kept", "unclear"):
                        known[row.student] = row.origin
        finally:
            groups = self.resolver.groups
            collected = Collected(known, groups)
            if not self.dry_run and collected != before:
                origin.save(self.state, self.assignment, collected)
        report.looks += [("", text) for text in self.resolver.odd]
        report.rows.sort(key=lambda row: row[0].student)
        return report

    def _deliver(
        self, hand_in: HandIn, known: Mapping[str, Origin], report: Report
    ) -> Iterator[tuple[Delivered, str]]:
        picked = pick(hand_in, self.notebooks, self.given)
        name = hand_in.group or hand_in.students[0]
        report.looks += [(name, text) for text in hand_in.looks]
        report.notes += [(name, text) for text in hand_in.notes]
        came = self._origin(hand_in, picked)
        for student in hand_in.students:
            place = Place(self.folder_of(student), known.get(student))
            try:
                row = deliver(place, student, picked, came, self.replace, self.dry_run)
            except OSError as error:  # one folder that cannot be written stops no other
                said = f"{place.folder} cannot be written: {error.strerror}"
                row = Delivered(student, "unusable", came, said)
                report.looks.append((student, said))
            if row.state in ("unclear", "unusable") and not hand_in.looks:
                report.looks.append((student, row.remark))
            elif row.remark and row.state == "kept":
                report.notes.append((student, row.remark))
            yield row, came.file

    def _origin(self, hand_in: HandIn, picked: Mapping[str, Picked]) -> Origin:
        best = next(iter(picked.values()), None)
        claim = best.claim if best else hand_in.claims[-1]
        found = best.found if best else claim.found
        person = self.resolver.person(claim)
        time = claim.time or (person.time if person else None)
        return Origin(
            source=claim.scheme,
            archive=self.archive,
            file=found.path,
            lms_user=claim.lms_user,
            lms_file=claim.lms_file,
            lms_name=claim.name if claim.lms_user else "",
            late=claim.late,
            group=hand_in.group,
            time=written_as(time),
            written=written_as(found.written),
            digest=digest_of({name: each.content for name, each in picked.items()}),
        )
