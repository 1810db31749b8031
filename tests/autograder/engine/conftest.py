"""A fork server for all tests, and shortcuts to run cells in it."""

import os
from types import SimpleNamespace

import numpy as np
import pytest

from autograder.build.data import npz_bytes
from autograder.engine.bindings import Bindings
from autograder.engine.limits import Limits
from autograder.engine.plan import PlannedCell
from autograder.engine.server import Server
from autograder.engine.session import Session

QUICK = Limits(call=1.0, cell=1.5, submission=20.0, cpu=10, restarts=4)
DATA = {"data/points.npz": npz_bytes({"x": np.arange(3.0)})}


TIERS = os.environ.get("CHALKGRAD_TEST_TIERS", "namespaces landlock").split()


@pytest.fixture(scope="session", params=TIERS)
def server(request):
    """A fork server on each tier that isolates."""
    with Server(request.param, DATA, QUICK) as server:
        yield server


@pytest.fixture
def notebook(server):
    """Make a session of the given cells; it is closed, and no process is left, at the end."""
    sessions = []

    def make(*sources, limits=QUICK):
        cells = [
            PlannedCell(f"cell-{i}", "scratch", "code", source, True)
            for i, source in enumerate(sources)
        ]
        session = Session(server, cells, limits)
        sessions.append(session)
        return SimpleNamespace(
            session=session,
            names=session.namespace(),
            with_references=lambda *a: session.namespace(Bindings(*a)),
            outputs=session.outputs,
            incidents=session.incidents,
        )

    yield make
    for session in sessions:
        session.close()


@pytest.fixture
def run(notebook):
    """Run one cell and return its outputs."""

    def run_cell(source, **options):
        made = notebook(source, **options)
        made.names.run()
        return made.outputs["cell-0"]

    return run_cell


@pytest.fixture
def call(notebook):
    """Define `f` by a cell and call it."""

    def call_f(source, *args, **options):
        return notebook(source, **options).names.call("f", args, {})

    return call_f


@pytest.fixture
def printed(run):
    """Run one cell and return all text of its outputs."""
    return lambda source, **options: text_of(run(source, **options))


def text_of(outputs):
    """All text of a cell's outputs."""
    parts = []
    for output in outputs:
        parts.append(output.get("text", ""))
        parts.append(output.get("data", {}).get("text/plain", ""))
        parts.extend(output.get("traceback", []))
    return "\n".join(parts)
