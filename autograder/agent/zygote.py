"""The fork server: one warm process in the sandbox that forks a child for each run of a notebook.

It obeys frames from the trusted parent on its control socket: ``fork`` (with the child's socket
as a passed descriptor), ``kill`` and ``clean``. It never runs a student's code and never reads
what a child writes.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import socket
import sys
import time
from typing import Any

from . import child, confine, scratch, traces, wire
from .settings import Settings
from .trial import problem

WATCH_SECONDS = 0.05
"""How often the scratch folder is measured while there are children."""


def main(control_fd: int, settings: dict[str, Any]) -> None:
    """Warm up, try a child's confinement, say so, and serve until the parent is gone."""
    control = socket.socket(fileno=control_fd)
    zygote = Zygote(control, Settings(**settings))
    confine.die_with_parent()
    said = problem(zygote.settings, zygote.confinement)
    if said:
        wire.send(control, {"ready": False, "problem": said})
        return
    zygote.warm()
    confine.not_dumpable()
    wire.send(control, {"ready": True, "python": sys.version.split()[0]})
    _silence()
    try:
        zygote.serve()
    finally:
        zygote.kill_all()


def _silence() -> None:
    """Point 0, 1 and 2 at nothing: what a child writes there goes nowhere."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nothing, fd)
    os.close(nothing)


class Zygote:
    """The server's state: its control socket and its living children."""

    def __init__(self, control: socket.socket, settings: Settings) -> None:
        self.control = control
        self.settings = settings
        self.confinement = settings.confinement()
        self.children: set[int] = set()
        self.overfull: set[int] = set()
        self.spent = 0.0
        self.shell: Any = None
        self.standing: dict[str, Any] = {}

    def warm(self) -> None:
        """Import and exercise everything that a notebook is likely to need, then freeze it."""
        from . import warm

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        os.chdir(self.settings.scratch)
        self.shell = warm.warm_shell()
        scratch.empty(self.settings.scratch, self.settings.data)
        gc.collect()
        gc.freeze()
        gc.disable()  # nothing here makes cycles, and a look at every object writes to its page
        self.standing = traces.standing()

    def serve(self) -> None:
        """Obey the parent, one frame at a time."""
        commands = {"fork": self.fork, "kill": self.kill, "cpu": self.cpu, "clean": self.clean}
        while True:
            self._watch()
            try:
                message, fds = receive_with_fds(self.control)
            except wire.WireClosed:
                return
            try:
                reply = commands[message["op"]](message, fds)
            except OSError as error:
                reply = {"error": str(error)}
            wire.send(self.control, reply)

    def _watch(self) -> None:
        """Wait for the parent; end the children meanwhile if their files are too much."""
        while self.settings.tier != "none" and self.children:
            if select.select([self.control], [], [], WATCH_SECONDS)[0]:
                return
            if self._is_overfull():
                self._end_overfull()

    def _is_overfull(self) -> bool:
        if self.settings.tier == "namespaces":  # a file system of its own, of limited size
            return scratch.is_crowded(self.settings.scratch)
        return scratch.is_over(self.settings.scratch, self.settings.scratch_bytes)

    def _end_overfull(self) -> None:
        """End every child, without forgetting how, and empty the scratch folder."""
        for pid in self.children - self.overfull:
            os.kill(pid, signal.SIGKILL)
            os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        self.overfull |= self.children
        self._empty()

    def fork(self, message: dict[str, Any], fds: list[int]) -> dict[str, Any]:
        """Fork a child that serves the passed socket."""
        sock = socket.socket(fileno=fds[0])
        parent, pid = os.getpid(), os.fork()
        if pid == 0:
            self._be_child(sock, message, parent)
        sock.close()
        self.children.add(pid)
        return {"pid": pid}

    def _be_child(self, sock: socket.socket, message: dict[str, Any], parent: int) -> None:
        try:
            self.control.detach()
            gc.enable()
            fd = confine.enter(sock, message["limits"], self.confinement, parent)
            child.serve(socket.socket(fileno=fd), self.shell, message["output_caps"])
        finally:
            os._exit(0)

    def kill(self, message: dict[str, Any], fds: list[int]) -> dict[str, Any]:
        """End one child and say how it ended."""
        pid = message["pid"]
        if pid not in self.children:
            return {"error": "no such child"}
        full = pid in self.overfull
        self.children.discard(pid)
        self.overfull.discard(pid)
        return self._end(pid) | {"overfull": full}

    def cpu(self, message: dict[str, Any], fds: list[int]) -> dict[str, Any]:
        """Say how much computing time all children took since the last `clean`."""
        return {"cpu": self.spent + sum(map(_cpu_of, self.children))}

    def _end(self, pid: int) -> dict[str, Any]:
        how = _end(pid)
        self.spent += how["cpu"]
        return how

    def kill_all(self) -> None:
        """End every child; in a process namespace of our own, everything there is."""
        for pid in list(self.children):
            self.children.discard(pid)
            self._end(pid)
        if os.getpid() == 1:  # we are the namespace's init: -1 is all others in it
            with contextlib.suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                while True:
                    os.waitpid(-1, 0)

    def clean(self, message: dict[str, Any], fds: list[int]) -> dict[str, Any]:
        """End every child and empty the scratch folder."""
        self.kill_all()
        self.spent = 0.0
        return {"clean": self._empty() and self._untouched()}

    def _empty(self) -> bool:
        """Empty the scratch folder and say whether it is."""
        where = self.settings.scratch, self.settings.data
        if not scratch.is_empty(*where):
            self._empty_as_child()
        return scratch.is_empty(*where)

    def _untouched(self) -> bool:
        """Say whether no submission left more than files in namespaces of our own.

        The filter sees to it on every tier; this would notice if it did not.
        """
        if self.settings.tier != "namespaces":
            return True
        return traces.objects_left() == 0 and traces.standing() == self.standing

    def _empty_as_child(self) -> None:
        """Empty the scratch folder as the user whose files they are."""
        pid = os.fork()
        if pid == 0:
            try:
                if self.settings.uid is not None:
                    confine.become(self.settings.uid, self.settings.search)
                scratch.empty(self.settings.scratch, self.settings.data)
            finally:
                os._exit(0)
        os.waitpid(pid, 0)


def _cpu_of(pid: int) -> float:
    """Return the computing time of a living child, from the clock that the kernel has of it."""
    with contextlib.suppress(OSError):  # other systems number clocks in another way
        return time.clock_gettime((~pid << 3) | 2)  # MAKE_PROCESS_CPUCLOCK(pid, CPUCLOCK_SCHED)
    return 0.0


def _end(pid: int) -> dict[str, Any]:
    """Kill a child, unless it has ended by itself, and return its signal, status and CPU time."""
    pid_done, status, usage = os.wait4(pid, os.WNOHANG)
    if not pid_done:
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
    return {
        "by_itself": bool(pid_done),
        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        "status": os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0,
        "cpu": usage.ru_utime + usage.ru_stime,
        "max_rss": usage.ru_maxrss,
        "at": time.monotonic(),
    }


def receive_with_fds(sock: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Read one frame and the descriptors that came with its first byte."""
    first, fds, _, _ = socket.recv_fds(sock, wire.PREFIX.size, 4)
    while 0 < len(first) < wire.PREFIX.size:
        more = sock.recv(wire.PREFIX.size - len(first))
        if not more:
            break
        first += more
    if len(first) < wire.PREFIX.size:
        raise wire.WireClosed("the parent is gone")
    n_header, n_payload = wire.PREFIX.unpack(first)
    return wire.read_rest(sock, n_header, n_payload, None)[0], list(fds)
