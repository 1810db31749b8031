"""Where the student's names live: the notebook's globals here, a sandboxed process elsewhere."""

from __future__ import annotations

import contextlib
import inspect
import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from autograder.exercise.plain import NotPlain, copy, plain, same, typed
from autograder.exercise.seeded import with_generators


@dataclass(frozen=True)
class Reply:
    """What came of a call or of asking for a value.

    Parameters
    ----------
    kind : {"value", "raised", "missing", "timeout", "crashed", "unsendable"}
        What happened.
    value : object
        A tree of dicts, lists, tuples, arrays, numbers and text.
    error_type, message : str
        The exception's class and text; what cannot be sent, and so on.
    changed : tuple of int or str
        Positions and keywords of the arguments that the call wrote into.
    """

    kind: str
    value: Any = None
    error_type: str = ""
    message: str = ""
    changed: tuple[int | str, ...] = ()


class Namespace(Protocol):
    """The student's names, wherever they live."""

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Reply:
        """Call the student's function."""
        ...

    def value(self, name: str) -> Reply:
        """Return the student's variable."""
        ...

    def source(self, name: str) -> str:
        """Return the function's source text, "" where unknown."""
        ...


class LocalNamespace:
    """Names in this process: the notebook's globals.

    Parameters
    ----------
    names : mapping of str to object
        Where functions and variables are looked up.

    Attributes
    ----------
    printed : list of str
        What the calls wrote to stdout and stderr.
    warned : list of str
        Warnings that the calls gave.
    interrupted : bool
        Whether the student stopped a call; later calls are then not made.
    """

    def __init__(self, names: Mapping[str, Any]) -> None:
        self.names = names
        self.printed: list[str] = []
        self.warned: list[str] = []
        self.interrupted = False

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Reply:
        """Call the function; whatever it does becomes a reply."""
        if self.interrupted:
            return Reply("timeout", message="interrupted")
        if name not in self.names:
            return Reply("missing")
        args, kwargs = with_generators(args), with_generators(kwargs)
        before = copy(args), copy(kwargs)
        try:
            with self._quietly():
                returned = self.names[name](*args, **kwargs)
                value = plain(returned)
        except KeyboardInterrupt:
            self.interrupted = True
            return Reply("timeout", message="interrupted")
        except NotPlain as error:
            return Reply("unsendable", message=str(error), changed=_changed(before, args, kwargs))
        except BaseException as error:
            changed = _changed(before, args, kwargs)
            return Reply("raised", None, type(error).__name__, _text(error), changed)
        return Reply("value", value, changed=_changed(before, args, kwargs))

    def value(self, name: str) -> Reply:
        """Return the variable."""
        if name not in self.names:
            return Reply("missing")
        return Reply("value", typed(self.names[name]))

    def source(self, name: str) -> str:
        """Return the function's source text, "" where unknown."""
        try:
            return inspect.getsource(self.names[name])
        except (KeyError, OSError, TypeError):
            return ""

    @contextlib.contextmanager
    def _quietly(self) -> Iterator[None]:
        """Keep what a call prints, warns, and does to NumPy's settings."""
        printed = io.StringIO()
        with (
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
            warnings.catch_warnings(record=True) as caught,
            np.errstate(all="warn"),
        ):
            warnings.simplefilter("always")
            try:
                yield
            finally:
                if len(self.printed) < 100:
                    self.printed.append(printed.getvalue()[:2000])
                for warning in caught[:20]:
                    text = _text(warning.message)
                    if text not in self.warned and len(self.warned) < 20:
                        self.warned.append(text)


def _changed(
    before: tuple[tuple[Any, ...], dict[str, Any]], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[int | str, ...]:
    old_args, old_kwargs = before
    positions = [
        i for i, (old, new) in enumerate(zip(old_args, args, strict=True)) if not same(old, new)
    ]
    return (*positions, *(key for key, old in old_kwargs.items() if not same(old, kwargs[key])))


def _text(error: object) -> str:
    """Return an exception's text, though its own __str__ may be hostile."""
    try:
        return str.__str__(str(error))[:500]
    except BaseException:
        return ""
