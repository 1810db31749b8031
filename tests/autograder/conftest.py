"""Fixtures that tests of the engine and of the command share."""

import signal

import pytest

from tests.autograder.dask_processes import Processes


@pytest.fixture(scope="module")
def processes(tmp_path_factory):
    """A scheduler with two workers on the loopback interface."""
    processes = Processes(tmp_path_factory.mktemp("cluster"))
    processes.workers = [processes.worker(), processes.worker()]
    yield processes
    assert processes.stop() == []
    killed = sum(process.returncode == -signal.SIGKILL for process in processes.started)
    assert len(list(processes.folder.glob("chalkgrad-*"))) == killed, "those that ended clean up"
