"""How a file in a zip must be called so that Canvas or Moodle gives it to the right student.

Canvas takes the first two parts between underscores that are all digits: the user and the file
that was handed in (or ``anon``, the anonymous id and the file). Moodle takes the second part of a
folder's name: the participant. Every name made here is read by those rules before it is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MOODLE = re.compile(r"(?P<head>[^/]*_[0-9]+_assignsubmission_[a-z]+)(?P<tail>_?)(?P<rest>[^/]*)")
_SUFFIX = re.compile(r"\.(ipynb|zip|json|txt|html?)$", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|_]+')


@dataclass(frozen=True)
class Route:
    """A way to one student, or to one group.

    Parameters
    ----------
    key : str
        What the system finds them by; two pages of one key would come to the same student.
    path : str
        The name in the zip.
    """

    key: str
    path: str


def canvas_route(file: str, user: str, attachment: str) -> Route | None:
    """Return the name for Canvas, None where nothing was uploaded that it could be put beside.

    Parameters
    ----------
    file : str
        The path of the submission as it was downloaded.
    user, attachment : str
        Canvas's ids of the student and of the file.
    """
    if not user or not attachment:
        return None
    key = (user.removeprefix("anon_"), attachment)
    downloaded = next((part for part in file.split("/") if canvas_reads(part) == key), "")
    path = f"{_SUFFIX.sub('', downloaded)}.html" if downloaded else ""
    if canvas_reads(path) != key:  # such as a name that is a number itself
        path = f"{'' if user.startswith('anon_') else 'student_'}{user}_{attachment}_feedback.html"
    return Route("/".join(key), path)


def canvas_reads(name: str) -> tuple[str, str] | None:
    """Return the ids that Canvas reads out of a file's name."""
    parts = [part for part in name.split("_") if part != "LATE"]
    if parts[0] == "anon":
        return (parts[1], parts[2]) if len(parts) > 2 else None
    ids = [part for part in parts if part.isascii() and part.isdigit()][:2]
    return (ids[0], ids[1]) if len(ids) == 2 else None


def moodle_route(file: str, number: str, page: str) -> Route | None:
    """Return the name for Moodle from that of the submission, None where it has no number.

    Parameters
    ----------
    file : str
        The path of the submission as it was downloaded.
    number : str
        The participant's.
    page : str
        What the student's file is called.
    """
    for part in file.split("/"):
        found = _MOODLE.fullmatch(part)
        if found and moodle_reads(part) == number:
            one_file = bool(found["rest"])  # without folders, the name goes on behind the plugin's
            path = f"{found['head']}_{page}" if one_file else f"{part}/{page}"
            return Route(number, path)
    return None


def moodle_route_to(name: str, number: str, page: str) -> Route:
    """Return the name for Moodle from a row of its worksheet."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", name).split()).lstrip(".~ ") or "Participant"
    return Route(number, f"{plain}_{number}_assignsubmission_file_/{page}")


def moodle_reads(part: str) -> str:
    """Return the participant that Moodle reads out of a folder's name, "" for none."""
    parts = part.split("_", 4)
    return parts[1] if len(parts) >= 4 and parts[1].isdigit() else ""
