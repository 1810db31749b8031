"""A deadline, nbgrader's rule that nothing counts after it, and the record of who came when.

What an attacker may win by a forged time is everything that the notebook earned.
"""

import hashlib
from datetime import datetime
from pathlib import Path

from autograder.collect import origin
from autograder.nbgrader_bridge import open_course
from autograder.nbgrader_bridge.due import set_due
from tests.attacks.corpus import HOMEWORK

DUE = datetime(2026, 5, 1, 12, 0)
ON_TIME = "2026-05-01 11:00:00.000000 UTC"
LATE = "2026-05-01 15:00:00.000000 UTC"
POLICY = '\nc.LateSubmissionPlugin.penalty_method = "zero"\n'


def set_deadline(root):
    """Give a course with a release the deadline and the policy; return it."""
    with (Path(root) / "nbgrader_config.py").open("a") as file:
        file.write(POLICY)
    course = open_course(root)
    set_due(course, HOMEWORK, DUE)
    return course


def entry(content, late=False):
    """What the collector records of a notebook, where no student writes."""
    digest = hashlib.sha256(content).hexdigest()
    return origin.Origin("exchange", time=LATE if late else ON_TIME, digest=digest)


def save_record(root, entries):
    """Write the collector's record: an entry for each student."""
    origin.save(Path(root) / ".chalkgrad", HOMEWORK, origin.Collected(entries))
