"""An ordinary nbgrader course directory, and what its configuration says about it."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from traitlets import TraitError
from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

CONFIG_FILE = "nbgrader_config.py"
STATE_FOLDER = ".chalkgrad"

_CONFIG = '''\
"""nbgrader's configuration of this course; formgrader and `chalkgrad` both read it."""

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = {course_id!r}

# The gradebook is gradebook.db in this folder, unless a URL names another one. The password is best
# kept in ~/.pgpass, where PostgreSQL's clients look for it.
# c.CourseDirectory.db_url = "postgresql+psycopg://USER@HOST/DATABASE"

# nbgrader's own steps, but tables of typed answers are released blank, without a line that raises.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "nbgrader.preprocessors.LockCells",
    "autograder.nbgrader_bridge.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# `nbgrader autograde` and formgrader's button grade as `chalkgrad grade` does: in the sandbox, with
# the same scores. Without these lines nbgrader runs students' code with your rights.
c.Autograde.exporter_class = "autograder.grading.autograde.SandboxExporter"
c.Autograde.sanitize_preprocessors = []
c.Autograde.autograde_preprocessors = ["autograder.grading.autograde.GradeInSandbox"]
'''


class CourseError(Exception):
    """Something in the course directory is not as it must be; the message says how to mend it."""


class NoCourse(CourseError):
    """There is no course directory at a place."""


@dataclass(frozen=True)
class Course:
    """A course directory with nbgrader's view of it.

    Parameters
    ----------
    root : Path
        The folder with ``nbgrader_config.py``.
    config : Config
        nbgrader's configuration: the user's, then the course's over it.
    directory : CourseDirectory
        nbgrader's object for the same folder.
    """

    root: Path
    config: Config
    directory: CourseDirectory

    @property
    def id(self) -> str:
        """The course id, as nbgrader and its exchange use it."""
        return str(self.directory.course_id)

    @property
    def db_url(self) -> str:
        """Address of the gradebook, as SQLAlchemy writes it; it may hold a password."""
        return str(self.directory.db_url)

    @property
    def db_shown(self) -> str:
        """Address of the gradebook as it may be shown: without a password."""
        return masked(self.db_url)

    @property
    def state(self) -> Path:
        """Folder for what only this project keeps: the secret and the journal."""
        return self.root / STATE_FOLDER

    def folder(self, step: str, assignment: str, student: str = ".") -> Path:
        """Return the folder of one nbgrader step.

        Parameters
        ----------
        step : {"source", "release", "submitted", "autograded", "feedback"}
            nbgrader's name of the step; the configuration may call its folder otherwise.
        assignment, student : str
            Whose work; the first two steps have no student.
        """
        name = getattr(self.directory, f"{step}_directory")
        return Path(self.directory.format_path(name, student, assignment))

    def students(self, assignment: str) -> list[str]:
        """List the students who handed in `assignment`, sorted."""
        match = self._pattern(assignment).fullmatch
        top = Path(str(self.folder("submitted", assignment, "\0")).split("\0")[0])
        found = [match(str(path)) for path in self._below(top, assignment)]
        return sorted(each[1] for each in found if each)

    def student_of(self, folder: Path, assignment: str) -> str:
        """Return whose submission of `assignment` lies in `folder`, "" if it is nobody's."""
        found = self._pattern(assignment).fullmatch(str(folder))
        return found[1] if found else ""

    def _pattern(self, assignment: str) -> re.Pattern[str]:
        pattern = re.escape(str(self.folder("submitted", assignment, "\0")))
        return re.compile(pattern.replace(re.escape("\0"), rf"([^{re.escape(os.sep)}]+)"))

    def _below(self, top: Path, assignment: str) -> Iterator[Path]:
        """Yield what could be a submission, wherever the student's name stands.

        Hidden folders are nobody's, as for nbgrader: `.ipynb_checkpoints`, say. A file in place
        of the folder is a student's all the same, who should find out.
        """
        depth = len(self.folder("submitted", assignment, "x").relative_to(top).parts)
        if top.is_dir():
            found = top.glob("/".join("*" * depth))
            yield from (path for path in found if not _is_hidden(path, top))

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        """Open nbgrader's gradebook; it is made when there is none.

        Raises
        ------
        CourseError
            If the database cannot be opened.
        """
        from sqlalchemy.exc import SQLAlchemyError

        try:
            with tools_on_path():
                gradebook = Gradebook(self.db_url, self.id)
        except (SQLAlchemyError, OSError, ValueError, ImportError) as error:
            raise CourseError(
                f"The gradebook {self.db_shown} cannot be opened: {self.said(error)}"
            ) from None  # whose text may hold the password
        with gradebook:
            yield gradebook

    def said(self, error: Exception) -> str:
        """Return what a database's error says, in a line, without a password."""
        if isinstance(error, ImportError):
            return (
                f"its driver {error.name} is not installed. For PostgreSQL: "
                "pip install 'chalkgrad[postgres]', and a URL postgresql+psycopg://..."
            )
        text = str(error).splitlines()[0] if str(error) else type(error).__name__
        return masked(text.replace(self.db_url, self.db_shown))


_PASSWORDS = re.compile(
    r"(?P<before>://[^:/@\s]*:)[^\s/]*(?=@)|(?P<option>password=)[^&\s]*", re.IGNORECASE
)


def masked(text: str) -> str:
    """Return `text` with three stars in place of each password of a URL."""
    return _PASSWORDS.sub(lambda found: f"{found['before'] or found['option']}***", text)


@contextmanager
def tools_on_path() -> Iterator[None]:
    """Put the scripts of this environment on the PATH: nbgrader calls `alembic` by its name."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def create(root: Path, course_id: str = "") -> Course:
    """Make a new course directory.

    Parameters
    ----------
    root : Path
        A folder that does not exist yet, or is empty.
    course_id : str
        nbgrader's course id; "" takes the folder's name.

    Raises
    ------
    CourseError
        If something is there already.
    """
    root = Path(root).absolute()
    if (root / CONFIG_FILE).exists():
        raise CourseError(f"{root} is a course already. Choose another folder.")
    if root.exists() and not root.is_dir():
        raise CourseError(f"{root} is a file. Choose a new or an empty folder.")
    if root.exists() and any(root.iterdir()):
        raise CourseError(f"{root} is not empty. Choose a new or an empty folder.")
    root.mkdir(parents=True, exist_ok=True)
    course_id = course_id or re.sub(r"[^\w.-]+", "-", root.name).strip("-") or "course"
    (root / CONFIG_FILE).write_text(_CONFIG.format(course_id=course_id), encoding="utf-8")
    (root / STATE_FOLDER).mkdir(mode=0o700)
    for step in ("source", "submitted"):
        (root / step).mkdir()
    return open_course(root)


def find_root(start: Path) -> Path:
    """Return the course directory that `start` lies in.

    Raises
    ------
    CourseError
        If neither `start` nor a folder above it has an ``nbgrader_config.py``.
    """
    start = Path(start).absolute()
    for folder in (start, *start.parents):
        if (folder / CONFIG_FILE).is_file():
            return folder
    missing = "does not exist" if not start.exists() else f"has no {CONFIG_FILE}"
    raise NoCourse(
        f"{start} {missing}, nor has a folder above it, so it is in no course directory. "
        "Change into the course directory, name it with --course DIR, "
        "or make one with `chalkgrad new-course DIR`."
    )


def open_course(start: Path) -> Course:
    """Open the course directory that `start` lies in.

    Raises
    ------
    CourseError
        If there is none, or its configuration cannot be read.
    """
    root = find_root(start)
    config = _user_config()
    try:
        config.merge(PyFileConfigLoader(CONFIG_FILE, path=str(root)).load_config())
        config.setdefault("CourseDirectory", Config()).setdefault("root", str(root))
        directory = CourseDirectory(config=config)
    except (TraitError, ConfigFileNotFound) as error:
        raise CourseError(f"{root / CONFIG_FILE} cannot be used: {error}") from error
    except Exception as error:  # the file is a program: anything may come out of it
        raise CourseError(
            f"{root / CONFIG_FILE} cannot be read: {type(error).__name__}: {error}"
        ) from error
    return Course(root, config, directory)


def _user_config() -> Config:
    """Return what the user's own Jupyter folders say about nbgrader."""
    app = NbGrader()
    app.load_cwd_config = False
    app.log.setLevel(logging.ERROR)
    app.load_config_file()
    return app.config


def _is_hidden(path: Path, top: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(top).parts)
