"""Grading: the same submissions through `chalkgrad grade` and `nbgrader autograde`."""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.submissions import make

N_STUDENTS = 8
ROUNDS = 3


def run(*command, cwd):
    """Run a command quietly; return its wall time in seconds."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", *map(str, command)], cwd=cwd, check=True, capture_output=True
    )
    return time.perf_counter() - start


def prepare(course):
    """Make a released course in which `N_STUDENTS` handed in the right answers."""
    run("autograder", "new-course", course, cwd=course.parent)
    run("autograder", "release", "hw1a", cwd=course)
    (handed_in,) = make.hand_in("hw1a", course, only=["right-vectorised"])
    first = handed_in.parents[1]
    for number in range(1, N_STUDENTS):
        shutil.copytree(first, first.with_name(f"student-{number:03d}"))


def main():
    """Grade the same folder with both, in turn."""
    times = {"chalkgrad grade": [], "nbgrader autograde": []}
    with tempfile.TemporaryDirectory() as scratch:
        course = Path(scratch) / "course"
        prepare(course)
        for _ in range(ROUNDS):
            times["chalkgrad grade"].append(
                run("autograder", "grade", "hw1a", "--force", cwd=course)
            )
            times["nbgrader autograde"].append(
                run("nbgrader", "autograde", "hw1a", "--force", cwd=course)
            )
    ours = median(times["chalkgrad grade"])
    print(f"| {N_STUDENTS} submissions of HW1A | median s | min s | max s | against chalkgrad |")
    print("|--------------------------|---------:|------:|------:|------------------:|")
    for name, values in times.items():
        middle = median(values)
        print(
            f"| {name:24} | {middle:8.2f} | {min(values):5.2f} | {max(values):5.2f} |"
            f" {middle / ours:16.1f}x |"
        )


if __name__ == "__main__":
    main()
