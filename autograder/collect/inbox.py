"""Submissions in nbgrader's exchange, whose students could have written anything into them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from autograder.collect.archives import Found
from autograder.collect.names import shown
from autograder.collect.schemes import Claim
from autograder.collect.sources import Source, SourceError, is_notebook

PATIENCE = timedelta(minutes=10)
"""So much later than its name says a submission may have been written."""

OURS = ("timestamp.txt", "submission_secret.txt")
"""What nbgrader itself puts beside a submission."""


class InboundLike(Protocol):
    """What is known of a submission in the exchange."""

    @property
    def student(self) -> str:
        """Who claims to have submitted it."""
        ...

    @property
    def folder(self) -> Path:
        """Where it lies."""
        ...

    @property
    def time(self) -> datetime | None:
        """When, by the folder's name."""
        ...


def claims_of(inbound: Iterable[InboundLike]) -> tuple[list[Claim], list[str]]:
    """Return whose each file is, and sentences on what is odd."""
    found: list[Claim] = []
    odd: list[str] = []
    late: list[str] = []
    submissions = list(inbound)
    for each in submissions:
        name = shown(each.folder.name)
        if each.folder.is_symlink():
            odd.append(f"{name} is a link, maybe to another student's, and was left out.")
            continue
        try:
            files = Source(each.folder).files
        except SourceError as error:
            odd.append(str(error))
            continue
        kept = [file for file in files if file.name not in OURS]
        found += [_claim(each, file) for file in kept]
        late += [name] if _was_changed(each, kept) else []
    if len(late) > 1 and len(late) > len(submissions) / 2:  # the exchange itself was copied
        odd.append("The exchange was copied: the times in its names could not be checked.")
    else:
        odd += [f"{name} was written later than its name says." for name in late]
    return found, odd


def _claim(each: InboundLike, file: Found) -> Claim:
    path = Found(f"{each.folder.name}/{file.path}", file.read, file.written)
    return Claim(path, "exchange", each.student, file.name, time=each.time)


def _was_changed(each: InboundLike, files: list[Found]) -> bool:
    """Say whether a notebook is younger than its folder's name: its student can forge the name."""
    if each.time is None:
        return False
    for file in files:
        path = each.folder / file.path
        if is_notebook(file) and path.exists():
            changed = datetime.fromtimestamp(path.lstat().st_ctime, UTC)
            return changed - each.time > PATIENCE
    return False
