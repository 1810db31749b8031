"""The student's own functions in place of ours: called, and their errors put into sentences."""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["OwnFunctionError", "OwnFunctions", "as_sentence"]


class OwnFunctionError(Exception):
    """A student's function raised, or returned what cannot be shown; the text is a sentence.

    Attributes
    ----------
    result : dict or None
        What could be answered all the same.
    buffers : list of bytes
        Arrays that go with it.
    """

    result: dict[str, Any] | None = None
    buffers: list[bytes]

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.buffers = []

    @property
    def ends_all(self) -> bool:
        """Whether nothing more should be asked: Python was interrupted, or told to leave."""
        return isinstance(self.__cause__, KeyboardInterrupt | SystemExit)


class OwnFunctions:
    """The functions that were given in place of the course's.

    Parameters
    ----------
    functions : mapping of str to callable or None
        Role (such as ``"forward"``) to function; None where the course's own serves.

    Raises
    ------
    TypeError
        If one of them cannot be called.
    """

    def __init__(self, functions: Mapping[str, Callable[..., Any] | None]) -> None:
        for role, function in functions.items():
            if function is not None and not callable(function):
                raise TypeError(f"{role} is {function!r}, expected a function")
        self._functions = {role: f for role, f in functions.items() if f is not None}

    @property
    def roles(self) -> tuple[str, ...]:
        """Which roles a student's function plays."""
        return tuple(self._functions)

    def name(self, role: str) -> str:
        """Give what the student called the function that plays a role."""
        return getattr(self._functions[role], "__name__", role)

    def only(self, role: str) -> OwnFunctions:
        """Give the function that plays a role, without the others."""
        return OwnFunctions({role: self._functions[role]})

    def __contains__(self, role: str) -> bool:
        return role in self._functions

    def __bool__(self) -> bool:
        return bool(self._functions)

    def call(self, role: str, *arguments: Any) -> Any:
        """Call one.

        Parameters
        ----------
        role : str
            One of `roles`.
        *arguments
            What it is given.

        Returns
        -------
        object
            What it returned.

        Raises
        ------
        OwnFunctionError
            If it raised, was interrupted, or tried to leave Python; the message is a sentence with
            the line.
        """
        function = self._functions[role]
        try:
            return function(*arguments)
        except (Exception, KeyboardInterrupt, SystemExit) as error:
            raise OwnFunctionError(as_sentence(function, error)) from error


def as_sentence(function: Callable[..., Any], error: BaseException) -> str:
    """Say what went wrong in a student's function, and where.

    Parameters
    ----------
    function : callable
        The student's function.
    error : BaseException
        What it raised.

    Returns
    -------
    str
        Such as ``forward_pass stopped in line 3, h = X * w: ValueError: operands could not be
        broadcast``. Line numbers count from the top of the student's cell.
    """
    name = getattr(function, "__name__", "the function")
    if isinstance(error, NotImplementedError):
        frames = traceback.extract_tb(error.__traceback__)
        if frames and frames[-1].name.isidentifier():  # which may be one that `function` calls
            name = frames[-1].name
        return f"{name} is not written yet: it raises NotImplementedError."
    code = getattr(function, "__code__", None)
    here = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if code and frame.filename == code.co_filename
    ]
    said = str(error).strip() or "no message"
    told = f"{type(error).__name__}: {said}"
    if isinstance(error, KeyboardInterrupt):
        told = "you interrupted it"
    if not here:  # it was called wrongly: another number of arguments
        return f"{name} could not be called. {told}"
    line = here[-1]
    source = (line.line or linecache.getline(line.filename, line.lineno or 0)).strip()
    where = f"line {line.lineno}" + (f", {source}" if source else "")
    return f"{name} stopped in {where}: {told}"
