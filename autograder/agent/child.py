"""One child: runs the student's cells, then answers the parent's calls, one frame at a time.

It is untrusted as soon as it has run a cell. Nothing that it says is believed beyond "this is
what the student's function returned".
"""

from __future__ import annotations

import inspect
import socket
from collections.abc import Callable
from typing import Any

import numpy as np

from . import tree, wire
from .capture import OutputCaps
from .shell import RecordingShell, describe, record, run_cell

MAX_SOURCE = 50_000
MAX_MEMBERS = 10_000


def serve(sock: socket.socket, shell: RecordingShell, output_caps: list[int]) -> None:
    """Answer requests until the parent closes the connection."""
    recorder = record(OutputCaps(*output_caps))
    answers = {"run": _run, "call": _call, "value": _value, "source": _source, "bind": _bind}
    while True:
        try:
            message, payload = wire.receive(sock, None)
        except wire.WireClosed:
            return
        reply, value = answers[message["op"]](shell, message, payload)
        recorder.start()
        _answer(sock, {"n": message["n"]} | reply, value)


def _answer(sock: socket.socket, reply: dict[str, Any], value: Any) -> None:
    try:
        wire.send_tree(sock, reply, value=value)
    except wire.WireError:
        raise
    except tree.Unsendable as error:
        wire.send_tree(sock, reply | {"kind": "unsendable", "message": str(error)}, value=None)
    except BaseException as error:  # such as a list whose iterator raises
        said = f"an object that cannot be read ({type(error).__name__})"
        wire.send_tree(sock, reply | {"kind": "unsendable", "message": said}, value=None)


def _run(shell: RecordingShell, message: dict[str, Any], _: bytes) -> tuple[dict[str, Any], Any]:
    return {
        "kind": "outputs",
        "outputs": run_cell(shell, message["source"], message["quiet"]),
    }, None


def _value(shell: RecordingShell, message: dict[str, Any], _: bytes) -> tuple[dict[str, Any], Any]:
    if message["name"] not in shell.user_ns:
        return {"kind": "missing", "message": "there is no such name"}, None
    return {"kind": "value"}, _sendable(shell.user_ns[message["name"]])


def _sendable(value: Any, depth: int = 0) -> Any:
    """Return a variable with text in place of what cannot be sent, None in place of an ellipsis.

    So one odd cell of a table of typed answers does not cost the others.
    """
    try:
        tree.Packer().pack(value)
        return value
    except BaseException:
        if value is Ellipsis:
            return None
        if depth < 3 and isinstance(value, dict):
            items = list(dict.items(value))[:MAX_MEMBERS]
            return {key: _sendable(each, depth + 1) for key, each in items if type(key) is str}
        if depth < 3 and isinstance(value, list | tuple) and len(value) <= MAX_MEMBERS:
            return [_sendable(each, depth + 1) for each in value]
        return f"<{type.__getattribute__(type(value), '__name__')[:40]}>"


def _source(shell: RecordingShell, message: dict[str, Any], _: bytes) -> tuple[dict[str, Any], Any]:
    try:
        text = inspect.getsource(shell.user_ns[message["name"]])[:MAX_SOURCE]
    except BaseException:
        text = ""
    return {"kind": "value"}, text


def _call(shell: RecordingShell, message: dict[str, Any], payload: bytes) -> tuple[Any, Any]:
    function = shell.user_ns.get(message["name"])
    if function is None:
        return {"kind": "missing", "message": "there is no such name"}, None
    if not callable(function):
        said = f"it is no function but of type {type(function).__name__}"
        return {"kind": "missing", "message": said}, None
    args, kwargs = _arguments(message, payload)
    try:
        value = function(*args, **kwargs)
    except BaseException as error:
        kind = {"kind": "raised", "error_type": type(error).__name__[:200]}
        return kind | {"message": describe(error)}, None
    untouched = _arguments(message, payload)
    return {"kind": "value", "changed": _changed((args, kwargs), untouched)}, value


def _arguments(message: dict[str, Any], payload: bytes) -> tuple[tuple[Any, ...], dict[str, Any]]:
    args, kwargs = wire.unpack_all(message, payload, ("args", "kwargs"), make_formula)
    return args, kwargs


def make_formula(source: str) -> Callable[..., Any]:
    """Return the function of a lambda's text, with `np` in its reach."""
    made: Callable[..., Any] = eval(source, {"np": np})
    return made


def _changed(after: Any, before: Any) -> list[int | str]:
    """Return positions and keywords of the arguments that are no longer what was sent."""
    try:
        wrong: list[int | str] = [
            i for i in range(len(before[0])) if not _same(after[0][i], before[0][i])
        ]
        return wrong + [key for key in before[1] if not _same(after[1].get(key), before[1][key])]
    except Exception:
        return []


def _same(a: Any, b: Any) -> bool:
    if isinstance(b, np.ndarray):
        if not isinstance(a, np.ndarray) or (a.shape, a.dtype) != (b.shape, b.dtype):
            return False
        return bool(a.tobytes() == b.tobytes()) or _drifted(a, b)
    if isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(_same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(b, dict):
        return list(a) == list(b) and all(_same(a[key], b[key]) for key in b)
    if callable(b) or isinstance(b, np.random.Generator):  # drawing from one changes it
        return True
    return a is b or bool(a == b) or (a != a and b != b)


def _drifted(a: np.ndarray, b: np.ndarray) -> bool:
    """Say whether two arrays differ by rounding alone, as after ``x += step; x -= step``."""
    return b.dtype.kind == "f" and bool(np.allclose(a, b, rtol=1e-9, atol=1e-12, equal_nan=True))


def _bind(shell: RecordingShell, message: dict[str, Any], _: bytes) -> tuple[dict[str, Any], Any]:
    """Run the reference texts in a namespace of their own and bind the asked names from it."""
    private: dict[str, Any] = {"np": np, "__name__": "reference"}
    for source in message["sources"]:
        exec(compile(source, "<reference>", "exec"), private)
    shell.user_ns.update({name: private[name] for name in message["names"]})
    return {"kind": "value"}, None
