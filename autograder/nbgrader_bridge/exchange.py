"""What students submitted through nbgrader's exchange, chosen by nbgrader's own collect.

Its class decides which submission of each student counts and warns where the owner is another; it
copies nothing itself, for it would follow links, and one odd name would stop it for all.
"""

from __future__ import annotations

import copy
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError, ExchangeFactory
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import parse_utc

from autograder.nbgrader_bridge.course import Course, CourseError, tools_on_path


@dataclass(frozen=True)
class Inbound:
    """A submission in the exchange.

    Parameters
    ----------
    student : str
        Who claims to have submitted it.
    folder : Path
        Where it lies.
    time : datetime or None
        When, by the folder's name.
    """

    student: str
    folder: Path
    time: datetime | None


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        lines = [line.strip() for line in record.getMessage().strip().splitlines()]
        self.said.append(lines[0] if lines else "")


class _Chosen(ExchangeCollect):
    """nbgrader's collect, which only says what it would copy."""

    src_records: list[dict[str, Any]]

    def _path_to_record(self, path: str) -> dict[str, Any]:
        try:
            record: dict[str, Any] = super()._path_to_record(path)
        except Exception as error:  # any name at all may stand there
            self.log.warning("%s was left out: %s", path, str(error).splitlines()[0])
            return {"username": "", "filename": os.path.basename(path), "timestamp": datetime.min}
        return record

    def copy_files(self) -> None:
        self.inbound: list[Inbound] = []
        self.src_records = [record for record in self.src_records if record["username"]]
        super().copy_files()

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        record = self._path_to_record(src)
        time = record["timestamp"].replace(tzinfo=UTC)
        self.inbound.append(Inbound(record["username"], Path(src), time))


@contextmanager
def inbound(course: Course, assignment: str) -> Iterator[tuple[list[Inbound], list[str]]]:
    """Yield the submissions in the exchange that count, and nbgrader's warnings.

    Parameters
    ----------
    course : Course
        Its configuration names the exchange.
    assignment : str
        The assignment's name.

    Raises
    ------
    CourseError
        If nbgrader cannot collect; with what it says.
    """
    with tempfile.TemporaryDirectory(prefix="chalkgrad-exchange-") as staging:
        app = _collect_app(course, assignment, Path(staging) / "submitted")
        warnings = _Warnings()
        app.log.addHandler(warnings)
        try:
            with tools_on_path():
                app.start()
        except (ExchangeError, OSError) as error:
            said = warnings.said[-1] if warnings.said else str(error)
            raise CourseError(
                f"nbgrader's exchange cannot be collected: {said.rstrip('.')}. Name a folder or an "
                f"archive instead: `chalkgrad collect {assignment} SOURCE`, or set "
                f"c.Exchange.root in {course.root / 'nbgrader_config.py'}."
            ) from error
        finally:
            app.log.removeHandler(warnings)
        found = app.inbound if isinstance(app, _Chosen) else _staged(app, assignment)
        yield found, [said for said in warnings.said if not said.startswith("No submissions")]


def _collect_app(course: Course, assignment: str, staging: Path) -> Any:
    config = copy.deepcopy(course.config)
    config.CourseDirectory.submitted_directory = str(staging)
    config.CourseDirectory.assignment_id = assignment
    factory = ExchangeFactory(config=config)
    kind = _Chosen if factory.collect is ExchangeCollect else factory.collect
    return kind(
        coursedir=CourseDirectory(config=config),
        authenticator=Authenticator(config=config),
        config=config,
    )


def _staged(app: Any, assignment: str) -> list[Inbound]:
    """Return what another exchange's own collect has copied."""
    directory = app.coursedir
    top = Path(directory.submitted_directory)
    students = sorted(each.name for each in top.iterdir()) if top.is_dir() else []
    found = []
    for student in students:
        folder = Path(directory.format_path(str(top), student, assignment))
        stamp = folder / "timestamp.txt"
        text = stamp.read_text(encoding="utf-8", errors="replace") if stamp.is_file() else ""
        try:
            time = parse_utc(text.strip()).replace(tzinfo=UTC) if text.strip() else None
        except Exception:  # dateutil raises many kinds
            time = None
        found.append(Inbound(student, folder, time))
    return found
