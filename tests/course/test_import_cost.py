"""What an import brings along: ``import course`` next to nothing, its mathematics numpy alone."""

import subprocess
import sys
from pathlib import Path

import pytest

import course

HEAVY = {
    "asyncio", "dataclasses", "importlib.resources", "json", "matplotlib", "pathlib", "random",
    "sklearn", "scipy", "unittest", "urllib",
}  # fmt: skip
MATHEMATICS = [
    "activations", "dropout", "early_stopping", "gradient_check", "history", "initializers",
    "layers", "losses", "mlp", "optimizers", "output_layers", "penalties", "training",
]  # fmt: skip


def newly_imported(statement):
    """Modules that a statement adds to those that numpy has already brought."""
    code = (
        "import __future__, numpy, sys; before = set(sys.modules); "
        f"{statement}; print(*(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_course_imports_course_and_nothing_else():
    assert newly_imported("import course") == {"course"}


def test_the_mathematics_needs_numpy_and_itself():
    new = newly_imported("from course import " + ", ".join(MATHEMATICS))
    assert not new & HEAVY
    assert not {name for name in new if name.split(".")[0] not in {"course", "numpy"}} - {
        "__future__"
    }


def test_a_submodule_is_loaded_when_it_is_first_used():
    new = newly_imported("import course; course.activations.sigmoid(0.5)")
    assert "course.activations" in new
    assert "course.training" not in new


def test_every_public_name_is_a_submodule_that_can_be_listed():
    assert set(course.__all__) <= set(dir(course))
    for name in MATHEMATICS:
        assert getattr(course, name).__name__ == f"course.{name}"


def test_every_file_of_the_package_is_such_a_name():
    files = {path.stem for path in Path(course.__file__).parent.glob("[!_]*.py")}
    folders = {path.parent.name for path in Path(course.__file__).parent.glob("*/__init__.py")}
    assert files | folders == set(course.__all__)


def test_an_unknown_submodule_is_answered_with_the_known():
    with pytest.raises(AttributeError, match=r"has no attribute 'sigmoid'; it has activations, "):
        course.sigmoid  # noqa: B018
