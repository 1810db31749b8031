"""Hand in the sample class: percent-format files become real notebooks.

Each file in ``tests/submissions/<homework>/`` is one student. Its header says what it is and what
it must earn, its blocks hold what the student wrote::

    # Half done: Part 1 is there, the rest is as it was released.
    # base: blank
    # score: 12.5
    # lost: predict 0.5, squared_error 1

    # %% [sigmoid]
    def sigmoid(h): ...

``base`` names the file whose blocks are taken where this one has none ("right-vectorised" unless
told otherwise; "blank" is the release as it stands), ``unwritten`` the cells that are as released
all the same. ``lost`` lists the points lost by exercise, "all" for everything; ``named`` the
mistakes that the feedback must name. Further lines change the file itself: ``delete``,
``duplicate`` (the cell, and once more with the block ``[name again]``), ``retype`` (code becomes
markdown), ``rename`` (a new id, no metadata), ``move-up`` (to the top), ``encoding``, and
``file: empty``.
"""

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent
_BLOCK = re.compile(r"^# %% \[([\w \-]+)\] *(markdown)?$", re.MULTILINE)
_HEADER = re.compile(r"^# ([a-z\-]+): (.*)$")
_KEYS = {
    "base",
    "score",
    "lost",
    "named",
    "unwritten",
    "delete",
    "duplicate",
    "retype",
    "rename",
    "move-up",
    "encoding",
    "file",
}


@dataclass(frozen=True)
class Sample:
    """One student of the sample class.

    Parameters
    ----------
    name : str
        The student's, and the file's.
    about : str
        What it is, in a sentence or two.
    score : float
        Automatic points.
    lost : dict of str to float
        Points lost, by exercise; those not named are full.
    settings : dict of str to str
        The other header lines.
    blocks : dict of str to str
        Source by cell.
    """

    name: str
    about: str
    score: float
    lost: dict[str, float]
    settings: dict[str, str]
    blocks: dict[str, str] = field(repr=False)

    def listed(self, key: str) -> list[str]:
        """Names in a header line that holds several."""
        return [name.strip() for name in self.settings.get(key, "").split(",") if name.strip()]


def names(homework: str) -> list[str]:
    """Names of the sample students, sorted."""
    return sorted(path.stem for path in (FOLDER / homework).glob("*.py"))


def load(homework: str, name: str) -> Sample:
    """Read one sample student's file, with what it takes from its base."""
    text = (FOLDER / homework / f"{name}.py").read_text(encoding="utf-8")
    head, *parts = _BLOCK.split(text)
    about, settings = _header(head)
    base = settings.get("base", "right-vectorised")
    blocks = {} if base in ("blank", name) else dict(load(homework, base).blocks)
    for unwritten in settings.get("unwritten", "").split(", "):
        blocks.pop(unwritten, None)
    for block, kind, source in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        blocks[block] = _uncomment(source) if kind else source.strip("\n")
    return Sample(name, about, float(settings["score"]), _lost(settings), settings, blocks)


def _header(head: str) -> tuple[str, dict[str, str]]:
    about, settings = [], {}
    for line in head.splitlines():
        match = _HEADER.match(line)
        if match and match[1] in _KEYS:
            settings[match[1]] = match[2]
        elif line.startswith("# "):
            about.append(line[2:])
    return " ".join(about), settings


def _lost(settings: dict[str, str]) -> dict[str, float]:
    pairs = (item.split() for item in settings.get("lost", "").split(",") if item.strip())
    return {pair[0]: float(pair[1]) for pair in pairs if pair[0] not in ("all", "nothing")}


def _uncomment(source: str) -> str:
    return "\n".join(
        line.removeprefix("#").removeprefix(" ") for line in source.strip().split("\n")
    )


def notebook_bytes(sample: Sample, release: dict) -> bytes:
    """The content of the file that the student hands in."""
    if sample.settings.get("file") == "empty":
        return b""
    notebook = json.loads(json.dumps(release))
    for cell in notebook["cells"]:
        if cell["id"] in sample.blocks:
            cell["source"] = sample.blocks[cell["id"]].splitlines(keepends=True)
    notebook["cells"] = _rearranged(notebook["cells"], sample)
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return text.encode(sample.settings.get("encoding", "utf-8"), "replace")


def _rearranged(cells: list[dict], sample: Sample) -> list[dict]:
    done: list[dict] = []
    for cell in cells:
        name = cell["id"]
        if name in sample.listed("delete"):
            continue
        if name in sample.listed("retype"):
            cell["cell_type"] = "markdown"
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
        if name in sample.listed("rename"):
            cell |= {"id": f"my-{name}", "metadata": {}}
        done.append(cell)
        if name in sample.listed("duplicate"):
            again = sample.blocks.get(f"{name} again", "".join(cell["source"]))
            done.append(cell | {"source": again.splitlines(keepends=True)})
    top = [cell for cell in done if cell["id"] in sample.listed("move-up")]
    return top + [cell for cell in done if cell["id"] not in sample.listed("move-up")]


def hand_in(homework: str, course: Path, only: list[str] | None = None) -> list[Path]:
    """Write the sample class into a course's folder ``submitted``; return the files.

    Parameters
    ----------
    homework : str
        Such as "hw1a".
    course : Path
        A course directory; its release is taken if it is there, else one is built.
    only : list of str, optional
        Some of the students.
    """
    release = _release(homework, Path(course))
    files = []
    for name in names(homework) if only is None else only:
        path = Path(course) / "submitted" / name / homework / f"{homework}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(notebook_bytes(load(homework, name), release))
        files.append(path)
    return files


def _release(homework: str, course: Path) -> dict:
    path = course / "release" / homework / f"{homework}.ipynb"
    if path.is_file():
        return json.loads(path.read_text(encoding="utf-8"))
    from autograder.build import load as load_assignment

    return load_assignment(homework).notebook(released=True)


if __name__ == "__main__":
    for made in hand_in(sys.argv[1], Path(sys.argv[2])):
        print(made)
