"""Solution and hidden-tests regions: put around text, and taken out as a release does.

The words are nbgrader's, so that its own commands treat the built notebook in the same way.
"""

from __future__ import annotations

CODE_STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
TEXT_STUB = "YOUR ANSWER HERE"


def solution(text: str) -> str:
    """Put `text` between the marks of a solution."""
    return _between(text, "SOLUTION")


def hidden_tests(text: str) -> str:
    """Put `text` between the marks of hidden tests."""
    return _between(text, "HIDDEN TESTS")


def without_solution(source: str, stub: str) -> str:
    """Replace the solution region of `source` by `stub`, indented as the region was."""
    return _replaced(source, "SOLUTION", stub)


def without_hidden_tests(source: str) -> str:
    """Return `source` without its hidden-tests region."""
    return _replaced(source, "HIDDEN TESTS", "")


def _between(text: str, mark: str) -> str:
    return f"### BEGIN {mark}\n{text.rstrip()}\n### END {mark}"


def _replaced(source: str, mark: str, stub: str) -> str:
    lines: list[str] = []
    inside = False
    for line in source.split("\n"):
        if f"BEGIN {mark}" in line:
            inside = True
            indent = line[: len(line) - len(line.lstrip())]
            lines.extend(indent + each for each in stub.splitlines())
        elif f"END {mark}" in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)
