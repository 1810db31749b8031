"""Which of the files that somebody handed in count."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from autograder.collect.archives import MAX_INNER_ZIP, Archive, Found
from autograder.collect.names import folded, shown, without_version
from autograder.collect.resolve import HandIn
from autograder.collect.schemes import Claim
from autograder.collect.sources import OTHER_ARCHIVES, is_junk, is_notebook, is_zip
from autograder.ingest import MAX_BYTES, Unreadable

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
SHOWN = 3


@dataclass(frozen=True)
class Picked:
    """The notebook that counts.

    Parameters
    ----------
    claim : Claim
        The file that it came in.
    found : Found
        The notebook, in an archive or on its own.
    content : bytes
        Its bytes.
    by : str
        In whose name it was handed in; "" for a group's.
    """

    claim: Claim
    found: Found
    content: bytes
    by: str


def pick(
    hand_in: HandIn, notebooks: Sequence[str], given: Collection[str] = ()
) -> dict[str, Picked]:
    """Return the notebook that counts for each name in `notebooks`; remarks go to `hand_in`.

    Parameters
    ----------
    hand_in : HandIn
        The files.
    notebooks : sequence of str
        The assignment's notebooks, without ``.ipynb``. Where there is one, a notebook of any
        name counts if none has the right one.
    given : collection of str
        Names of the files that every student got; they are not mentioned.
    """
    found: list[Picked] = []
    extras: list[str] = []
    for claim, by in zip(hand_in.claims, hand_in.by, strict=True):
        for each in _inside(claim, hand_in.looks):
            if is_notebook(each):
                found.append(Picked(claim, each, b"", by))
            elif each.name not in given:
                extras.append(_extra(each))
    picked: dict[str, Picked] = {}
    for name in notebooks:
        pool = [each for each in found if _is_called(each, name)]
        if not pool and len(notebooks) == 1:
            pool = found
        if best := _best(pool, hand_in.looks):
            picked[name] = best
    hand_in.notes += _left(found, picked)
    if extras:
        more = f" and {len(extras) - SHOWN} more" if len(extras) > SHOWN else ""
        hand_in.notes.append(f"left where they are: {', '.join(extras[:SHOWN])}{more}")
    return picked


def _inside(claim: Claim, looks: list[str]) -> list[Found]:
    """Return the file of a claim; of a zip archive the files in it, but not of one in there."""
    if not is_zip(claim.found):
        return [claim.found]
    try:
        archive = Archive(claim.found.read(MAX_INNER_ZIP), inner=True)
    except Unreadable as error:
        looks.append(f"{shown(claim.found.path)} cannot be used: {error}")
        return []
    looks += archive.odd
    inner = [
        replace(each, path=f"{claim.found.path}/{each.path}")
        for each in archive.files
        if not is_junk(each)
    ]
    if not any(is_notebook(each) for each in inner):
        looks.append(f"{shown(claim.found.path)} holds no notebook")
    return inner


def _extra(found: Found) -> str:
    name = shown(found.name)
    if is_zip(found):
        return f"{name} (an archive in an archive is not opened)"
    if name.lower().endswith(OTHER_ARCHIVES):
        return f"{name} (of archives, zip alone is opened)"
    if name in ("text.html", "link.html") or name.endswith(("_text.html", "_link.html")):
        return f"{name} (a text or a link, no file)"
    return name


def _is_called(picked: Picked, notebook: str) -> bool:
    """Say whether a file's name is the notebook's, a copy's of it, or has it at an end."""
    name = picked.found.name if picked.found is not picked.claim.found else picked.claim.file
    stem = folded(name.rstrip(" .").rpartition("/")[2].rpartition(".")[0])
    wanted = folded(notebook)
    for text in (stem, without_version(stem)):
        if text == wanted:
            return True
        for mark in "_- ":
            if text.endswith(mark + wanted) or text.startswith(wanted + mark):
                return True
    return False


def newness(picked: Picked) -> tuple[datetime, int, int, datetime]:
    """Return what tells which of two hand-ins is newer; the greater is."""
    claim = picked.claim
    stem = claim.file.rpartition(".")[0]
    version = "".join(c for c in stem[len(without_version(stem)) :] if c.isascii() and c.isdigit())
    attachment = int(claim.lms_file[:18] or 0) if claim.lms_file.isascii() else 0
    return (
        claim.time or _LONG_AGO,
        attachment,
        int(version or 0),
        picked.found.written or _LONG_AGO,
    )


def _best(pool: list[Picked], looks: list[str]) -> Picked | None:
    """Return the newest that can be read, a group's own before its members' where both are."""
    for each in sorted(pool, key=lambda p: (newness(p), p.by == "", p.found.path), reverse=True):
        try:
            return replace(each, content=each.found.read(MAX_BYTES))
        except Unreadable as error:
            looks.append(f"{shown(each.found.path)} cannot be used: {error}")
    return None


def _left(found: list[Picked], picked: dict[str, Picked]) -> list[str]:
    taken = {each.found.path for each in picked.values()}
    said = []
    for each in found:
        if each.found.path in taken or not picked:
            continue
        best = next(iter(picked.values()))
        whose = f"{each.by}'s own " if each.by and each.by != best.by else ""
        newer = "newer" if newness(best) > newness(each) else "other"
        said.append(
            f"{whose}{shown(each.found.path)} does not count: the {newer} "
            f"{shown(best.found.path)} does"
        )
    more = [f"and {len(said) - SHOWN} more notebooks do not count"] if len(said) > SHOWN else []
    return said[:SHOWN] + more
