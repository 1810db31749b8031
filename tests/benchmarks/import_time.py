"""Import time: CPU of a fresh interpreter that imports `course`, beside one that imports numpy."""

import os
import subprocess
import sys
from statistics import median

CASES = ("pass", "import numpy", "import course", "from autograder.homework import hw1a")
ROUNDS = 15


def cpu_seconds(statement):
    """User and system time of `python -c statement`, in seconds."""
    before = os.times()
    subprocess.run([sys.executable, "-c", statement], check=True)
    after = os.times()
    return (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )


def main():
    """Alternate the cases, so that a slow moment of the machine meets all of them."""
    times = {case: [] for case in CASES}
    for _ in range(ROUNDS):
        for case in CASES:
            times[case].append(cpu_seconds(case))
    numpy = median(times["import numpy"])
    print(f"| {'statement':40} | median ms | min ms | over numpy, ms |")
    print(f"|{'-' * 42}|----------:|-------:|---------------:|")
    for case, values in times.items():
        middle = median(values)
        print(
            f"| {case:40} | {1e3 * middle:9.0f} | {1e3 * min(values):6.0f} |"
            f" {1e3 * (middle - numpy):14.0f} |"
        )


if __name__ == "__main__":
    main()
