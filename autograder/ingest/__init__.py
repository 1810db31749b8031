"""Reading what students handed in without believing it.

`submission` says what comes out, `notebook` reads bytes, `files` opens what lies on the disk.
"""

from __future__ import annotations

from autograder.ingest.files import MAX_NAMES, content_of, read_file, read_folder
from autograder.ingest.notebook import MAX_BRACKETS, MAX_CELLS, MAX_COMMAS, MAX_SOURCE, read
from autograder.ingest.submission import FLAGS, MAX_BYTES, Submission, SubmittedCell, Unreadable

__all__ = [
    "FLAGS",
    "MAX_BRACKETS",
    "MAX_BYTES",
    "MAX_CELLS",
    "MAX_COMMAS",
    "MAX_NAMES",
    "MAX_SOURCE",
    "Submission",
    "SubmittedCell",
    "Unreadable",
    "content_of",
    "read",
    "read_file",
    "read_folder",
]
