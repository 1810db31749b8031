"""A user's mistake becomes one paragraph and exit code 2; a traceback is for our own mistakes."""

from __future__ import annotations

import sys
import textwrap
from typing import Any, NoReturn

import click

from autograder.did_you_mean import did_you_mean

# Where the errors of users are declared. A module that was never imported raised nothing.
_USERS = (
    ("autograder.build.assignment", "AssignmentError"),
    ("autograder.engine.cluster", "ClusterError"),
    ("autograder.engine.isolation", "IsolationError"),
    ("autograder.engine.secret", "SecretError"),
    ("autograder.collect.origin", "RecordError"),
    ("autograder.collect.roster", "RosterError"),
    ("autograder.collect.sources", "SourceError"),
    ("autograder.nbgrader_bridge.course", "CourseError"),
    ("autograder.report.lms.table", "ExportedFileError"),
)


class Problem(click.ClickException):
    """Something that the user can mend; the message says how."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the message as one paragraph on stderr."""
        click.echo(wrapped(self.message), err=True, file=file)


class Stopped(Problem):
    """Ctrl-C, where the command has no more to say; 1 would mean that something needs a look."""

    exit_code = 130


def wrapped(text: str, width: int = 96) -> str:
    """Return text in lines of at most `width`; its own line breaks stay."""
    lines = [
        textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
        for line in text.splitlines()
    ]
    return "\n".join("\n".join(line) for line in lines)


class Commands(click.Group):
    """The commands in the order in which they were added, with readable errors."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order of an instructor's work."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; turn the errors that users can mend into paragraphs."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Stopped("Stopped.") from None
        except Exception as error:
            if isinstance(error, _users_errors()):
                raise Problem(str(error)) from error
            if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
                raise Problem(_said(error)) from error
            raise

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; answer a misspelt one with the nearest."""
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            hint = did_you_mean(name, self.commands, "`{}`".format)
            known = ", ".join(self.commands)
            raise Problem(f"There is no command {name!r}.{hint} There are: {known}.")
        return super().resolve_command(ctx, args)


def _users_errors() -> tuple[type[BaseException], ...]:
    return tuple(
        getattr(sys.modules[module], name) for module, name in _USERS if module in sys.modules
    )


def _said(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}."


def missing_package(error: ImportError, extra: str, what: str) -> NoReturn:
    """Say which extra has the package that is not installed."""
    name = (error.name or str(error)).split(".")[0]
    raise Problem(
        f"{what} needs {name}, which is not installed. "
        f"Get it with: pip install 'chalkgrad[{extra}]'"
    ) from error
