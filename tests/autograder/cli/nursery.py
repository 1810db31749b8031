"""A process that has everything imported, and forks one run of `chalkgrad` after another.

A line of JSON asks for a run: its arguments and who grades. Answered are its process id, at once,
and its exit status, negative for a signal. Each run leads a process group of its own.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.autograder import toy


class Nursery:
    """The other side of it, for a test: starts runs, and kills them.

    Parameters
    ----------
    course : path
        Where the runs take place; all of them say what they say in its ``log``.
    """

    def __init__(self, course, temporary):
        self.log = Path(course) / "log"
        root = str(Path(__file__).parents[3])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.autograder.cli.nursery"],
            cwd=course,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": root, "TMPDIR": str(temporary)},
        )

    def start(self, *arguments, real=False):
        """Start `chalkgrad` with these arguments; return its process id."""
        self.process.stdin.write(json.dumps({"arguments": arguments, "real": real}) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def wait(self):
        """Wait for the last run and return its exit code, negative for a signal."""
        return int(self.process.stdout.readline())

    def said(self):
        """Return what all runs said."""
        return self.log.read_text(encoding="utf-8")

    def close(self):
        """End it."""
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def grade_at_once(submissions, load, secret, *, workers, tier):
    """Grade without running anything: who is odd has `double` wrong."""
    from autograder import engine
    from autograder.engine.fingerprint import key_of, result_basis

    assignment = load()
    for submission in submissions:
        basis = result_basis(submission, assignment, secret)
        wrong = ["double"] if int(submission.student[1:]) % 2 else []
        more = {"key": key_of(basis), "basis": basis, "incidents": submission.incidents}
        result = toy.result(submission.student, wrong, **more)
        time.sleep(0.002)
        yield engine.Graded(result, tuple(toy.handed_in(why="Two.")))


def _run(arguments, real):
    from autograder import engine
    from autograder.cli import main

    os.setpgid(0, 0)
    log = os.open("log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    if not real:
        engine.grade_all = grade_at_once
    main(arguments)


def serve():
    """Fork a run for each line on standard input."""
    import autograder.grading.run
    import autograder.nbgrader_bridge
    import autograder.report  # noqa: F401 - imported before the forks
    from autograder import build

    build.load, build.names = toy.load, lambda: ["toy"]
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            code = 70
            try:
                _run(**json.loads(line))
            except SystemExit as end:
                code = end.code
            finally:
                sys.stdout.flush()
                os._exit(code)
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    serve()
