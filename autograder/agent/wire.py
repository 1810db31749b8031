"""Frames between the trusted parent and a sandboxed child: a JSON header and raw array bytes.

A frame is ``header length (4 bytes), payload length (8 bytes), header, payload``, big-endian.
Lengths are held to a limit before anything is read, the header is plain JSON, and the payload is
nothing but the bytes of the arrays that the header announces. Nothing is ever unpickled.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from . import tree

PREFIX = struct.Struct("!IQ")


class WireError(Exception):
    """The other side sent something that is no frame of this protocol."""


class WireClosed(WireError):
    """The other side is gone."""


class WireTimeout(WireError):
    """The other side did not answer in time."""


class Caps(NamedTuple):
    """The largest frame that is accepted.

    Parameters
    ----------
    header : int
        Bytes of JSON.
    payload : int
        Bytes of arrays.
    """

    header: int = 8 << 20
    payload: int = 32 << 20


CAPS = Caps()


def send(sock: socket.socket, message: dict[str, Any], payload: bytes = b"") -> None:
    """Send one frame.

    Raises
    ------
    WireClosed
        If nobody is at the other end.
    WireTimeout
        If the other side stopped reading.
    """
    try:
        sock.sendall(pack(message, payload))
    except TimeoutError as error:
        raise WireTimeout("the other side does not read") from error
    except OSError as error:
        raise WireClosed(str(error)) from error


def pack(message: dict[str, Any], payload: bytes = b"") -> bytes:
    """Return the bytes of one frame."""
    header = json.dumps(message, separators=(",", ":")).encode("ascii")
    return PREFIX.pack(len(header), len(payload)) + header + payload


def receive(
    sock: socket.socket, deadline: float | None = None, caps: Caps = CAPS
) -> tuple[dict[str, Any], bytes]:
    """Read one frame and return its header and its payload.

    Parameters
    ----------
    sock : socket.socket
        A stream.
    deadline : float, optional
        On the clock of `time.monotonic`.
    caps : Caps
        Longer frames are refused before they are read.

    Raises
    ------
    WireError, WireClosed, WireTimeout
        Whatever the other side does, nothing else is raised.
    """
    n_header, n_payload = PREFIX.unpack(_exactly(sock, PREFIX.size, deadline))
    return read_rest(sock, n_header, n_payload, deadline, caps)


def read_rest(
    sock: socket.socket, n_header: int, n_payload: int, deadline: float | None, caps: Caps = CAPS
) -> tuple[dict[str, Any], bytes]:
    """Read what follows a frame's prefix; see `receive`."""
    if n_header > caps.header or n_payload > caps.payload:
        raise WireError(f"a frame of {n_header} + {n_payload} bytes is longer than allowed")
    both = _exactly(sock, n_header + n_payload, deadline)
    return parse_header(both[:n_header]), both[n_header:]


def parse_header(header: bytes) -> dict[str, Any]:
    """Parse a frame's header, which must be a JSON object.

    Raises
    ------
    WireError
        If it is anything else.
    """
    try:
        message = json.loads(header.decode("utf-8"))
    except (ValueError, RecursionError, MemoryError) as error:
        raise WireError(f"the header is no JSON: {type(error).__name__}") from None
    if not isinstance(message, dict):
        raise WireError("the header is no JSON object")
    return message


def send_tree(
    sock: socket.socket, message: dict[str, Any], to_child: bool = False, **trees: Any
) -> None:
    """Send `message` with values attached under the names of `trees`.

    Formulas and generators go to a child only; see `tree.Packer`.

    Raises
    ------
    tree.Unsendable
        If a value is of no kind that the wire knows; nothing was sent then.
    """
    packer = tree.Packer(to_child)
    packed = {name: packer.pack(value) for name, value in trees.items()}
    send(sock, message | packed | {"arrays": packer.table}, packer.payload())


def unpack(message: dict[str, Any], payload: bytes, name: str, formula: Any = None) -> Any:
    """Return the value that came under `name`, built anew from its bytes.

    Raises
    ------
    WireError
        If it is malformed.
    """
    return unpack_all(message, payload, (name,), formula)[0]


def unpack_all(
    message: dict[str, Any], payload: bytes, names: Sequence[str], formula: Any = None
) -> list[Any]:
    """Return the values that came under `names`, as `unpack` does one."""
    try:
        arrays = tree.read_arrays(message.get("arrays", []), payload)
        return [tree.Unpacker(arrays, formula).unpack(message.get(name)) for name in names]
    except tree.Malformed as error:
        raise WireError(str(error)) from None


def _exactly(sock: socket.socket, n_bytes: int, deadline: float | None) -> bytes:
    buffer = bytearray(n_bytes)
    view = memoryview(buffer)
    done = 0
    while done < n_bytes:
        got = _receive_into(sock, view[done:], deadline)
        if not got:
            raise WireClosed("the other side closed the connection")
        done += got
    return bytes(buffer)


def _receive_into(sock: socket.socket, view: memoryview, deadline: float | None) -> int:
    try:
        if deadline is not None:
            sock.settimeout(max(deadline - time.monotonic(), 0.0005))
        return sock.recv_into(view)
    except TimeoutError:
        raise WireTimeout("no answer in time") from None
    except OSError as error:
        raise WireClosed(str(error)) from None
