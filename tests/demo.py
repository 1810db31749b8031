"""`make demo`: a class of sample submissions, from the release to scores, pages and a CSV."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.submissions import make


def chalkgrad(*arguments):
    """Run one command of the project, as an instructor would type it; return its exit code."""
    print(f"\n$ chalkgrad {' '.join(map(str, arguments))}", flush=True)
    return subprocess.run([sys.executable, "-m", "autograder", *map(str, arguments)]).returncode


def main(directory):
    """Make a course in `directory`, hand in the class, grade it, and say where to look."""
    start = time.perf_counter()
    course = Path(directory)
    if course.exists():
        shutil.rmtree(course)
    steps = [
        lambda: chalkgrad("new-course", course),
        lambda: chalkgrad("release", "hw1a", "--course", course),
        lambda: hand_in(course),
        lambda: chalkgrad("grade", "hw1a", "--course", course),
        lambda: chalkgrad("feedback", "hw1a", "--course", course),
        lambda: chalkgrad("export", "hw1a", "--course", course, "--to", course / "grades.csv"),
    ]
    for step in steps:
        code = step()
        if code not in (0, 1):  # 1: graded, and some submissions need a look
            sys.exit(code)
    page = course / "feedback" / "lost-sign" / "hw1a" / "hw1a.html"
    print(f"\nDone in {time.perf_counter() - start:.0f} s. Look at")
    print(f"  a feedback page   {page}")
    print(f"  the scores        {course / 'grades.csv'}")
    print(f"  the release       {course / 'release' / 'hw1a' / 'hw1a.ipynb'}")
    jupyter = Path(sys.executable).with_name("jupyter")
    print(f"  formgrader        cd {course} && {jupyter} lab   (menu Nbgrader, Formgrader)")


def hand_in(course):
    """Write every sample submission into the course's folder `submitted`."""
    count = len(make.hand_in("hw1a", course))
    print(f"\n{count} students hand in (tests/submissions/hw1a)", flush=True)
    return 0


if __name__ == "__main__":
    main(*sys.argv[1:])
