"""One submission in a fork server: what its children share, and how much is left of it."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.engine.asserts import Verdict
from autograder.engine.bindings import Bindings
from autograder.engine.limits import Limits
from autograder.engine.namespace import SandboxNamespace
from autograder.engine.outputs import clean_outputs, size_of
from autograder.engine.plan import PlannedCell
from autograder.engine.replies import Ended, Room
from autograder.engine.server import Server, ServerLost

LEAST_CPU = 0.25
"""Seconds of computing time below which no further child is started."""


class Session:
    """What the children of one submission share: budget, dead cells, outputs, incidents.

    Parameters
    ----------
    server : Server
        Where children are forked.
    cells : sequence of PlannedCell
        The notebook.
    limits : Limits
        What all of it may use.
    links : mapping of str to str
        Files that the notebook finds beside itself, to where they are below ``data``.
    """

    def __init__(
        self,
        server: Server,
        cells: Sequence[PlannedCell],
        limits: Limits,
        links: Mapping[str, str] | None = None,
    ) -> None:
        self.server = server
        self.cells = [
            cell for cell in cells if cell.runs and (cell.source.strip() or cell.whole.strip())
        ]
        self.verdicts: dict[tuple[str, bool], Verdict] = {}
        self.limits = limits
        self.links = dict(links or {})
        self.outputs: dict[str, list[dict[str, Any]]] = {}
        self.incidents: list[str] = []
        self.dead_cells: set[str] = set()
        self.hangs: Counter[str] = Counter()
        self.restarts = 0
        self.forked = False
        self._cpu_before = 0.0
        self.sound = True
        self._room = limits.outputs_bytes
        self.answers = Room(limits.answers_bytes)
        self._end = time.monotonic() + limits.submission
        self._namespaces: list[SandboxNamespace] = []

    def namespace(
        self, bindings: Bindings | None = None, whole_tests: bool = False
    ) -> SandboxNamespace:
        """Return the student's names in a child of their own."""
        namespace = SandboxNamespace(self, bindings or Bindings(), whole_tests)
        self._namespaces.append(namespace)
        return namespace

    def close(self) -> None:
        """End all children and empty the scratch folder."""
        self.start_over()

    def start_over(self) -> None:
        """End all children and empty the scratch folder; namespaces get new ones when asked."""
        for namespace in self._namespaces:
            namespace.forget()
        self._cpu_before += self._cpu_of_children()
        if not self.server.clean():
            self.note("The sandbox was replaced after this submission.")

    def note(self, incident: str) -> None:
        """Remember something that an instructor should know, once."""
        if incident not in self.incidents:
            self.incidents.append(incident)

    def fault(self, incident: str) -> None:
        """Note a failure that is not the student's: the result must not be kept for good."""
        self.sound = False
        self.note(incident)

    def keep_outputs(self, cell: str, outputs: Any) -> None:
        """Keep what may be shown of a cell's outputs, as far as the notebook has room for it."""
        kept = clean_outputs(outputs, self.limits)
        self._room -= size_of(kept)
        if self._room < 0:
            self.note("The notebook's outputs are too long; the later ones were left out.")
        self.outputs[cell] = kept if self._room >= 0 else []

    def spend_restart(self) -> None:
        """Count a fresh child after a failure.

        Raises
        ------
        Ended
            If there were too many.
        """
        if self.restarts >= self.limits.restarts:
            self.note(f"Stopped after {self.restarts} restarts.")
            said = f"the notebook's process ended {self.restarts + 1} times"
            raise Ended("crashed", f"not run, because {said}")
        self.restarts += 1

    def limits_left(self) -> Limits:
        """Return the limits of the next child: computing time is what the others left of it.

        Raises
        ------
        Ended
            If nothing is left.
        """
        left = self.limits.cpu - self._cpu_before - self._cpu_of_children()
        if left < LEAST_CPU:
            self.note(f"Stopped after {self.limits.cpu} s of computing time.")
            said = f"the notebook used {self.limits.cpu} s of computing time"
            raise Ended("timeout", f"not run, because {said}")
        return self.limits.with_(cpu=math.ceil(left))

    def _cpu_of_children(self) -> float:
        """Return the computing time since the server was last cleaned."""
        if not self.forked or not self.server.running:
            return 0.0
        try:
            return self.server.cpu_seconds()
        except ServerLost:  # then `fork` starts another, whose children have used nothing
            return 0.0

    def deadline(self, seconds: float) -> float:
        """Return the end of a step of at most `seconds`, within the submission's time.

        Raises
        ------
        Ended
            If the submission's time is over.
        """
        now = time.monotonic()
        if now >= self._end:
            self.note(f"Stopped after {self.limits.submission:g} s.")
            raise Ended(
                "timeout", f"not run, because the notebook took {self.limits.submission:g} s"
            )
        return min(now + seconds, self._end)
