"""The commands that README.md shows work as written, in its order."""

import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def console_blocks(mark):
    """The commands (lines that start with `$ `) of the block that follows `<!-- run: mark -->`."""
    block = re.search(rf"<!-- run: {mark} -->\s*```console\n(.*?)```", README, re.DOTALL)[1]
    return [line[2:].split("  #")[0].strip() for line in block.splitlines() if line[:2] == "$ "]


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    """Run a command line where `chalkgrad` is on the PATH, as in an activated environment."""
    home = tmp_path_factory.mktemp("home")
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
    }

    def run(command, cwd, code=0):
        done = subprocess.run(
            command, shell=True, cwd=cwd, env=environment, capture_output=True, text=True
        )
        assert done.returncode == code, f"$ {command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    return run


@pytest.mark.sandbox
@pytest.mark.slow
def test_an_instructor_follows_the_readme_from_a_new_course_to_a_csv(shell, tmp_path):
    from tests.submissions import make

    commands = console_blocks("instructor")
    shell(commands[0], tmp_path)
    course = tmp_path / commands[0].split()[-1]
    shell(commands[1], course)
    make.hand_in("hw1a", course, only=["right-vectorised"])
    for command in commands[2:]:
        shell(command, course)
    assert (course / "feedback/right-vectorised/hw1a/hw1a.html").is_file()
    assert "right-vectorised" in (course / "grades.csv").read_text(encoding="utf-8")


def test_a_student_checks_a_whole_notebook_as_the_readme_says(shell, tmp_path):
    from autograder.build import build

    build("hw1a", tmp_path)
    (command,) = console_blocks("student")
    assert "43" in shell(command, tmp_path)


@pytest.mark.kernel
@pytest.mark.slow
def test_a_lecture_becomes_a_page_as_the_readme_says(shell, tmp_path):
    import shutil

    (command,) = console_blocks("lecturer")
    shutil.copy(ROOT / "notebooks/lectures" / command.split()[-1], tmp_path)
    shell(command, tmp_path)
    page = (tmp_path / command.split()[-1]).with_suffix(".html").read_text(encoding="utf-8")
    assert page.count("data-chalkgrad-model=") >= 5


def test_the_lecturers_example_prints_what_the_readme_shows(capsys):
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    shown = re.search(r"```text\n(.*?)```", README, re.DOTALL)[1]
    exec(code, {})
    assert capsys.readouterr().out == shown


def test_every_make_target_in_the_readme_exists(shell):
    targets = set(re.findall(r"make (\w+)", README))
    assert {"demo", "test", "lab"} <= targets
    for target in targets:
        shell(f"make -n {target}", ROOT)


def test_make_help_names_every_target_that_a_user_calls(shell):
    rules = set(re.findall(r"^(\w+):.*?## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert rules >= {"demo", "test", "lab", "format", "bench"}
    shown = shell("make help", ROOT)
    assert {rule for rule in rules - {"help"} if f"make {rule}" not in shown} == set()


def test_every_link_of_the_short_docs_leads_somewhere():
    for page in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!http)([^)#]+)", text) + re.findall(
            r'src="([^"]+)"', text
        ):
            assert (ROOT / target).exists(), f"{page} points at {target}"


def test_every_pinned_package_runs_on_the_oldest_python_that_the_readme_names():
    from packaging.specifiers import SpecifierSet

    oldest = re.search(r"Python (3\.\d+) or newer", README)[1]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.split("==")[0] for line in lines if "==" in line}
    refused = [
        f"{package.name} {package.version}"
        for package in metadata.distributions()
        if package.name in pinned
        and f"{oldest}.0" not in SpecifierSet(package.metadata["Requires-Python"] or "")
    ]
    assert refused == []
