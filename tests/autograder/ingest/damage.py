"""Damaged notebooks: the toy homework as released and solved, with things done to its file."""

import copy
import gzip
import json

from hypothesis import strategies as st

from tests.autograder import toy

ASSIGNMENT = toy.assignment()
SOLVED = {
    "cells": [
        {
            "cell_type": cell.cell_type,
            "id": cell.id,
            "metadata": {"nbgrader": {"grade_id": cell.id, "points": 99, "locked": False}},
            "source": cell.source.splitlines(keepends=True),
            "outputs": [],
            "execution_count": 3,
        }
        for cell in ASSIGNMENT.cells
    ],
    "metadata": {"kernelspec": {"name": "python3"}, "chalkgrad": {"points": 1000}},
    "nbformat": 4,
    "nbformat_minor": 5,
}

JUNK = (
    None, True, -1, 10**400, 1.5, float("nan"), float("-inf"), "", "x = 1", "code", "\ud800\x00",
    "\u202egnp.exe", "../../etc/passwd", "double-hidden", "A" * 5000, [], {}, [[]], [None, 7, "x"],
    {"nbgrader": 7}, {"nbgrader": {"grade_id": "double"}}, {"cells": [{}]}, ["def f():\n", 3],
)  # fmt: skip

NUMBER = "@number@"
TEXTUAL = (
    (f'"{NUMBER}"', "9" * 100_000),
    (f'"{NUMBER}"', "1e999999999"),
    (f'"{NUMBER}"', "-" + "0" * 50),
    (f'"{NUMBER}"', "NaN"),
    (f'"{NUMBER}"', "[" * 3000 + "]" * 3000),
    (f'"{NUMBER}"', "[" * 100_000),
    ('"cells":', '"cells": [], "cells":'),
    ('"metadata":', '"cells": {"a": 1}, "metadata":'),
    ('"source":', '"source": 7, "source":'),
    ("}", "},"),
    ('"', "'"),
    ("\\n", "\n"),
)
ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252")

number = st.integers(0, 10**6)


def without(id):
    """Return the bytes of the notebook with one empty cell."""
    tree = copy.deepcopy(SOLVED)
    next(cell for cell in tree["cells"] if cell["id"] == id)["source"] = []
    return json.dumps(tree).encode()


def place_in(tree, path):
    """Follow `path`, numbers modulo the length of what is there; return a container and a key."""
    inner = tree
    for step in path:
        if not isinstance(inner, dict | list) or not inner:
            break
        place = inner
        key = (list(place) if isinstance(place, dict) else range(len(place)))[step % len(place)]
        inner = place[key]
    return place, key


@st.composite
def damaged_trees(draw):
    """A notebook's JSON with one to four changes anywhere in it."""
    tree = copy.deepcopy(SOLVED)
    for _ in range(draw(st.integers(1, 4))):
        how = draw(st.sampled_from(("set", "drop", "double", "swap", "number", "cells")))
        if not tree:
            break
        place, key = place_in(tree, draw(st.lists(number, min_size=1, max_size=6)))
        if how == "set":
            place[key] = copy.deepcopy(draw(st.sampled_from(JUNK)))
        elif how == "drop":
            del place[key]
        elif how == "double" and isinstance(place, list):
            place.insert(draw(number) % len(place), copy.deepcopy(place[key]))
        elif how == "swap" and isinstance(place, list):
            other = draw(number) % len(place)
            place[key], place[other] = place[other], place[key]
        elif how == "number":
            place[key] = NUMBER
        elif isinstance(tree.get("cells"), list):
            change_cells(draw, tree["cells"])
    return tree


def change_cells(draw, cells):
    """Exchange two ids, retype, rename, reverse, split or multiply cells."""
    cells[:] = [cell for cell in cells if isinstance(cell, dict)]
    if not cells:
        return
    one, other = (cells[draw(number) % len(cells)] for _ in range(2))
    how = draw(st.sampled_from(("exchange", "retype", "rename", "reverse", "split", "multiply")))
    if how == "exchange":
        for key in ("id", "metadata"):
            one[key], other[key] = other.get(key), one.get(key)
    elif how == "retype":
        one["cell_type"] = draw(st.sampled_from(("markdown", "raw", "code", "heading", 7)))
    elif how == "rename":
        one["id"], one["metadata"] = draw(st.text(max_size=5)), {}
    elif how == "reverse":
        cells.reverse()
    elif how == "split":
        cells.insert(0, {**one, "source": ["raise SystemExit\n"]})
    else:
        cells.extend([one] * draw(st.sampled_from((2, 30, 1200))))


@st.composite
def damaged_files(draw):
    """The bytes of a damaged notebook, often damaged again."""
    text = json.dumps(draw(damaged_trees()), ensure_ascii=draw(st.booleans()))
    if draw(st.integers(0, 3)) == 0:
        old, new = draw(st.sampled_from(TEXTUAL))
        text = text.replace(old, new, draw(st.sampled_from((1, 5))))
    content = text.encode(draw(st.sampled_from(ENCODINGS)), "replace")
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 2, 3)))):
        content = draw(damaged_bytes(content))
    return content


@st.composite
def damaged_bytes(draw, content):
    """Bytes with a piece cut off, overwritten, doubled or wrapped."""
    start = draw(number) % (len(content) + 1)
    end = start + draw(st.sampled_from((1, 1, 4, 1000)))
    how = draw(st.sampled_from(("cut", "write", "double", "gzip", "mark")))
    if how == "cut":
        return content[:start]
    if how == "write":
        return content[:start] + draw(st.binary(max_size=4)) + content[end:]
    if how == "double":
        return content[:end] + content[start:]
    if how == "gzip":
        return gzip.compress(content, mtime=0)
    return draw(st.sampled_from((b"\xff\xfe", b"\x00", b"\xef\xbb\xbf", b"PK\x03\x04"))) + content
