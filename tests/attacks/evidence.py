"""Grade the class with the real command, once, and keep everything that the six criteria ask for.

Two courses share one secret. In the quiet one are the honest students and every attack without
its trick; in the other the same honest students among the attackers, who come before and after
each of them. A third run has the attacks that wait, with short time limits. The honest students
with odd habits (``fair/``) are handed in as attackers are: what is odd about them is their trick.

Both courses have a deadline (`deadline`), and scores are those that count: after late penalties.
What an attacker had handed in before is graded first, alone.
"""

import contextlib
import csv
import ctypes
import functools
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from pathlib import Path

from autograder.build import load as load_assignment
from autograder.engine import Limits, grade_all, load_or_create
from autograder.ingest import read
from autograder.nbgrader_bridge import open_course
from tests.attacks import corpus, deadline

REPOSITORY = Path(__file__).parents[2]
WATCHED = ("autograder", "course", "nbextensions", "notebooks", "tests")
WRITTEN = ("autograded", "feedback", "gradebook.db", ".chalkgrad", "grades.csv")
"""What grading itself writes in a course directory."""

HONEST = {
    "a00": "right-vectorised",
    "b00": "lost-sign",
    "c00": "right-with-warnings",
    "d00": "hard-coded",
    "e00": "half-done",
    "f00": "right-but-lists",
    "g00": "typed-slips",
    "h00": "right-other-style",
    "zz": "log-of-zero",
}
"""Honest students, in between and around the attackers of each section."""

QUICK = Limits(call=1.0, cell=2.0, submission=40.0, cpu=20, restarts=4)
"""For the attacks that wait until they are stopped."""

CANARIES = {
    ".ipython/profile_default/startup/00-first.py": "canary = 1\n",
    ".ssh/id_ed25519": "a private key\n",
    ".bashrc": "# mine\n",
    "notes/exam.txt": "the questions\n",
}


@dataclass
class Evidence:
    """What came of the three runs.

    Attributes
    ----------
    code, said : int, str
        Exit code and output of ``chalkgrad grade``.
    scores, alone, short : dict
        Points by student and exercise: in the attacked class, in the quiet one (with the
        baselines), and in the class with short limits.
    earlier : dict
        Points in the gradebook, by student, of what attackers had handed in before.
    results : dict
        The journal's record of every attacked student.
    short_results : dict
        The results of the class with short limits.
    csv : str
        The exported table.
    changed : list of str
        Paths outside what grading writes that are not as they were.
    left : list of str
        Processes that outlived a run.
    """

    course: Path
    code: int = 0
    said: str = ""
    csv: str = ""
    scores: dict = field(default_factory=dict)
    alone: dict = field(default_factory=dict)
    short: dict = field(default_factory=dict)
    earlier: dict = field(default_factory=dict)
    results: dict = field(default_factory=dict)
    short_results: dict = field(default_factory=dict)
    changed: list = field(default_factory=list)
    left: list = field(default_factory=list)
    seconds: dict = field(default_factory=dict)

    def page(self, student):
        """The feedback page of a student."""
        return self.course / "feedback" / student / corpus.HOMEWORK / f"{corpus.HOMEWORK}.html"

    def autograded(self, student):
        """The notebook that a person sees in formgrader."""
        folder = self.course / "autograded" / student / corpus.HOMEWORK
        return json.loads((folder / f"{corpus.HOMEWORK}.ipynb").read_text("utf-8"))


def gather(folder):
    """Run the class; return the evidence. It takes about a minute."""
    attacks = [
        corpus.load(name, kind) for kind in ("corpus", "fair") for name in corpus.names(kind)
    ]
    home, scratch = _home(folder), folder / "tmp"
    scratch.mkdir()
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(scratch)}
    environment |= {"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"XDG_CACHE_HOME": str(folder / "cache")}
    chalkgrad = functools.partial(_chalkgrad, environment)
    quiet, course = folder / "quiet", folder / "course"
    release = _new_course(chalkgrad, quiet)
    _new_course(chalkgrad, course)
    (course / ".chalkgrad" / "secret").write_text(load_or_create(quiet).hex() + "\n")
    (course / ".chalkgrad" / "secret").chmod(0o600)
    record = _hand_in_honest(quiet, release)
    for attack in attacks:
        record |= _baseline(attack, quiet, release)
    deadline.save_record(quiet, record)
    evidence = Evidence(course)
    with _timed(evidence, "quiet"):
        chalkgrad("grade", corpus.HOMEWORK, cwd=quiet)
    evidence.alone = _scores(_exported(chalkgrad, quiet))

    with _timed(evidence, "earlier"):
        _grade_earlier(evidence, [a for a in attacks if a.earlier], release, chalkgrad)
    record = _hand_in_honest(course, release)
    for attack in attacks:
        if not attack.short:
            content = corpus.hand_in(attack, course, release)
            record[attack.student] = deadline.entry(content, attack.late)
    deadline.save_record(course, record)
    before = _seen(home, course)
    with _timed(evidence, "attacked"), _watching(evidence, "grade"):
        evidence.code, evidence.said = chalkgrad("grade", corpus.HOMEWORK, cwd=course)
    with _timed(evidence, "pages"), _watching(evidence, "feedback"):
        code, said = chalkgrad("feedback", corpus.HOMEWORK, cwd=course)
        assert code == 0, said
        evidence.csv = _exported(chalkgrad, course)
    evidence.scores = _scores(evidence.csv)
    evidence.results = _journal(course)
    with _timed(evidence, "short"), _watching(evidence, "short"):
        _short_class(evidence, [a for a in attacks if a.short], release, load_or_create(course))
    after = _seen(home, course)
    evidence.changed = sorted(set(before.items()) ^ set(after.items()))
    evidence.changed += [f"left in TMPDIR: {path.name}" for path in scratch.iterdir()]
    evidence.changed += _marks()
    return evidence


def _home(folder):
    home = folder / "home"
    for name, text in CANARIES.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for path in [*home.rglob("*"), home]:
        path.chmod(0o777)  # what the kernel would not refuse to anybody
    return home


def _new_course(chalkgrad, root):
    code, said = chalkgrad("new-course", str(root), cwd=root.parent)
    assert code == 0, said
    code, said = chalkgrad("release", corpus.HOMEWORK, cwd=root)
    assert code == 0, said
    deadline.set_deadline(root)
    name = corpus.HOMEWORK
    return json.loads((root / "release" / name / f"{name}.ipynb").read_text("utf-8"))


def _chalkgrad(environment, *arguments, cwd):
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *arguments],
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=600,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


@contextlib.contextmanager
def _timed(evidence, name):
    start = time.monotonic()
    yield
    evidence.seconds[name] = time.monotonic() - start


def honest_notebook(sample, release):
    """An honest student's file, without the cells that train for a second."""
    attack = corpus.Attack(sample, "", {"base": sample}, ())
    return corpus.notebook_bytes(attack, release)


def _hand_in_honest(course, release):
    record = {}
    for student, sample in HONEST.items():
        record |= _write(course, student, honest_notebook(sample, release))
    return record


def _baseline(attack, course, release):
    if (course / "submitted" / attack.baseline).exists():
        return {}
    content = corpus.notebook_bytes(attack, release, trick=False)
    return _write(course, attack.baseline, content, attack.late)


def _write(course, student, content, late=False):
    """Hand in a notebook; return what the collector records."""
    folder = course / "submitted" / student / corpus.HOMEWORK
    folder.mkdir(parents=True)
    (folder / f"{corpus.HOMEWORK}.ipynb").write_bytes(content)
    return {student: deadline.entry(content, late)}


def _grade_earlier(evidence, attacks, release, chalkgrad):
    """Grade what attackers had handed in before, and make room for what they hand in now."""
    course, record = evidence.course, {}
    for attack in attacks:
        record |= _write(course, attack.student, honest_notebook(attack.earlier, release))
    deadline.save_record(course, record)
    code, said = chalkgrad("grade", corpus.HOMEWORK, cwd=course)
    assert code == 0, said
    with open_course(course).gradebook() as gradebook:
        for attack in attacks:
            submission = gradebook.find_submission(corpus.HOMEWORK, attack.student)
            evidence.earlier[attack.student] = submission.score
            shutil.rmtree(course / "submitted" / attack.student)


def _exported(chalkgrad, course):
    """The table; through a file, since `chalkgrad` may have more to say."""
    code, said = chalkgrad("export", corpus.HOMEWORK, "--to", "grades.csv", cwd=course)
    assert code == 0, said
    return (course / "grades.csv").read_text("utf-8-sig")


def _scores(table):
    """Points by student and exercise, from the exported table."""
    exercises = load_assignment(corpus.HOMEWORK).homework.exercises
    found = {}
    for row in csv.DictReader(io.StringIO(table)):
        points = {name: float(row[name]) for name in exercises}
        found[row["student"]] = points | {"points": float(row["points"])}
    return found


def _journal(course):
    from autograder.engine import Journal

    journal = Journal(course / ".chalkgrad" / "journal" / f"{corpus.HOMEWORK}.jsonl")
    return {student: journal.get(student) for student in journal}


def _short_class(evidence, attacks, release, secret):
    """Grade the attacks that wait, each between two honest students, with short limits."""
    submissions = []
    for number, attack in enumerate(attacks):
        submissions.append(read(corpus.notebook_bytes(attack, release), attack.student))
        student = list(HONEST)[number % len(HONEST)]
        if all(each.student != student for each in submissions):
            submissions.append(read(honest_notebook(HONEST[student], release), student))
    for student, sample in list(HONEST.items())[len(attacks) :]:
        submissions.append(read(honest_notebook(sample, release), student))
    load = functools.partial(load_assignment, corpus.HOMEWORK)
    for graded in grade_all(submissions, load, secret, workers=4, limits=QUICK):
        result = graded.result
        points = {each.name: each.points for each in result.exercises}
        evidence.short[result.student] = points | {"points": result.points}
        evidence.short_results[result.student] = result.to_json()


def _seen(home, course):
    """A digest of everything that no submission may change, by path."""
    seen = _digests(home) | _digests(course, skip=WRITTEN)
    for name in WATCHED:
        seen |= _digests(REPOSITORY / name, skip=("__pycache__",))
    return seen


def _digests(folder, skip=()):
    found = {}
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in skip]
        for name in [*folders, *files]:
            path = Path(parent, name)
            if name not in skip:
                found[str(path)] = _digest(path)
    return found


def _digest(path):
    info = path.lstat()
    what = f"{info.st_mode:o} {info.st_uid} {info.st_gid} {info.st_nlink}"
    if path.is_symlink():
        return f"{what} {os.readlink(path)}"
    if path.is_file():
        return f"{what} {hashlib.sha256(path.read_bytes()).hexdigest()}"
    return what


MARK = "chalkgrad-was-here"
"""Attackers call what they leave behind so."""


def _marks():
    """Files of the attackers at the places where anybody may write; they are removed."""
    found = []
    for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/", "/dev/mqueue"):
        with contextlib.suppress(OSError):
            found += Path(folder).glob(f"*{MARK}*")
    for path in found:
        path.unlink()
    return [str(path) for path in found]


# --- processes


@contextlib.contextmanager
def _watching(evidence, what):
    """Note every process that a run leaves: orphans become our children meanwhile."""
    resource_tracker.ensure_running()  # the standard library's own, which stays
    before = descendants()
    with subreaper():
        yield
        left = set(descendants()) - set(before)
        end = time.monotonic() + 3
        while left and time.monotonic() < end:  # a killed sandbox takes a moment to be gone
            _reap(left)
            time.sleep(0.05)
            left = set(descendants()) - set(before)
        evidence.left += [f"{what}: {_command(pid)}" for pid in left]


@contextlib.contextmanager
def subreaper():
    """Be the parent of whoever below us loses his own."""
    prctl = ctypes.CDLL(None).prctl
    prctl(36, 1, 0, 0, 0)
    try:
        yield
    finally:
        prctl(36, 0, 0, 0, 0)


def _reap(pids):
    for pid in pids:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def descendants():
    """Living processes below this one."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if state != "Z":
                    parents[int(entry.name)] = int(parent)
    found = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return sorted(found - {os.getpid()})


def _command(pid):
    with contextlib.suppress(OSError):
        return f"{pid} {Path(f'/proc/{pid}/cmdline').read_bytes()[:200]!r}"
    return str(pid)
