"""The trusted side: reads a submission, runs it in a sandbox, calls, compares, decides.

Nothing of a student's is ever imported or unpickled here.
"""

from __future__ import annotations

import logging

from autograder.engine.grade import Graded, grade_submission
from autograder.engine.isolation import IsolationError, choose
from autograder.engine.journal import Journal
from autograder.engine.limits import DEFAULT_LIMITS, Limits
from autograder.engine.pool import grade_all
from autograder.engine.secret import load_or_create
from autograder.engine.server import Server, ServerLost

__all__ = [
    "DEFAULT_LIMITS",
    "Graded",
    "IsolationError",
    "Journal",
    "Limits",
    "Server",
    "ServerLost",
    "choose",
    "grade_all",
    "grade_submission",
    "load_or_create",
]

logging.getLogger(__name__).addHandler(logging.NullHandler())  # incidents are in the results
