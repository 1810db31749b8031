"""Twelve escapes, really tried in a student's process, and judged by what happened outside."""

from __future__ import annotations

import contextlib
import inspect
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.engine import attempts, packages
from autograder.engine.limits import MIB, Limits
from autograder.engine.plan import PlannedCell
from autograder.engine.server import Server
from autograder.engine.session import Session
from autograder.exercise import Reply

LIMITS = Limits(call=4.0, cell=10.0, submission=40.0, restarts=12, address_space=512 * MIB)
TOO_MUCH = 2 * LIMITS.address_space
PREFIX = ".chalkgrad-doctor-"
_ERRNO = re.compile(r"^\[Errno \d+\] ")
_BYSTANDER = """\
import ctypes, sys
secret = ctypes.create_string_buffer(sys.argv[1].encode())
ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)  # whoever may, may trace this
print(ctypes.addressof(secret), flush=True)
sys.stdin.read()
"""


@dataclass(frozen=True)
class Escape:
    """One attempt and how it went.

    Parameters
    ----------
    name : str
        What was tried, in a few words.
    held : bool
        Whether nothing got through.
    said : str
        The error that the attempt met, or what it got.
    """

    name: str
    held: bool
    said: str


@dataclass
class Outside:
    """What an escape would reach: a file at home, a process, a port.

    Parameters
    ----------
    folder : Path
        In the user's home, open to everybody.
    secret : str
        Stands in the file and in the process's memory.
    bystander : subprocess.Popen
        A process of the user's that is in nobody's way.
    address : int
        Where the secret stands in its memory.
    listener : socket.socket
        A port that waits for connections.
    """

    folder: Path
    secret: str
    bystander: subprocess.Popen[str]
    address: int
    listener: socket.socket

    @property
    def canary(self) -> str:
        """The file at home."""
        return str(self.folder / "canary")

    @property
    def port(self) -> int:
        """The port's number."""
        number: int = self.listener.getsockname()[1]
        return number

    def was_reached(self) -> bool:
        """Say whether somebody connected."""
        try:
            self.listener.accept()[0].close()
        except OSError:
            return False
        return True


@contextlib.contextmanager
def outside() -> Iterator[Outside]:
    """Make what an escape would reach, and remove it again."""
    secret = secrets.token_hex(16)
    with contextlib.ExitStack() as stack:
        folder = _folder_at_home()
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o777)
        (folder / "canary").write_text(secret)
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        listener.setblocking(False)
        argv = [str(packages.interpreter()), "-I", "-S", "-c", _BYSTANDER, secret]
        pipe = subprocess.PIPE
        bystander = stack.enter_context(
            subprocess.Popen(argv, stdin=pipe, stdout=pipe, text=True, start_new_session=True)
        )
        stack.callback(bystander.kill)
        assert bystander.stdout is not None
        yield Outside(folder, secret, bystander, int(bystander.stdout.readline()), listener)


def _folder_at_home() -> Path:
    with contextlib.suppress(OSError, RuntimeError):
        return Path(tempfile.mkdtemp(prefix=PREFIX, dir=Path.home()))
    return Path(tempfile.mkdtemp(prefix=PREFIX))


Judge = Callable[[Reply, Outside], bool]
"""Says whether an attempt got through, from what it returned and what is seen outside."""


def _got_something(reply: Reply, world: Outside) -> bool:
    return reply.kind == "value"


def _got_the_secret(reply: Reply, world: Outside) -> bool:
    return bool(reply.kind == "value" and reply.value == world.secret)


def tried(world: Outside) -> list[tuple[str, str, tuple[Any, ...], Judge]]:
    """Return name, function, arguments and judge of the attempts on one submission."""
    ours = str(Path(attempts.__file__).resolve().parents[2])
    new = str(world.folder / "written")
    pid, secret = world.bystander.pid, len(world.secret)
    program = str(packages.interpreter())
    return [
        ("start a second process", "start_a_process", (), _got_something),
        ("start a program", "start_a_program", (program,), lambda r, w: r.value == 0),
        ("connect to this machine", "connect", (world.port,), lambda r, w: w.was_reached()),
        ("read /etc/passwd", "read", ("/etc/passwd",), _got_something),
        ("read a file in your home", "read", (world.canary,), _got_the_secret),
        ("import the grader", "import_from", (ours, ["autograder", "course"]), _got_something),
        ("write a file in your home", "write", (new,), lambda r, w: Path(new).exists()),
        ("read a process's memory", "read_memory", (pid, world.address, secret), _got_the_secret),
        (f"take {TOO_MUCH >> 30} GiB of memory", "take_memory", (TOO_MUCH,), _got_something),
        ("lift its own limits", "lift_a_limit", (), _got_something),
        ("end a process of yours", "kill", (pid,), lambda r, w: _has_ended(w.bystander)),
    ]


def _has_ended(process: subprocess.Popen[str]) -> bool:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(0.05)
    return process.poll() is not None


def try_all(tier: str) -> list[Escape]:
    """Try the twelve escapes under `tier`, from a fork server like the ones that grade."""
    with Server(tier, limits=LIMITS) as server, outside() as world:
        with contextlib.closing(_session(server)) as session:
            names = session.namespace()
            found = []
            for name, function, arguments, judge in tried(world):
                reply = names.call(function, arguments, {})
                found.append(Escape(name, not judge(reply, world), _said(reply)))
            names.call("leave", ("left.txt",), {})
        return [*found, _left_behind(server)]


def _left_behind(server: Server) -> Escape:
    """Look from the next submission for what the last one left."""
    with contextlib.closing(_session(server)) as session:
        reply = session.namespace().call("find", ("left.txt",), {})
    held = reply.kind == "value" and reply.value is False
    said = "nothing was there" if held else _said(reply)
    return Escape("leave something for the next", held, said)


def _session(server: Server) -> Session:
    cell = PlannedCell("attempts", "scratch", "code", inspect.getsource(attempts), True)
    return Session(server, [cell], LIMITS)


def _said(reply: Reply) -> str:
    if reply.kind == "value":
        return "it worked"
    if reply.kind == "raised":
        text = _ERRNO.sub("", reply.message)
        return f"{reply.error_type}: {text}" if text else reply.error_type
    return reply.message or reply.kind
