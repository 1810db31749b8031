"""ARCHITECTURE.md is true: who imports whom, and how large a file and a function are."""

import ast
import functools
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("course", "autograder", "nbextensions")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MAX_FILE_LINES = 350
MAX_FUNCTION_LINES = 60


def zone(path):
    """The name that ARCHITECTURE.md's table gives to the place where `path` lies."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    for length in range(len(parts), 0, -1):
        if ".".join(parts[:length]) in allowed_imports():
            return ".".join(parts[:length])
    raise AssertionError(f"{path} has no line in ARCHITECTURE.md's table of imports")


@functools.lru_cache(maxsize=1)
def allowed_imports():
    """Read the table of imports in ARCHITECTURE.md: place -> the packages it may import."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = re.search(r"<!-- imports -->\n(.*?)<!-- /imports -->", text, re.DOTALL)[1]
    rows = re.findall(r"^\| `([\w.]+)` \| (.*?) \|", table, re.MULTILINE)
    return {place: set(re.findall(r"`([\w.]+)`", imports)) for place, imports in rows}


def imported_modules(path):
    """Absolute names of the modules that a file imports, anywhere in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            yield ".".join((*base, *(node.module or "").split(".")))
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            if node.module in PACKAGES:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_allowed(module, home, allowed):
    """Standard library, the same place, or a package that the table names."""
    if module.split(".")[0] in sys.stdlib_module_names:
        return True
    prefixes = {module[: match.start()] for match in re.finditer(r"\.|$", module)}
    return bool(prefixes & (allowed | {home}))


def test_each_file_imports_only_what_the_architecture_allows():
    table = allowed_imports()
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in SOURCES
        for module in imported_modules(path)
        if module not in PACKAGES and not is_allowed(module, zone(path), table[zone(path)])
    ]
    assert not wrong, "\n".join(wrong)


def test_the_table_allows_nothing_that_nobody_imports():
    imported = {place: set() for place in allowed_imports()}
    for path in SOURCES:
        imported[zone(path)].update(imported_modules(path))
    unused = [
        f"{place} may import {package} and does not"
        for place, packages in allowed_imports().items()
        for package in packages
        if imported[place] and not any(f"{m}.".startswith(f"{package}.") for m in imported[place])
    ]
    assert not unused, "\n".join(unused)


def test_every_place_in_the_table_exists():
    for place in allowed_imports():
        path = ROOT / place.replace(".", "/")
        assert path.is_dir() or path.with_suffix(".py").is_file(), place


def test_a_file_that_a_comment_of_the_javascript_names_exists():
    source = ROOT / "nbextensions" / "javascript" / "src"
    named = re.compile(r"(?:\w+/)*\w+\.(?:js|py)\b")
    gone = [
        f"{path.relative_to(source)}: {name}"
        for path in sorted(source.rglob("*.js"))
        for comment in re.findall(r"//[^\n]*|/\*.*?\*/", path.read_text("utf-8"), re.DOTALL)
        for name in named.findall(re.sub(r"import\([^)]*\)", "", comment))
        if not any((start / name).is_file() for start in (source, path.parent, ROOT))
    ]
    assert not gone, "\n".join(gone)


def test_every_top_level_place_of_the_packages_is_described():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    missing = [
        f"{package}/{path.name}"
        for package in PACKAGES
        for path in (ROOT / package).iterdir()
        if path.name not in ("__pycache__", "__init__.py", "__main__.py")
        and path.name.removesuffix(".py") not in text
    ]
    assert not missing, f"ARCHITECTURE.md does not say what these are for: {missing}"


def loaded_by(code):
    """Names of the packages, Python's own aside, that are loaded after running `code`."""
    tell = "\nimport sys; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", code + tell], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.splitlines()[-1].split()) - sys.stdlib_module_names


def test_a_student_s_check_needs_numpy_alone():
    check = (
        "from autograder.homework import hw1a\n"
        "assert hw1a.check('majority_baseline', lambda y: max(y.mean(), 1 - y.mean())) == 0.5"
    )
    assert loaded_by(check) - loaded_by("import numpy.random") == {"autograder", "course"}


def test_the_map_of_the_exercise_machinery_names_each_file_once():
    folder = ROOT / "autograder" / "exercise"
    docstring = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    named = re.findall(r"(?<!`)`(\w+)`(?!`)", docstring)
    assert sorted(named) == sorted(path.stem for path in folder.glob("[!_]*.py"))


def test_a_forbidden_import_is_seen():
    table = allowed_imports()
    assert not is_allowed("nbgrader.api", "autograder.engine", table["autograder.engine"])
    assert not is_allowed("autograder", "course", table["course"])
    assert not is_allowed("course.losses", "autograder.exercise", table["autograder.exercise"])
    assert is_allowed("numpy.linalg", "course", table["course"])


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_one_idea_and_its_functions_fit_a_screen(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_FILE_LINES, "find the seam"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = (ast.get_docstring(node) or "").count("\n")
            lines = node.end_lineno - node.lineno + 1 - docstring
            assert lines <= MAX_FUNCTION_LINES, f"{node.name} has {lines} lines"
