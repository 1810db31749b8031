"""Import time: CPU of a fresh interpreter that imports `course`, beside one that imports numpy."""

import resource
import subprocess
import sys
from statistics import median

import course

EVERY = "; ".join(f"import course.{name}" for name in course.__all__)
CASES = {
    "pass": "pass",
    "import numpy": "import numpy",
    "import numpy, course": "import numpy, course",
    "every module of course": EVERY,
    "from autograder.homework import hw1a": "from autograder.homework import hw1a",
}
ROUNDS = 15


def cpu_seconds(statement):
    """User and system time of `python -c statement`, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", statement], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    """Alternate the cases, so that a slow moment of the machine meets all of them."""
    times = {case: [] for case in CASES}
    for _ in range(ROUNDS):
        for case in CASES:
            times[case].append(cpu_seconds(CASES[case]))
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
