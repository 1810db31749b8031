"""The command `chalkgrad`: one file a command, heavy imports only where they are needed."""

from __future__ import annotations

import click

from autograder.cli.build import build
from autograder.cli.check import check
from autograder.cli.collect import collect
from autograder.cli.doctor import doctor
from autograder.cli.due import due
from autograder.cli.errors import Commands
from autograder.cli.explain import explain
from autograder.cli.export import export
from autograder.cli.extend import extend
from autograder.cli.feedback import feedback
from autograder.cli.grade import grade
from autograder.cli.new_course import new_course
from autograder.cli.page import page
from autograder.cli.regrade import regrade
from autograder.cli.release import release
from autograder.cli.report import report

__all__ = ["main"]


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 all is well; 1 something needs a look; 2 it could not be done.",
)
@click.version_option(package_name="chalkgrad", message="chalkgrad %(version)s")
def main() -> None:
    """Release homework, check it, grade a class, and say why.

    The commands for instructors work in a course directory, an ordinary nbgrader one: run them
    anywhere inside it, or name it with --course DIR.
    """


COMMANDS = (
    new_course,
    build,
    release,
    due,
    extend,
    collect,
    check,
    doctor,
    grade,
    regrade,
    explain,
    report,
    feedback,
    export,
    page,
)
for command in COMMANDS:
    main.add_command(command)
