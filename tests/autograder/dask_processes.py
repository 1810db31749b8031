"""A Dask cluster of this machine for tests: a scheduler and workers, each a process of its own."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Processes:
    """A scheduler and workers, each a process of its own, with one folder for all they write."""

    def __init__(self, folder, **settings):
        self.folder = folder
        self.settings = settings
        self.started = []
        self.address_file = folder / "scheduler.json"
        self.start("scheduler", "--host", "127.0.0.1", "--port", "0")

    def start(self, what, *options):
        """Start `dask scheduler` or `dask worker`; return its process."""
        command = [sys.executable, "-m", "dask", what, "--no-dashboard"]
        command += ["--scheduler-file", str(self.address_file), *options]
        env = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(self.folder)}
        env |= self.settings
        log = (self.folder / f"log-{len(self.started)}.txt").open("wb")
        with log:
            process = subprocess.Popen(
                command, cwd=self.folder, env=env, stdout=log, stderr=log, start_new_session=True
            )
        self.started.append(process)
        return process

    def worker(self):
        """Start a worker of one thread, without the nanny that would start another."""
        return self.start("worker", "--nthreads", "1", "--no-nanny")

    @property
    def address(self):
        deadline = time.monotonic() + 60
        while not self.address_file.exists() or not self.address_file.read_text().strip():
            assert time.monotonic() < deadline, self.logs()
            time.sleep(0.05)
        return json.loads(self.address_file.read_text())["address"]

    def logs(self):
        return "".join(path.read_text() for path in sorted(self.folder.glob("log-*.txt")))

    def stop(self):
        """End all, workers first, and return what is left of them and of their sandboxes."""
        for process in reversed(self.started):
            process.terminate()
            process.wait(30)
        sessions = {str(process.pid) for process in self.started}
        return left(lambda row: row.session in sessions or str(self.folder) in row.args)


class Row(NamedTuple):
    """A living process, as `ps` lists it."""

    pid: str
    parent: str
    session: str
    state: str
    args: str


def living(wanted):
    """Processes that are `wanted`, zombies aside."""
    command = ["ps", "-e", "-ww", "-o", "pid=,ppid=,sid=,stat=,args="]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = [Row(*line.split(maxsplit=4)) for line in listed.splitlines()]
    return [row for row in rows if row.state[0] != "Z" and wanted(row)]


def left(wanted):
    """Processes that are `wanted` and do not end within a moment."""
    deadline = time.monotonic() + 10
    while (found := living(wanted)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found
