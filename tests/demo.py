"""`make demo`: a class of sample submissions, from the releases to scores, pages and CSVs."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from autograder.homework import names
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
    go_on_after(chalkgrad("new-course", course))
    for homework in names():
        grade(homework, course)
    print(f"\nDone in {time.perf_counter() - start:.0f} s. Look at")
    for homework, student in (("hw1a", "lost-sign"), ("hw1b", "as-printed")):
        page = course / "feedback" / student / homework / f"{homework}.html"
        print(f"  a feedback page   {page}")
    for homework in names():
        print(f"  the class report  {course / homework}-report.html")
        print(f"  the scores        {course / homework}.csv")
        print(f"  the release       {course / 'release' / homework / homework}.ipynb")
    jupyter = Path(sys.executable).with_name("jupyter")
    print(f"  formgrader        cd {course} && {jupyter} lab   (menu Nbgrader, Formgrader)")


def go_on_after(code):
    """Leave with a command's exit code, unless it did its work."""
    if code not in (0, 1):  # 1: graded, and some submissions need a look
        sys.exit(code)


def grade(homework, course):
    """Release a homework, let the class hand in, and grade."""
    go_on_after(chalkgrad("release", homework, "--course", course))
    count = len(make.hand_in(homework, course))
    print(f"\n{count} students hand in (tests/submissions/{homework})", flush=True)
    go_on_after(chalkgrad("grade", homework, "--course", course))
    go_on_after(chalkgrad("feedback", homework, "--course", course))
    go_on_after(chalkgrad("report", homework, "--course", course))
    table = course / f"{homework}.csv"
    go_on_after(chalkgrad("export", homework, "--course", course, "--to", table))


if __name__ == "__main__":
    main(*sys.argv[1:])
