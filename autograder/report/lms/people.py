"""Which row of an exported file is whose: by ids and addresses, never by names alone.

A student with two rows, or a row with two students, is nobody's: it is said, and no grade is put
there.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.report.standing import Standing


@dataclass(frozen=True)
class Person:
    """A student with everything that a row may know them by.

    Parameters
    ----------
    standing : Standing
        What was graded.
    lms_id : str
        The system's own number, where it is known.
    email : str
        From the gradebook.
    """

    standing: Standing
    lms_id: str = ""
    email: str = ""

    @property
    def student(self) -> str:
        """The student's id in the course."""
        return self.standing.student


@dataclass(frozen=True)
class RowKeys:
    """What a row of the file says about whose it is.

    Parameters
    ----------
    lms_id : str
        The system's own number.
    others : tuple of str
        Other ids, logins and addresses.
    """

    lms_id: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Matched:
    """Whose rows are whose.

    Parameters
    ----------
    rows : dict of str to int
        Student to row.
    missing : list of Person
        Those without a row.
    doubtful : list of str
        A sentence for each student who cannot be told from another.
    """

    rows: dict[str, int]
    missing: list[Person]
    doubtful: list[str]


def match(people: Sequence[Person], rows: Sequence[RowKeys]) -> Matched:
    """Find each student's row."""
    by_id = _index([(row.lms_id,) for row in rows])
    by_key = _index([(row.lms_id, *row.others) for row in rows])
    by_local = _index([tuple(map(_local, row.others)) for row in rows])
    found = {each.student: _rows_of(each, by_id, by_key, by_local) for each in people}
    claims: dict[int, list[str]] = defaultdict(list)
    for student, places in found.items():
        for place in places:
            claims[place].append(student)
    matched = Matched({}, [], [])
    for each in people:
        places = found[each.student]
        rivals = sorted({name for place in places for name in claims[place]} - {each.student})
        if not places:
            matched.missing.append(each)
        elif len(places) > 1:
            matched.doubtful.append(f"{each.student}: {len(places)} rows fit")
        elif rivals:
            matched.doubtful.append(f"{each.student}: the row fits {', '.join(rivals)} as well")
        else:
            matched.rows[each.student] = places.pop()
    return matched


Index = dict[str, set[int]]


def _index(keys: Sequence[tuple[str, ...]]) -> Index:
    found: Index = defaultdict(set)
    for place, each in enumerate(keys):
        for key in each:
            if folded(key):
                found[folded(key)].add(place)
    return dict(found)


def _rows_of(person: Person, by_id: Index, by_key: Index, by_local: Index) -> set[int]:
    """Return the rows that fit, by the surest key that fits any."""
    if found := by_id.get(folded(person.lms_id)):
        return set(found)
    keys = {folded(person.student), folded(person.email)} - {""}
    if found := set().union(*(by_key.get(key, set()) for key in keys)):
        return found
    return set(by_local.get(folded(person.student), set()))


def _local(text: str) -> str:
    """Return what stands before the @ of an address, "" for anything else."""
    name, at, _ = text.rpartition("@")
    return name if at else ""


def folded(text: str) -> str:
    """Return a key in the form in which keys are compared."""
    return unicodedata.normalize("NFC", text.strip()).casefold()
