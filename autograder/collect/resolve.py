"""From names to students and groups: who handed in each of the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from autograder.collect.groups import Groups, find
from autograder.collect.names import folded, safe, shown
from autograder.collect.origin import Collected, Origin
from autograder.collect.roster import Person, Roster
from autograder.collect.schemes import Claim


@dataclass
class HandIn:
    """The files that one student, or one group, handed in.

    Parameters
    ----------
    students : tuple of str
        Of whom they count: one, or the group's members.
    group : str
        The group's name, or "".
    claims : list of Claim
        The files.
    by : list of str
        Beside each claim the student in whose name it was handed in; "" in the group's.
    looks, notes : list of str
        What an instructor should look at, and what is only said.
    """

    students: tuple[str, ...]
    group: str = ""
    claims: list[Claim] = field(default_factory=list)
    by: list[str] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Resolver:
    """Says whose a claim is.

    Parameters
    ----------
    roster : Roster
        The students, if they are known.
    groups : mapping of str to tuple of str
        The groups, if there are any.
    before : Collected
        What was collected before: an LMS's user stays the student that he or she was.
    taken : iterable of str
        Ids that have a folder already.
    """

    def __init__(
        self, roster: Roster, groups: Groups, before: Collected, taken: Iterable[str] = ()
    ) -> None:
        self.roster = roster
        self.groups = groups
        self.before = _by_lms(before.submissions)
        self.home = {student: group for group, them in groups.items() for student in them}
        self.ids: dict[str, str] = {}
        for student in (*roster.people, *self.home, *taken):
            self.ids.setdefault(folded(student), student)
        self.odd: list[str] = []
        self._spelt: dict[str, set[str]] = {}
        for student in taken:
            self._spelt.setdefault(folded(student), set()).add(student)

    def hand_ins(self, claims: Iterable[Claim]) -> list[HandIn]:
        """Return the claims of each student and each group together, sorted by student."""
        found: dict[tuple[str, str], HandIn] = {}
        for claim in claims:
            if not claim.is_sure and self.person(claim) is None:
                said = f"{shown(claim.name)} holds no notebook and was left out"
                self.odd += [] if said in self.odd else [said]
                continue
            group, student, remarks = self._whose(claim)
            key = (group, "" if group else student)
            if key not in found:
                found[key] = HandIn(self.groups[group] if group else (student,), group)
            found[key].claims.append(claim)
            found[key].by.append(student)
            found[key].looks += [each for each in remarks if each not in found[key].looks]
        return sorted(found.values(), key=lambda each: (each.group, each.students))

    def _whose(self, claim: Claim) -> tuple[str, str, list[str]]:
        """Return the group and the student of a claim, one of them may be "", and remarks."""
        group = find(claim.name, self.groups)
        if group:
            return group, "", []
        person = self.person(claim)
        if person is not None:
            return self.home.get(person.student, ""), person.student, []
        student, remarks = self._derived(claim)
        return self.home.get(student, ""), student, remarks

    def person(self, claim: Claim) -> Person | None:
        """Return the student of the roster that a claim means."""
        if claim.is_group:
            return None
        if claim.lms_user:
            return self.roster.by_lms(claim.lms_user, claim.name)
        return self.roster.by_text(claim.name)

    def _derived(self, claim: Claim) -> tuple[str, list[str]]:
        """Return an id for somebody whom no table knows."""
        known = self.before.get((claim.scheme, claim.lms_user))
        if known:
            return known, []
        written = claim.name if claim.name == claim.lms_user else f"{claim.name} {claim.lms_user}"
        written = written.strip() if claim.lms_user else claim.name
        student, remarks = self._distinct(safe(written))
        what = "group" if claim.is_group or (self.groups and not len(self.roster)) else "student"
        if claim.is_group or len(self.roster):
            remarks.insert(0, f"no {what} {shown(written)!r} is known; kept as {student}")
        elif student != written and " ".join(written.split()).replace(" ", "-") != student:
            remarks.insert(
                0, f"the name {shown(written)!r} cannot be a folder's; kept as {student}"
            )
        return student, remarks

    def _distinct(self, student: str) -> tuple[str, list[str]]:
        """Keep two apart whose ids a careless file system takes for one."""
        other = self.ids.setdefault(folded(student), student)
        if other == student or student in self._spelt.get(folded(student), ()):
            return student, []
        said = f"{student} and {other} differ in case alone; kept apart"
        return safe(f"{student}\t{student}"), [said]


def _by_lms(submissions: Mapping[str, Origin]) -> dict[tuple[str, str], str]:
    return {
        (each.source, each.lms_user): student
        for student, each in submissions.items()
        if each.lms_user and not each.group
    }
