"""Grading: the same submissions through `chalkgrad grade` and `nbgrader autograde`."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.benchmarks import quick
from tests.benchmarks.tree import Watch

ROOT = Path(__file__).parents[2]
OURS, THEIRS = "chalkgrad grade", "nbgrader autograde"
COMMANDS = {
    OURS: ("tests.benchmarks.quick_grader", "grade", "quick", "--force"),
    THEIRS: ("nbgrader", "autograde", "quick", "--force"),
}
ROUNDS = {20: 3}
"""Rounds by size; one for sizes that are not named: nbgrader takes minutes."""
STEADY_SIZE = 2000
STEPS = (100, 1000, 2000)
LOOP = "def relu(z):\n    while True: pass\n"


def environment():
    """The environment of both commands: one thread a process, and this folder's modules."""
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return os.environ | threads | {"PYTHONPATH": str(ROOT)}


@contextmanager
def started(command, course):
    """Start a command in a course; its output is read line by line."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command], cwd=course, env=environment(), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def run(command, course):
    """Run a command to its end; return its wall time in seconds."""
    start = time.perf_counter()
    with started(command, course) as process:
        said = process.stdout.read()
        if process.wait() not in (0, 1):
            raise SystemExit(f"{' '.join(command)} failed:\n{said[-2000:]}")
    return time.perf_counter() - start


def prepare(course, size, change=None):
    """Make a released course in which `size` students handed in."""
    grader = COMMANDS[OURS][0]
    run((grader, "new-course", str(course)), course.parent)
    use_stock_nbgrader(course)
    run((grader, "release", "quick"), course)
    release = json.loads((course / "release" / "quick" / "quick.ipynb").read_text())
    for number in range(size):
        folder = course / "submitted" / f"student-{number:06d}" / "quick"
        folder.mkdir(parents=True)
        content = quick.submission(release, number)
        (folder / "quick.ipynb").write_bytes(change(number, content) if change else content)


def use_stock_nbgrader(course):
    """Take out the lines with which a course has `nbgrader autograde` grade in our sandbox."""
    config = course / "nbgrader_config.py"
    lines = config.read_text(encoding="utf-8").splitlines(keepends=True)
    config.write_text("".join(each for each in lines if not each.startswith("c.Autograde.")))


def points(course):
    """Every student's automatic points, as the gradebook has them."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        submissions = book.find_assignment("quick").submissions
        return {each.student.id: round(each.score, 6) for each in submissions}


def ratio(scratch, sizes, rounds):
    """Print the wall times of both on the same submissions, ours before and after theirs."""
    print("| number | command            | rounds | median s | min s | max s | s each | ratio |")
    print("|-------:|--------------------|-------:|---------:|------:|------:|-------:|------:|")
    ours = {}
    for size in sizes:
        course = scratch / f"ours-{size}"
        prepare(course, size)
        other = scratch / f"theirs-{size}"
        shutil.copytree(course, other)
        times = {OURS: [], THEIRS: []}
        for _ in range(rounds or ROUNDS.get(size, 1)):
            times[OURS].append(run(COMMANDS[OURS], course))
            times[THEIRS].append(run(COMMANDS[THEIRS], other))
            times[OURS].append(run(COMMANDS[OURS], course))
        if points(course) != points(other):
            print("! the two do not agree on every score")
        ours[size] = median(times[OURS])
        for name, values in times.items():
            middle = median(values)
            print(
                f"| {size:6} | {name:18} | {len(values):6} | {middle:8.2f} | {min(values):5.2f} "
                f"| {max(values):5.2f} | {middle / size:6.3f} | {middle / ours[size]:4.1f}x |"
            )
    if len(ours) > 1:
        (few, first), *_, (many, last) = sorted(ours.items())
        each = (last - first) / (many - few)
        print(
            f"ours: {first - few * each:.2f} s to start (imports, workers, sandboxes), "
            f"then {1000 * each:.1f} ms a submission"
        )


def share(scratch, few=100, many=500):
    """Print the CPU time that a submission costs beyond what a run costs anyway."""
    used = {}
    for size in (few, many):
        course = scratch / f"share-{size}"
        prepare(course, size)
        with started(COMMANDS[OURS], course) as process:
            watch = Watch(process.pid)
            process.stdout.read()
            process.wait()
            watch.stop()
        used[size] = watch.cpu_seconds()
    each = (used[many] - used[few]) / (many - few)
    own = own_seconds()
    print(
        f"CPU a submission, parent, worker, fork server and child together: {1000 * each:.1f} ms, "
        f"of which the student's own code {1000 * own:.1f} ms; to start: "
        f"{used[few] - few * each:.1f} s"
    )


def own_seconds():
    """CPU time of the student's cells alone, in a process that is warm."""
    cells = [cell.source for cell in quick.load("quick").cells if cell.kind == "solution"]
    code = [compile(source, "cell", "exec") for source in cells]
    start = time.process_time()
    for _ in range(100):
        names = {"np": quick.np}
        for each in code:
            exec(each, names)
        for function, inputs in quick.INPUTS.items():
            for _ in range(4):  # one visible check, three hidden inputs
                names[function.__name__](*inputs)
    return (time.process_time() - start) / 100


def finished(process):
    """Yield (number, student, seconds since the start) for each line of progress."""
    start = time.perf_counter()
    for line in process.stdout:
        found = re.match(r"(\d+)/\d+\s+(\S+)", line)
        if found:
            yield int(found[1]), found[2], time.perf_counter() - start


def steady(scratch, size=STEADY_SIZE, steps=STEPS):
    """Print memory and rate along a large class: both should stay as they are."""
    course = scratch / "steady"
    prepare(course, size)
    kinds = ("graders", "fork servers", "bubblewrap")
    print(f"| graded | {' | '.join(f'{kind} MiB' for kind in kinds)} | a second since the last |")
    print(f"|-------:|{'|'.join('-' * (len(kind) + 5) + ':' for kind in kinds)}|--------------:|")
    before = None
    with started(COMMANDS[OURS], course) as process:
        watch = Watch(process.pid)
        for number, _, seconds in finished(process):
            if number in steps:
                watch.look()
                rate = (number - before[0]) / (seconds - before[1]) if before else 0.0
                before = (number, seconds)
                used = " | ".join(
                    f"{watch.memory.get(kind, 0):{len(kind) + 4}.0f}" for kind in kinds
                )
                print(f"| {number:6} | {used} | {f'{rate:.1f}' if rate else '-':>13} |")
        watch.stop()
    print("peak MiB: " + ", ".join(f"{kind} {mib:.0f}" for kind, mib in watch.peak.items()))
    database = (course / "gradebook.db").stat().st_size
    journal = sum(path.stat().st_size for path in (course / ".chalkgrad").rglob("*.jsonl"))
    notebooks = sum(path.stat().st_size for path in (course / "autograded").rglob("*.ipynb"))
    print(
        f"KiB a submission: gradebook {database / size / 1024:.1f}, journal "
        f"{journal / size / 1024:.1f}, autograded notebook {notebooks / size / 1024:.1f}"
    )


def held_up(scratch, size=60):
    """Print how much later the others are done where the first submission never ends."""
    last = {}
    for slow in (False, True):
        course = scratch / f"slow-{slow}"
        prepare(course, size, _endless if slow else None)
        with started(COMMANDS[OURS], course) as process:
            done = list(finished(process))
        last[slow] = max(seconds for _, student, seconds in done if student != "student-000000")
    print(
        f"{size - 1} submissions are done after {last[False]:.1f} s, and beside one that never "
        f"ends after {last[True]:.1f} s"
    )


def _endless(number, content):
    if number:
        return content
    notebook = json.loads(content)
    for cell in notebook["cells"]:
        if cell["id"] == "relu":
            cell["source"] = [LOOP]
    return json.dumps(notebook).encode()


PARTS = {"ratio": ratio, "share": share, "steady": steady, "held-up": held_up}


def main(arguments=()):
    """Measure what is asked for; everything by default, in about ten minutes."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks grading", description=__doc__)
    parser.add_argument("--sizes", default="20,200", help="for the ratio; default: 20,200")
    parser.add_argument("--rounds", type=int, default=0, help="for the ratio; default: 3 for 20")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part, or several")
    asked = parser.parse_args(arguments)
    sizes = [int(size) for size in asked.sizes.split(",")]
    for name in asked.only or PARTS:
        with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
            print(f"\n{name}", flush=True)
            if name == "ratio":
                ratio(Path(scratch), sizes, asked.rounds)
            else:
                PARTS[name](Path(scratch))
