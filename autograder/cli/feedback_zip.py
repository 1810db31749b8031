"""The zip of `chalkgrad feedback --zip`: whose page goes under which name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.collect.origin import Origin
    from autograder.report import Standing
    from autograder.report.lms import Person
    from autograder.report.lms.routes import Route
    from autograder.report.lms.table import Table

MakePage = Callable[["Standing", str], str]
"""Makes a page of a standing, with the answers of a student."""


class Packed:
    """What is in the zip, and who is not.

    Parameters
    ----------
    system : {"canvas", "moodle"}
        For whom.
    origins : mapping of str to Origin
        Where each student's submission came from.
    """

    def __init__(self, system: str, origins: Mapping[str, Origin]) -> None:
        self.system = system
        self.origins = origins
        self.entries: list[tuple[str, bytes]] = []
        self.left_out: dict[str, list[str]] = defaultdict(list)

    def add_all(
        self, people: Sequence[Person], page: str, make_page: MakePage, worksheet: Table | None
    ) -> None:
        """Add everybody's page, under names that lead to them alone."""
        numbers = _numbers(people, worksheet) if worksheet else {}
        by_key: dict[str, list[tuple[Person, Route]]] = defaultdict(list)
        for each in people:
            route = self._route(each.student, page, numbers.get(each.student))
            if route is not None:
                by_key[route.key].append((each, route))
        for found in by_key.values():
            self._add(found, make_page)

    def _add(self, found: list[tuple[Person, Route]], make_page: MakePage) -> None:
        """Add the page of the one student whom a name leads to, or of a whole group."""
        students = [person.student for person, _ in found]
        standing, path = found[0][0].standing, found[0][1].path
        groups = {self.origins[each].group for each in students if each in self.origins} or {""}
        if len(groups) > 1 or (len(found) > 1 and groups == {""}):
            self._leave(f"{self.system} would send their pages to the same student", *students)
        elif groups == {""} or self.system == "moodle":
            self.entries.append((path, make_page(standing, students[0]).encode()))
        else:
            self._add_group(groups.pop(), [person.standing for person, _ in found], path, make_page)

    def _add_group(
        self, group: str, members: list[Standing], path: str, make_page: MakePage
    ) -> None:
        """Add one page for all members, without anybody's name, if it is the same for all."""
        students = [each.student for each in members]
        pages = {make_page(_as_group(each, group), each.student) for each in members}
        every = {student for student, each in self.origins.items() if each.group == group}
        if every - set(students):
            why = f"{self.system} sends one page to a whole group, and not all are graded here"
            self._leave(why, *students)
        elif len(pages) > 1:
            self._leave(f"{self.system} sends one page to a group, but theirs differ", *students)
        else:
            self.entries.append((path, pages.pop().encode()))

    def _leave(self, why: str, *students: str) -> None:
        self.left_out[why] += students

    def _route(self, student: str, page: str, row: tuple[str, str] | None) -> Route | None:
        from autograder.report.lms import routes

        origin = self.origins.get(student)
        here = origin is not None and origin.source == self.system
        if self.system == "canvas":
            if origin is None or not here:
                self._leave(_NOT_COLLECTED.format(self.system), student)
                return None
            route = routes.canvas_route(origin.file, origin.lms_user, origin.lms_file)
            if route is None:
                self._leave("no file of theirs was uploaded to Canvas", student)
            return route
        if row is not None:
            return routes.moodle_route_to(row[1], row[0], page)
        if origin is None or not here or origin.group:
            why = _MOODLE_GROUP if here else _NOT_COLLECTED.format(self.system)
            self.left_out[f"{why}; or name Moodle's grading worksheet with --roster"].append(
                student
            )
            return None
        route = routes.moodle_route(origin.file, origin.lms_user, page)
        if route is None:
            self.left_out["the path of their submission has no participant's number"].append(
                student
            )
        return route


_NOT_COLLECTED = "not collected from {0}: collect its download with `chalkgrad collect`"
_MOODLE_GROUP = "handed in by a group, and Moodle's download does not number its members"


def _numbers(people: Sequence[Person], worksheet: Table) -> dict[str, tuple[str, str]]:
    """Return each student's number and full name from Moodle's worksheet."""
    from autograder.report.lms.moodle import numbers_of

    return numbers_of(people, worksheet)


def _as_group(standing: Standing, group: str) -> Standing:
    """Return a member's standing with the group in place of the name."""
    result = replace(standing.result, student=group)
    return replace(standing, result=result, first_name=group, last_name="")


def pack(packed: Packed, path: Path, max_mb: float | None) -> list[Path]:
    """Write the zip, or several of at most `max_mb` megabytes."""
    from autograder.report.lms.zips import write_zips

    return write_zips(path, packed.entries, None if max_mb is None else int(max_mb * 1_000_000))
