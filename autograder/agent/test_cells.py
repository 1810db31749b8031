"""Runs a cell of tests beside the student's code, trusting as little of that code as it can.

What this module uses was looked up before any student's code ran: a replaced `exec`, an input or
AST transformer of IPython, a changed shell or a tracer has no part in it. The comparisons that
tests are written with are put back first. It is no wall: the tests do run in the student's process.
"""

from __future__ import annotations

import ast
import asyncio
import builtins
import importlib
import inspect
import sys
import threading
import types
from typing import Any

import numpy as np
from IPython.core.inputtransformer2 import TransformerManager

MODULES = (
    "builtins",
    "math",
    "operator",
    "numpy",
    "numpy.linalg",
    "numpy.testing",
    "numpy.testing._private.utils",
    "unittest.case",
)
"""Where comparisons come from."""

OWN = ("_", "input", "display", "get_ipython", "__IPYTHON__", "__build_class__")
"""Names that the shell itself sets among the builtins."""

NUMBERS = frozenset({int, float, *(t for t in np.sctypeDict.values() if t is not np.bool_)})

_parse, _compile, _eval, _type, _float = ast.parse, compile, eval, type, float
_transform = TransformerManager().transform_cell
_new_loop = asyncio.new_event_loop
_settrace, _setprofile = sys.settrace, sys.setprofile
_CODE = ("__code__", "__defaults__", "__kwdefaults__")


class Pristine:
    """The modules of `MODULES` as they are now, to be put back later."""

    def __init__(self) -> None:
        self._names: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
        self._codes: dict[str, tuple[Any, list[Any]]] = {}
        for name in MODULES:
            space = vars(importlib.import_module(name))
            kept = {key: value for key, value in space.items() if key not in OWN}
            self._names[name] = (space, kept)
            for key, value in kept.items():
                self._keep_codes(f"{name}.{key}", value)

    def _keep_codes(self, name: str, value: Any) -> None:
        inner = getattr(value, "_implementation", value)  # what a numpy function calls
        if isinstance(value, type) and value.__module__ == "unittest.case":
            for key, method in vars(value).items():
                self._keep_codes(f"{name}.{key}", method)
        elif isinstance(inner, types.FunctionType):
            self._codes[name] = (inner, [getattr(inner, each) for each in _CODE])

    def put_back(self) -> list[str]:
        """Undo what was changed since; return the names of that."""
        changed = []
        for module, (space, kept) in self._names.items():
            for key, value in kept.items():
                if space.get(key) is not value:
                    space[key] = value
                    changed.append(f"{module}.{key}")
        for name, (function, parts) in self._codes.items():
            for attribute, part in zip(_CODE, parts, strict=True):
                if getattr(function, attribute) is not part:
                    setattr(function, attribute, part)
                    changed.append(name)
        return changed


def run_test(shell: Any, source: str, pristine: Pristine, quiet: bool) -> dict[str, Any]:
    """Run a cell of tests; return whether it passed, its number, and what was put back.

    Parameters
    ----------
    shell : RecordingShell
        Shows the traceback of an error, unless `quiet`; it takes no part in the decision.
    source : str
        The tests.
    pristine : Pristine
        What to put back first.
    quiet : bool
        Whether nobody will read what comes out.
    """
    _settrace(None)
    _setprofile(None)
    threading.settrace(None)
    replaced = pristine.put_back()
    space = shell.user_ns
    space["__builtins__"] = builtins
    answer: dict[str, Any] = {"passed": False, "number": None, "replaced": replaced}
    try:
        answer["number"] = _number(_run(shell, _transform(source), space, quiet))
        answer["passed"] = True
    except BaseException as error:
        answer["message"] = _describe(error)
        frame = error.__traceback__
        while frame is not None and frame.tb_frame.f_globals is not space:
            frame = frame.tb_next
        answer["line"] = frame.tb_lineno if frame is not None else 0
        if not quiet:
            shell.quiet = False
            shell.showtraceback()
    return answer


def _run(shell: Any, source: str, space: dict[str, Any], quiet: bool) -> Any:
    """Run all statements and return the value of the last, if that is an expression."""
    name = "<tests>" if quiet else shell.compile.cache(source)
    tree = _parse(source)
    last = None
    end = tree.body[-1] if tree.body else None
    if isinstance(end, ast.Expr) and not source.rstrip().endswith(";"):
        tree.body.pop()
        last = ast.Expression(end.value)
    _execute(_compile(tree, name, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True, 0), space)
    if last is None:
        return None
    return _execute(_compile(last, name, "eval", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True, 0), space)


def _execute(code: types.CodeType, space: dict[str, Any]) -> Any:
    value = _eval(code, space)
    if code.co_flags & inspect.CO_COROUTINE:
        loop = _new_loop()
        try:
            return loop.run_until_complete(value)
        finally:
            loop.close()
    return value


def _number(value: Any) -> float | None:
    return _float(value) if _type(value) in NUMBERS and not isinstance(value, complex) else None


def _describe(error: BaseException) -> str:
    """Return type and text of an exception, whatever its `__str__` does."""
    name = _type(error).__name__[:100]
    try:
        text = str(error)[:400]
    except BaseException:
        text = ""
    return f"{name}: {text}" if text.strip() else name
