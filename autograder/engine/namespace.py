"""The student's names in a sandboxed child: its cells, its calls, a fresh child after a crash."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from autograder.agent import tree, wire
from autograder.engine.asserts import Verdict, read_verdict
from autograder.engine.bindings import Bindings
from autograder.engine.plan import TESTS, PlannedCell
from autograder.engine.replies import TOO_MUCH, Ended, error_output, how_it_ended, read_reply
from autograder.engine.server import Child, ServerLost
from autograder.exercise import Reply

if TYPE_CHECKING:
    from autograder.engine.session import Session

MAX_SOURCE = 50_000
MOST_BINDS = 2
"""How many children may end in a row while references are bound in them."""


class SandboxNamespace:
    """The student's names in a sandboxed child; made again after a hang or a crash.

    Parameters
    ----------
    session : Session
        What it shares with the submission's other children.
    bindings : Bindings
        References to bind after the cells ran.
    whole_tests : bool
        Whether cells of tests run with their hidden ones; what such a child writes is not kept.
    """

    def __init__(self, session: Session, bindings: Bindings, whole_tests: bool = False) -> None:
        self._session = session
        self._bindings = bindings
        self._whole = whole_tests
        self._child: Child | None = None
        self._failed_before = False
        self._failed_binds = 0
        self._number = 0
        self._cpu = session.limits.cpu

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Reply:
        """Call the student's function; whatever happens is a `Reply`."""
        session = self._session
        if session.hangs[name] >= session.limits.hangs:
            return Reply("timeout", message="not called again after it did not end before")
        try:
            message = {"op": "call", "name": name}
            reply = self._ask(message, session.limits.call, args=args, kwargs=kwargs)
        except Ended as end:
            if end.kind == "timeout":
                session.hangs[name] += 1
            session.note(f"`{name}`: {end.message}.")
            return Reply(end.kind, message=end.message)
        return reply

    def value(self, name: str) -> Reply:
        """Return the student's variable."""
        try:
            return self._ask({"op": "value", "name": name}, self._session.limits.call)
        except Ended as end:
            self._session.note(f"`{name}`: {end.message}.")
            return Reply(end.kind, message=end.message)

    def source(self, name: str) -> str:
        """Return the function's text as the child tells it, "" where unknown."""
        try:
            text = self._ask({"op": "source", "name": name}, self._session.limits.call).value
        except Ended:
            return ""
        return text[:MAX_SOURCE] if isinstance(text, str) else ""

    def run(self) -> None:
        """Run the cells now, so that their outputs are there."""
        try:
            self._ready()
        except Ended as end:
            self._session.note(f"The notebook: {end.message}.")

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._session.server.kill(self._child)
            self._child = None

    def forget(self) -> None:
        """Close our end of the child's socket; the server ends the child."""
        if self._child is not None:
            self._child.sock.close()
            self._child = None

    def _ready(self) -> Child:
        """Return a child in which the cells have run, a new one if the last is gone."""
        while self._child is None:
            if self._failed_binds >= MOST_BINDS:
                raise Ended("crashed", "ended its process whenever a reference stood in")
            limits = self._session.limits_left()
            if self._failed_before:
                self._session.spend_restart()
            try:
                self._child = self._session.server.fork(limits)
                self._session.forked = True
                self._cpu = limits.cpu
                self._link()
                self._run_cells()
                self._bind()
            except Ended:
                self._session.deadline(0)  # goes on to the next child while there is time
            except ServerLost as lost:
                self._child = None
                self._failed_before = True
                self._session.fault(f"The sandbox was lost and started again: {lost}.")
        return self._child

    def _link(self) -> None:
        if self._session.links:
            message = {"op": "link", "files": self._session.links}
            self._exchange(message, self._session.limits.call)

    def _run_cells(self) -> None:
        session = self._session
        for cell in session.cells:
            if cell.id in session.dead_cells:
                continue
            session.deadline(0)
            request = self._request(cell)
            try:
                message, _ = self._exchange(request, session.limits.cell)
            except Ended as end:
                session.dead_cells.add(cell.id)
                session.note(f"Cell `{cell.id}`: {end.message}.")
                self._keep_verdict(cell, Verdict(failed=True, message=f"It {end.message}."))
                shown = [error_output(end)]
                session.outputs.setdefault(cell.id, shown)
                raise
            self._keep_verdict(cell, read_verdict(message, cell.source))
            if cell.id not in session.outputs and not self._whole:
                session.keep_outputs(cell.id, message.get("outputs"))

    def _request(self, cell: PlannedCell) -> dict[str, Any]:
        whole = self._whole and cell.whole
        return {
            "op": "test" if cell.kind in TESTS else "run",
            "source": whole or cell.source,
            "quiet": self._whole or cell.id in self._session.outputs,
        }

    def _keep_verdict(self, cell: PlannedCell, verdict: Verdict) -> None:
        """Keep the first verdict on a cell of tests; after a restart it runs for its names."""
        if cell.kind in TESTS:
            self._session.verdicts.setdefault((cell.id, self._whole), verdict)

    def _bind(self) -> None:
        if self._bindings.names:
            sources, names = list(self._bindings.sources), list(self._bindings.names)
            message = {"op": "bind", "sources": sources, "names": names}
            self._failed_binds += 1
            self._exchange(message, self._session.limits.call)
            self._failed_binds = 0

    def _ask(self, message: dict[str, Any], seconds: float, **trees: Any) -> Reply:
        if self._session.answers.is_used_up():
            self._session.note("The notebook's answers are too long; the later ones were not read.")
            return TOO_MUCH
        self._ready()
        reply, payload = self._exchange(message, seconds, **trees)
        self._session.answers.take(reply, payload)
        try:
            return read_reply(reply, payload)
        except wire.WireError as error:
            raise self._end("crashed", f"sent something unreadable ({error})") from None

    def _exchange(
        self, message: dict[str, Any], seconds: float, **trees: Any
    ) -> tuple[dict[str, Any], bytes]:
        """Send a request and read its answer.

        Raises
        ------
        Ended
            If there is none in time, or none that belongs to the request; the child is gone then.
        """
        deadline = self._session.deadline(seconds)
        assert self._child is not None
        self._number += 1
        limits = self._session.limits
        longest = limits.reply_header if message["op"] in ("run", "test") else limits.value_header
        caps = wire.Caps(longest, limits.reply_payload)
        try:
            self._child.sock.settimeout(max(deadline - time.monotonic(), 0.001))
            numbered = message | {"n": self._number}
            wire.send_tree(self._child.sock, numbered, to_child=True, **trees)
            reply, payload = wire.receive(self._child.sock, deadline, caps)
            if reply.get("n") != self._number:
                raise wire.WireError("an answer to no question")
            return reply, payload
        except wire.WireTimeout:
            raise self._end("timeout", f"did not end within {seconds:g} s") from None
        except wire.WireClosed:
            raise self._end("crashed", "") from None
        except wire.WireError as error:
            raise self._end("crashed", f"sent something unreadable ({error})") from None
        except tree.Unsendable as error:
            raise ValueError(f"a check passes what cannot be sent to a student: {error}") from None

    def _end(self, kind: str, message: str) -> Ended:
        """End the child, and say how it ended by itself where it did."""
        if self._child is not None:
            how = self._session.server.kill(self._child)
            self._child = None
            if not message:
                kind, message = how_it_ended(how, self._cpu, self._session.limits)
        self._failed_before = True
        return Ended(kind, message)
