"""Keeps the source notebooks clean: no outputs, readable ids, the least metadata.

``python -m autograder.build.clean [--check] FILE_OR_FOLDER ...`` puts them right, or only says
what is wrong (exit code 1). It is safe to run on a notebook that is already clean.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from autograder.build import notebook as nb

_RANDOM_ID = re.compile(r"(?=.*\d)[0-9a-f]{8}(-[0-9a-f-]+)?|[0-9a-f-]{32,36}|\d+")
_WORDS = re.compile(r"[a-z0-9]+")
_KEPT_CELL_METADATA = ("tags", "slideshow")
_SOURCE_HIDDEN = {"source_hidden": True}
_MAX_WORDS = 4


def clean(notebook: Mapping[str, Any]) -> nb.NotebookDict:
    """Return the same notebook without anything that a person did not write.

    Outputs and execution counts go, as does all metadata but tags, slide types and hidden sources.
    Ids that Jupyter made up become words of the cell's own text; readable ones stay.
    """
    taken = {
        id
        for cell in notebook["cells"]
        if isinstance(id := cell.get("id"), str) and is_readable(id)
    }
    seen: set[str] = set()
    cells = []
    for cell in notebook["cells"]:
        id = cell.get("id")
        if not isinstance(id, str) or not is_readable(id) or id in seen:
            id = _unused(_slug(cell), taken | seen)
        seen.add(id)
        cells.append(_clean_cell(cell, id))
    return nb.make_notebook(cells)


def _clean_cell(cell: Mapping[str, Any], id: str) -> nb.Cell:
    kept = {key: cell["metadata"][key] for key in _KEPT_CELL_METADATA if cell["metadata"].get(key)}
    if _hides_its_source(cell):
        kept["jupyter"] = dict(_SOURCE_HIDDEN)
    cleaned = nb.make_cell(cell["cell_type"], id, nb.source_of(cell).rstrip(), kept)
    if cell.get("attachments"):
        cleaned["attachments"] = cell["attachments"]
    return cleaned


def _hides_its_source(cell: Mapping[str, Any]) -> bool:
    """Whether JupyterLab folds the code away, as of a question that has its answer in it."""
    state = cell.get("metadata", {}).get("jupyter")
    return isinstance(state, Mapping) and state.get("source_hidden") is True


def is_readable(id: str) -> bool:
    """Say whether an id is a slug that a person could have chosen."""
    return bool(nb.SLUG.fullmatch(id)) and not _RANDOM_ID.fullmatch(id)


def _slug(cell: Mapping[str, Any]) -> str:
    source = nb.source_of(cell)
    line = next((line for line in source.splitlines() if _WORDS.search(line.lower())), "")
    words = _WORDS.findall(line.lower())[:_MAX_WORDS]
    slug = "-".join(words)[:48].strip("-")
    return slug if slug and is_readable(slug) else f"{cell['cell_type']}-cell"


def _unused(slug: str, taken: set[str]) -> str:
    if slug not in taken:
        return slug
    number = next(n for n in range(2, len(taken) + 3) if f"{slug}-{n}" not in taken)
    return f"{slug}-{number}"


def problems(path: Path) -> list[str]:
    """Say what `clean` would change in the notebook at `path`; nothing when it is clean."""
    was = path.read_text(encoding="utf-8")
    notebook = nb.read(path)
    found = [problem for cell in notebook["cells"] for problem in _cell_problems(cell)]
    if not was.endswith("\n"):
        found.append("there is no newline at the end of the file")
    if not found and was != nb.dumps(clean(notebook)):
        found.append("it is not written as the project writes notebooks (ids, metadata, order)")
    return found


def _cell_problems(cell: Mapping[str, Any]) -> list[str]:
    id = cell.get("id")
    found = []
    if not isinstance(id, str) or not is_readable(id):
        found.append(f"the id {id!r} is not a readable slug")
    if cell.get("outputs"):
        found.append(f"the cell {id} has outputs")
    if cell.get("execution_count") is not None:
        found.append(f"the cell {id} has an execution count")
    kept = {*_KEPT_CELL_METADATA, *(["jupyter"] if _hides_its_source(cell) else [])}
    extra = sorted(set(cell.get("metadata", {})) - kept)
    if extra:
        found.append(f"the cell {id} has metadata that nobody needs: {', '.join(extra)}")
    return found


def clean_file(path: Path) -> bool:
    """Put the notebook at `path` right; return whether that changed it."""
    was = path.read_bytes()
    cleaned = nb.dumps(clean(nb.read(path))).encode()
    if was != cleaned:
        path.write_bytes(cleaned)
    return was != cleaned


def notebooks_below(paths: Iterable[Path]) -> list[Path]:
    """List every notebook among `paths` and in the folders among them, without checkpoints."""
    found = {
        each
        for path in paths
        for each in (path.rglob("*.ipynb") if path.is_dir() else [path])
        if ".ipynb_checkpoints" not in each.parts
    }
    return sorted(found)


def main(arguments: list[str]) -> int:
    """Run the command; see the module's text."""
    check = "--check" in arguments
    paths = notebooks_below(Path(each) for each in arguments if each != "--check")
    try:
        if not check:
            for path in filter(clean_file, paths):
                print(f"cleaned {path}")
            return 0
        found = [f"{path}: {problem}" for path in paths for problem in problems(path)]
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join([*found, "run `make format`"] if found else ["clean"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
