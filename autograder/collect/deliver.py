"""Putting a submission where nbgrader expects it, if it is newer than the one that is there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.collect.origin import Origin
from autograder.collect.pick import Picked
from autograder.files.replacing import replace_file
from autograder.ingest import Unreadable, content_of

TIMESTAMP = "timestamp.txt"
TIME_FORMAT = "%Y-%m-%d %H:%M:%S.%f UTC"


@dataclass(frozen=True)
class Delivered:
    """What became of one student's submission.

    Parameters
    ----------
    student : str
        Whose.
    state : {"collected", "replaced", "unchanged", "kept", "unclear", "unusable"}
        "kept": a newer one is there already. "unclear": nothing tells which one is newer.
    origin : Origin
        Where the submission that is there now came from.
    remark : str
        Why it is so, where that is not plain.
    """

    student: str
    state: str
    origin: Origin
    remark: str = ""


def digest_of(contents: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of notebooks, one after another by name; "" of none."""
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(contents[name])
    return digest.hexdigest() if contents else ""


def written_as(time: datetime | None) -> str:
    """Return a time as nbgrader writes it; "" for none."""
    return time.astimezone(UTC).strftime(TIME_FORMAT) if time else ""


def read_time(text: str) -> datetime | None:
    """Read what `written_as` or nbgrader wrote."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?) ?(?:UTC|Z)?", text.strip())
    try:
        return datetime.fromisoformat(match[1]).replace(tzinfo=UTC) if match else None
    except ValueError:
        return None


class Place:
    """A student's folder under ``submitted``.

    Parameters
    ----------
    folder : Path
        It need not exist.
    origin : Origin or None
        Where what lies there came from, if that is known.
    """

    def __init__(self, folder: Path, origin: Origin | None) -> None:
        self.folder = folder
        self.origin = origin

    def digest(self, names: Mapping[str, object]) -> str | None:
        """Return the digest of the notebooks `names` that are there; None where one is missing."""
        found = {}
        for name in names:
            try:
                found[name] = content_of(self.folder / f"{name}.ipynb")
            except FileNotFoundError:
                return None
            except (Unreadable, OSError):
                return ""
        return digest_of(found)

    def is_free(self) -> bool:
        """Say whether there is no notebook yet."""
        return not self.folder.is_dir() or not any(self.folder.glob("[!.]*.ipynb"))

    def time(self) -> datetime | None:
        """Return when what lies there was handed in, if that is known."""
        try:
            return read_time(content_of(self.folder / TIMESTAMP, most=4096).decode("utf-8"))
        except (Unreadable, OSError, UnicodeDecodeError):
            return None

    def is_older(self, new: Origin) -> bool | None:
        """Say whether what lies there is older than `new`; None where nothing tells."""
        time, old = self.time(), self.origin or Origin("")
        new_time = read_time(new.time)
        if time and new_time:
            return time < new_time
        numbers = old.lms_file, new.lms_file
        if old.source == new.source and numbers[0] != numbers[1] and all(numbers):
            return int(numbers[0]) < int(numbers[1])
        written, new_written = read_time(old.written), read_time(new.written)
        if written and new_written and written != new_written:
            return written < new_written
        return None

    def write(self, contents: Mapping[str, bytes], time: str) -> None:
        """Write the notebooks and the timestamp; the one that is there goes in the same step."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            replace_file(self.folder / f"{name}.ipynb", content)
        self.stamp(time)

    def stamp(self, time: str) -> None:
        """Write ``timestamp.txt``, or remove it where the time is not known."""
        path = self.folder / TIMESTAMP
        if not time:
            path.unlink(missing_ok=True)
        elif self.time() != read_time(time):
            replace_file(path, f"{time}\n".encode())


def deliver(
    place: Place,
    student: str,
    picked: Mapping[str, Picked],
    origin: Origin,
    replace: bool = False,
    dry_run: bool = False,
) -> Delivered:
    """Put notebooks in a student's place unless something newer is there.

    Parameters
    ----------
    place : Place
        Where they belong.
    student : str
        Whose they are.
    picked : mapping of str to Picked
        By the notebook's name; empty where nothing could be used.
    origin : Origin
        Where they come from.
    replace : bool
        Take them also where nothing tells which is newer.
    dry_run : bool
        Write nothing.
    """
    contents = {name: each.content for name, each in picked.items()}
    if any(folder.is_symlink() for folder in (place.folder, place.folder.parent)):
        return Delivered(student, "unusable", origin, f"{place.folder} is a link; remove it")
    if not contents:
        return _nothing(place, student, origin, dry_run)
    state = _state(place, contents, origin, replace)
    if state in ("kept", "unclear"):
        return Delivered(
            student, state, place.origin or Origin("files"), _why(place, state, origin)
        )
    if not dry_run and state != "unchanged":
        place.write(contents, origin.time)
    elif not dry_run and origin.time:
        place.stamp(origin.time)
    return Delivered(student, state, origin)


def _state(place: Place, contents: Mapping[str, bytes], origin: Origin, replace: bool) -> str:
    there = place.digest(contents)
    if there == digest_of(contents):
        return "unchanged"
    if place.is_free():
        return "collected"
    older = place.is_older(origin)
    if older or (older is None and replace):
        return "replaced"
    return "unclear" if older is None else "kept"


def _why(place: Place, state: str, new: Origin) -> str:
    there = written_as(place.time())
    if state == "unclear":
        return (
            "another one is there and nothing tells which is newer; it was kept. "
            "With --replace this one is taken"
        )
    when = f" ({there.partition('.')[0]})" if there and new.time else ""
    return f"the one that is there is newer{when}; it was kept"


def _nothing(place: Place, student: str, origin: Origin, dry_run: bool) -> Delivered:
    """Make the folder, so that the student has a row and finds out; what is there stays."""
    if not place.is_free():
        said = "nothing of it can be used; the earlier submission was kept"
        return Delivered(student, "kept", place.origin or Origin("files"), said)
    if not dry_run:
        place.folder.mkdir(parents=True, exist_ok=True)
        place.stamp(origin.time)
    return Delivered(student, "unusable", origin, "nothing that can be graded was handed in")
