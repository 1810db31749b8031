"""Read the attacks: percent-format files become notebooks, with the trick and without it.

Each file in ``tests/attacks/corpus/`` is one attacker. Its header says what it tries, its blocks
hold what the attacker hands in::

    # A01 · Makes NumPy's comparisons say yes to everything.
    # base: wrong
    # reports: sent something unreadable

    # %% [sigmoid]
    def sigmoid(h): ...                 part of the honest notebook

    # %% [sigmoid] trick
    def sigmoid(h): ...                 what stands there instead in the attack

``base`` names the notebook underneath, from ``bases/`` or ``tests/submissions/hw1a/``. A block is
named after a cell; ``[first]``, ``[last]`` and ``[after CELL]`` add a cell of the student's own.
The baseline is the same notebook with every block left out that says ``trick``.

Three more kinds of block are Python for the test itself, and always tricks: ``[notebook] trick``
changes the parsed notebook (`notebook`, its `cells`, and `by_id`), ``[bytes] trick`` the file
(`content`), ``[folder] trick`` what is handed in (`folder`, `path` of the notebook, `content`, and
`course`).

Further header lines: ``reports`` is what the terminal and the table must say of the incident, a
regular expression (without it none is asked for); ``limits: short`` grades the attack in the class
with short time limits; ``student`` is the student's id where the file's name will not do;
``late: yes`` hands it in after the deadline, by the collector's record (the baseline too);
``earlier`` names a notebook that the same student handed in before, and that was graded;
``bounded`` says what keeps a bomb safe for the machine while a defence is switched off.
"""

import hashlib
import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.submissions import make

FOLDER = Path(__file__).parent
HOMEWORK = "hw1a"
SLOW = ("clinical_report", "choosing_l2")
"""Cells that a person grades and that train for a second: left as released here."""

_BLOCK = re.compile(r"^# %% \[([\w \-]+)\] *(trick|markdown trick|markdown)?$", re.MULTILINE)
_HEADER = re.compile(r"^# (base|reports|limits|student|late|earlier|bounded|name): (.*)$")
_OURS = ("notebook", "bytes", "folder")


@dataclass(frozen=True)
class Block:
    """One cell, or one change, as it stands in the file."""

    name: str
    trick: bool
    source: str


@dataclass(frozen=True)
class Attack:
    """One attacker of the class.

    Parameters
    ----------
    name : str
        The file's.
    about : str
        What is tried.
    settings : dict of str to str
        The header's other lines.
    blocks : tuple of Block
        In the file's order.
    """

    name: str
    about: str
    settings: dict[str, str]
    blocks: tuple[Block, ...] = field(repr=False)

    @property
    def student(self) -> str:
        """The student's id, which is the folder's name."""
        written = self.settings.get("student", self.name)
        return written.encode("ascii").decode("unicode_escape")

    @property
    def base(self) -> str:
        """The notebook underneath."""
        return self.settings.get("base", "wrong")

    @property
    def reports(self) -> str:
        """What must be said of it, "" where nothing need be."""
        return self.settings.get("reports", "")

    @property
    def short(self) -> bool:
        """Whether it is graded with short time limits."""
        return self.settings.get("limits") == "short"

    @property
    def late(self) -> bool:
        """Whether it was handed in after the deadline."""
        return self.settings.get("late") == "yes"

    @property
    def earlier(self) -> str:
        """What the same student handed in before, "" for nothing."""
        return self.settings.get("earlier", "")

    @property
    def baseline(self) -> str:
        """The student who hands in the same notebook without the trick, and not earlier."""
        honest = [f"{b.name}\n{b.source}" for b in self.blocks if not b.trick]
        digest = hashlib.sha256(repr(honest).encode()).hexdigest()[:8]
        return f"{self.base}-{digest}{'-late' * self.late}"


def names(folder="corpus"):
    """Names of the attacks, sorted; or, from ``fair``, of honest students with odd habits."""
    return sorted(path.stem for path in (FOLDER / folder).glob("*.py"))


def load(name, folder="corpus"):
    """Read one attack; or, from ``fair``, one honest student whose oddity is the trick."""
    text = (FOLDER / folder / f"{name}.py").read_text(encoding="utf-8")
    head, *parts = _BLOCK.split(text)
    about, settings = [], {}
    for line in head.splitlines():
        match = _HEADER.match(line)
        if match:
            settings[match[1]] = match[2]
        elif line.startswith("# "):
            about.append(line[2:])
    blocks = tuple(
        Block(cell, "trick" in (kind or ""), _text(source, kind or ""))
        for cell, kind, source in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    )
    return Attack(name, " ".join(about), settings, blocks)


def _text(source, kind):
    if "markdown" not in kind:
        return source.strip("\n")
    return "\n".join(
        line.removeprefix("#").removeprefix(" ") for line in source.strip().split("\n")
    )


def base_blocks(base):
    """Cells of a base, by name."""
    path = FOLDER / "bases" / f"{base}.py"
    if not path.is_file():
        blocks = make.load(HOMEWORK, base).blocks
        return {name: source for name, source in blocks.items() if name not in SLOW}
    _, *parts = _BLOCK.split(path.read_text(encoding="utf-8"))
    return {name: s.strip("\n") for name, s in zip(parts[::3], parts[2::3], strict=True)}


def notebook_bytes(attack, release, trick=True):
    """The file that is handed in, with the trick or without."""
    notebook = json.loads(json.dumps(release))
    cells = notebook["cells"]
    by_id = {cell["id"]: cell for cell in cells}
    blocks = [b for b in attack.blocks if trick or not b.trick]
    sources = base_blocks(attack.base)
    sources |= {b.name: b.source for b in blocks if b.name in by_id}
    for name, source in sources.items():
        by_id[name]["source"] = source.splitlines(keepends=True)
    for number, block in enumerate(blocks):
        if block.name not in by_id and block.name not in _OURS:
            _insert(cells, block, f"own-{number}")
    for block in blocks:
        if block.name == "notebook":
            names = {"notebook": notebook, "cells": cells, "by_id": by_id, "json": json}
            exec(compile(block.source, attack.name, "exec"), names)
            notebook = names["notebook"]
    names = {"content": json.dumps(notebook).encode(), "json": json}
    for block in blocks:
        if block.name == "bytes":
            exec(compile(block.source, attack.name, "exec"), names)
    return names["content"]


def _insert(cells, block, name):
    """Add a cell of the student's own: behind the imports, at the end, or behind a cell."""
    cell = {"cell_type": "code", "id": name, "metadata": {}, "execution_count": None}
    cell |= {"outputs": [], "source": block.source.splitlines(keepends=True)}
    after = {"first": "setup", "last": cells[-1]["id"]}.get(block.name)
    after = after or block.name.removeprefix("after ")
    place = next(i for i, each in enumerate(cells) if each["id"] == after)
    cells.insert(place + 1, cell)


def hand_in(attack, course, release):
    """Put the attack into the course's folder ``submitted``; return its notebook as it came."""
    folder = Path(course) / "submitted" / attack.student / HOMEWORK
    path = folder / f"{HOMEWORK}.ipynb"
    folder.mkdir(parents=True)
    content = notebook_bytes(attack, release)
    path.write_bytes(content)
    for block in attack.blocks:
        if block.name == "folder":
            names = {"folder": folder, "path": path, "content": content, "os": os}
            names |= {"Path": Path, "course": Path(course)}
            exec(compile(block.source, attack.name, "exec"), names)
    return content
