"""One run at a time writes a course's grades; a second one is told about the first."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.files.lock import try_lock
from autograder.nbgrader_bridge import CourseError

if TYPE_CHECKING:
    from autograder.nbgrader_bridge import Course

NAME = "grading.lock"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class AnotherRun(CourseError):
    """Another run writes the course's grades; the text says which."""


@contextlib.contextmanager
def only_run(course: Course, doing: str) -> Iterator[None]:
    """Be the only run that writes grades; the kernel lets go when the process ends, anyhow.

    Parameters
    ----------
    course : Course
        Whose gradebook and journal are written.
    doing : str
        What is being done, for whoever comes second, such as "grade hw1a".

    Raises
    ------
    AnotherRun
        If there is one; with what it does, where, and since when.
    """
    course.state.mkdir(mode=0o700, exist_ok=True)
    path = course.state / NAME
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | _NO_LINK, 0o600)
    try:
        if not try_lock(fd, if_unsupported=True):  # Windows grades nothing but without isolation
            raise AnotherRun(_who(path))
        about = {"doing": doing, "pid": os.getpid(), "host": platform.node(), "since": time.time()}
        os.truncate(fd, 0)
        os.write(fd, json.dumps(about).encode())
        yield
    finally:
        os.close(fd)


def _who(path: Path) -> str:
    """Say who has the lock, as far as the file tells."""
    try:
        about = json.loads(path.read_bytes())
        since = time.strftime("%H:%M", time.localtime(about["since"]))
        run = f"`chalkgrad {about['doing']}` (process {about['pid']} on {about['host']})"
        who = f"{run} has been at work in this course since {since}"
    except (OSError, ValueError, KeyError, TypeError):
        who = "Another run is at work in this course"
    return f"{who}. Wait until it is done, or stop it with Ctrl-C: what it graded stays."
