"""A cluster: what each side of it spends on a submission, from which sizes can be told."""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.grading import COMMANDS, OURS, environment, prepare, started
from tests.benchmarks.tree import Watch

TABLE = ((200, 2), (2_000, 8), (20_000, 32), (100_000, 32))
"""Numbers of submissions and of cores in `autograder/CLUSTER.md`."""


@contextmanager
def processes(folder, n_workers=2):
    """A scheduler and workers of one thread on the loopback interface."""
    told = folder / "scheduler.json"
    base = [sys.executable, "-m", "dask"]
    options = ["--no-dashboard", "--scheduler-file", str(told)]
    quiet = {"cwd": folder, "env": environment(), "stderr": subprocess.DEVNULL}
    scheduler = subprocess.Popen(
        [*base, "scheduler", "--host", "127.0.0.1", "--port", "0", *options], **quiet
    )
    workers = [
        subprocess.Popen([*base, "worker", "--nthreads", "1", "--no-nanny", *options], **quiet)
        for _ in range(n_workers)
    ]
    try:
        while not told.exists() or not told.read_text().strip():
            time.sleep(0.1)
        yield json.loads(told.read_text())["address"], scheduler, workers
    finally:
        for process in (*workers, scheduler):
            process.terminate()
            process.wait()


def measure(scratch, size):
    """Grade `size` submissions on a new cluster; return CPU seconds, MiB and wall seconds."""
    course = scratch / f"course-{size}"
    prepare(course, size)
    with processes(scratch / f"course-{size}") as (address, scheduler, workers):
        command = (*COMMANDS[OURS], "--dask", address)
        start = time.perf_counter()
        with started(command, course) as client:
            sides = {"client": [client], "scheduler": [scheduler], "workers": workers}
            watches = {side: [Watch(p.pid) for p in found] for side, found in sides.items()}
            client.stdout.read()
            client.wait()
            wall = time.perf_counter() - start
            for watch in (each for found in watches.values() for each in found):
                watch.stop()
    cpu = {side: sum(w.cpu_seconds() for w in found) for side, found in watches.items()}
    memory = {side: sum(sum(w.peak.values()) for w in found) for side, found in watches.items()}
    database = (course / "gradebook.db").stat().st_size / 2**20
    return cpu, memory, wall, database


def main(arguments=()):
    """Measure two sizes, print their difference for each side, and what follows from it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks cluster", description=__doc__)
    parser.add_argument("--sizes", default="100,500", help="a small one and a large one")
    few, many = sizes = [int(size) for size in parser.parse_args(arguments).sizes.split(",")]
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        (cpu, memory, first, small), (more, larger, last, big) = (
            measure(Path(scratch), size) for size in sizes
        )
    n = many - few
    each = {side: (more[side] - cpu[side]) / n for side in cpu}
    for side in each:
        grown = (larger[side] - memory[side]) / n * 1024
        print(
            f"{side:9}  {1000 * each[side]:6.1f} ms of CPU a submission, {memory[side]:4.0f} MiB "
            f"at {few} and {larger[side]:4.0f} MiB at {many} ({grown:+.0f} KiB each)"
        )
    start = first - few * (last - first) / n
    print(f"to start: {start:.1f} s; then {1000 * (last - first) / n:.1f} ms on two workers")
    print("\n| submissions | cores | minutes | gradebook MiB |\n|---:|---:|---:|---:|")
    for size, cores in TABLE:
        seconds = start + size * max(each["workers"] / cores, each["client"])
        print(f"| {size} | {cores} | {seconds / 60:.1f} | {small + (big - small) / n * size:.0f} |")
