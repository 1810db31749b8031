"""A function's source text, taken apart: signature, docstring, body."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

NOT_DONE = "    raise NotImplementedError()\n"


def plain_def(function: Callable[..., Any]) -> str:
    """Return the text from ``def`` on, without decorators, ending in a newline.

    Raises
    ------
    ValueError
        If `function` is no plain ``def``.
    """
    head, body = _parts(function)
    return head + body


def stub(function: Callable[..., Any]) -> str:
    """Return signature and docstring, and a body that raises ``NotImplementedError``."""
    return _parts(function)[0] + NOT_DONE


def solution(function: Callable[..., Any]) -> str:
    """Return the function with its body between nbgrader's solution marks."""
    head, body = _parts(function)
    return f"{head}    ### BEGIN SOLUTION\n{body}    ### END SOLUTION\n"


def loops(text: str, name: str) -> bool:
    """Say whether the function `name` in `text` loops or comprehends in Python."""
    try:
        tree = ast.parse(textwrap.dedent(text[:50_000]))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    kinds = (ast.For, ast.While, ast.comprehension)
    found = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == name]
    return any(isinstance(node, kinds) for node in ast.walk(found[-1])) if found else False


def result_names(docstring: str | None) -> list[str]:
    """Return the names under the numpydoc heading Returns, such as ``["loss", "gradient"]``."""
    _, heading, section = inspect.cleandoc(docstring or "").partition("Returns\n-------\n")
    names: list[str] = []
    for line in section.splitlines() if heading else []:
        if line.startswith("---"):
            return names[:-1]
        name, colon, _ = line.partition(" : ")
        if line and not line[0].isspace():
            names.append(name.strip() if colon and name.strip().isidentifier() else "")
    return names


def _parts(function: Callable[..., Any]) -> tuple[str, str]:
    """Return (signature and docstring, body), dedented, each ending in a newline."""
    text = textwrap.dedent(inspect.getsource(function))
    node = ast.parse(text).body[0]
    if not isinstance(node, ast.FunctionDef):
        raise ValueError(f"{function!r} is not written as a plain def, so it has no stub")
    lines = text.splitlines(keepends=True)
    if not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    if node.body[0].lineno == node.lineno:
        raise ValueError(f"{node.name}: write the body on lines of its own below the def")
    first = node.body[0]
    has_docstring = ast.get_docstring(node) is not None
    cut = (first.end_lineno or first.lineno) if has_docstring else first.lineno - 1
    return "".join(lines[node.lineno - 1 : cut]), "".join(lines[cut:])
