"""The parent's side of one fork server: start it, fork children, end them, replace it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder.agent import scratch, wire
from autograder.engine import sandbox
from autograder.engine.folder import Folder
from autograder.engine.limits import DEFAULT_LIMITS, Limits

START_SECONDS = 60.0
ANSWER_SECONDS = 15.0


class ServerLost(Exception):
    """The fork server is gone or does not answer; a new one is needed."""


@dataclass(frozen=True)
class Child:
    """One forked process: its number inside the sandbox, and our end of its socket."""

    pid: int
    sock: socket.socket


class Server:
    """One warm fork server, in one sandbox.

    Parameters
    ----------
    tier : {"namespaces", "landlock", "none"}
        How it is isolated; see `autograder.engine.isolation`.
    data_files : mapping of str to bytes
        Files that students' code finds as ``data/<name>``, read-only.
    limits : Limits
        The scratch folder's size is fixed for the server's life.

    Examples
    --------
    >>> with Server("namespaces") as server:
    ...     child = server.fork(Limits())
    """

    def __init__(
        self,
        tier: str = "namespaces",
        data_files: Mapping[str, bytes] | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self.tier = tier
        self.limits = limits
        self._temporary = Folder()
        self._folder = self._temporary.path
        sandbox.prepare(tier, self._folder)
        self._write_data(data_files or {})
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def __enter__(self) -> Server:
        try:
            self.start()
        except BaseException:  # an interrupt too: there will be no __exit__
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def running(self) -> bool:
        """Whether the server's process is alive, as far as we know."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process that we started: bubblewrap, or the plain fork server."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start the fork server and wait until it is warm.

        Raises
        ------
        ServerLost
            If it does not come up; the message holds the end of what it wrote.
        """
        if self.running:
            return
        self.stop()
        ours, theirs = socket.socketpair()
        with theirs, tempfile.TemporaryFile() as log:
            how = sandbox.launch(
                self.tier, theirs.fileno(), self.limits.scratch_bytes, self._folder
            )
            self._process = subprocess.Popen(
                how.argv,
                env=how.env,
                cwd=how.cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
            theirs.close()
            self._control = ours
            self._await_ready(ours, log)

    def _await_ready(self, control: socket.socket, log: Any) -> None:
        try:
            message, _ = wire.receive(control, time.monotonic() + START_SECONDS)
            if message.get("ready") is not True:
                raise wire.WireError(str(message.get("problem", "an unexpected first frame")))
        except wire.WireError as error:
            self.stop()
            log.seek(0)
            said = log.read().decode("utf-8", "replace").strip().splitlines()[-3:]
            raise ServerLost(f"the sandbox did not start: {error}; {' / '.join(said)}") from None

    def fork(self, limits: Limits) -> Child:
        """Fork a child and return it; a server that is gone is started again first.

        Raises
        ------
        ServerLost
            If that fails.
        """
        self.start()
        ours, theirs = socket.socketpair()
        what = {"limits": limits.rlimits(self.tier), "output_caps": limits.output_caps()}
        with theirs:
            try:
                reply = self._ask({"op": "fork"} | what, theirs.fileno())
            except ServerLost:
                ours.close()
                raise
        if not isinstance(reply.get("pid"), int):
            ours.close()
            self.stop()  # the next try begins with a new one
            raise ServerLost(f"no child was forked: {reply.get('error')}")
        return Child(reply["pid"], ours)

    def kill(self, child: Child) -> dict[str, Any]:
        """End a child and say how it ended: keys ``by_itself``, ``signal``, ``status``, ``cpu``.

        Where the fork server does not answer, the whole sandbox ends, and the answer is empty.
        """
        child.sock.close()
        try:
            return self._ask({"op": "kill", "pid": child.pid})
        except ServerLost:
            return {}

    def cpu_seconds(self) -> float:
        """Return the computing time of all children since the last `clean`.

        Raises
        ------
        ServerLost
            If the fork server does not answer.
        """
        return float(self._ask({"op": "cpu"}).get("cpu", 0.0))

    def clean(self) -> bool:
        """End all children and empty the scratch folder, by a new sandbox if need be.

        Returns
        -------
        bool
            Whether the server lived on.
        """
        if not self.running:
            return False
        try:
            clean = self._ask({"op": "clean"}).get("clean") is True
        except ServerLost:
            clean = False
        if not clean:
            self.stop()
        return clean

    def stop(self) -> None:
        """End the sandbox with everything in it; `start` and `fork` make a new one."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            self._kill()
            self._process.wait()
            self._process = None
            self._empty_shared_scratch()

    def close(self) -> None:
        """End the sandbox and remove our temporary folder."""
        self.stop()
        self._temporary.remove()

    def abandon(self) -> None:
        """Kill the sandbox and remove the folder, waiting for nothing: for a signal's handler.

        The handler may have come in the middle of anything, also of `stop`.
        """
        self._kill()
        self._temporary.remove()

    def _kill(self) -> None:
        if self._process is not None:
            for kill in (os.killpg, os.kill):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    kill(self._process.pid, signal.SIGKILL)

    def _ask(self, message: dict[str, Any], fd: int | None = None) -> dict[str, Any]:
        """Send a command to the fork server and return its answer."""
        if self._control is None:
            raise ServerLost("the fork server is not running")
        try:
            frame = wire.pack(message)
            self._control.settimeout(ANSWER_SECONDS)
            if fd is None:
                self._control.sendall(frame)
            else:
                sent = socket.send_fds(self._control, [frame], [fd])
                self._control.sendall(frame[sent:])
            return wire.receive(self._control, time.monotonic() + ANSWER_SECONDS)[0]
        except (wire.WireError, OSError) as error:
            self.stop()
            raise ServerLost(str(error)) from None

    def _write_data(self, files: Mapping[str, bytes]) -> None:
        data = sandbox.data_folder(self.tier, self._folder)
        for name, content in files.items():
            path = data / Path(name).name
            path.write_bytes(content)
            path.chmod(0o444)

    def _empty_shared_scratch(self) -> None:
        """Leave nothing to the next fork server, where the folder does not end with this one."""
        with contextlib.suppress(OSError):
            if self.tier == "none":
                scratch.empty(str(self._folder / "work"))
            if self.tier == "landlock":
                sandbox.renew_scratch(self._folder)
