"""A class is graded: which submissions, by whom, what is written, and what of it is news.

`autograder.engine` grades one submission; here is what a whole class needs around it. Nothing here
prints: the commands do.
"""

from __future__ import annotations
