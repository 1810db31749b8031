"""The commands that README.md shows work as written, in its order."""

import csv
import os
import re
import subprocess
import sys
import zipfile
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
def test_an_instructor_follows_the_readme_through_the_whole_evening(shell, tmp_path):
    doctor, new_course, enter, release = console_blocks("course")
    assert "held" in shell(doctor, tmp_path)
    shell(new_course, tmp_path)
    course = tmp_path / new_course.split()[-1]
    shell(f"{enter} && {release}", tmp_path)
    moodle(course)
    evening = console_blocks("instructor")
    assert len(evening) == 6
    for command in evening[:3]:
        shell(command, course)
    give_the_points_that_wait(course)
    for command in evening[3:]:
        shell(command, course)
    (row,) = csv.DictReader((course / "marks.csv").read_text(encoding="utf-8-sig").splitlines())
    assert (row["Full name"], float(row["Grade"])) == ("Ada Lovelace", 50.0)
    with zipfile.ZipFile(course / "hw1a-feedback.zip") as packed:
        assert packed.namelist() == ["Ada Lovelace_4711_assignsubmission_file_/hw1a.html"]
    assert "the reference solution" in (course / "hw1a-report.html").read_text(encoding="utf-8")


def moodle(course):
    """Lay down what Moodle gives: the archive of all submissions, and its grading worksheet."""
    from autograder.build import load
    from tests.submissions import make

    sample = make.load("hw1a", "right-vectorised")
    content = make.notebook_bytes(sample, load("hw1a").notebook(released=True))
    with zipfile.ZipFile(course / "submissions.zip", "w") as archive:
        archive.writestr("Ada Lovelace_4711_assignsubmission_file_/hw1a.ipynb", content)
    (course / "worksheet.csv").write_text(
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
        "Last modified (submission),Last modified (grade),Feedback comments\n"
        'Participant 4711,Ada Lovelace,ada@example.org,Submitted for grading,,"50.00",Yes,'
        '"Monday, 2 November 2026, 10:00 PM",-,\n',
        encoding="utf-8",
    )


def give_the_points_that_wait(course):
    """Do what a person does in formgrader: full points for each answer that waits."""
    from autograder.nbgrader_bridge import open_course

    with open_course(course).gradebook() as book:
        for submission in book.assignment_submissions("hw1a"):
            for grade in submission.notebooks[0].grades:
                if grade.needs_manual_grade:
                    grade.manual_score, grade.needs_manual_grade = grade.max_score, False
        book.db.commit()


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


def test_as_many_attacks_are_in_the_tests_as_the_readme_says():
    (said,) = re.findall(r"(\d+) attacks", README)
    assert int(said) == len(list((ROOT / "tests" / "attacks" / "corpus").glob("*.py")))


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
        and f"{oldest}.0" not in SpecifierSet(package.metadata.get("Requires-Python") or "")
    ]
    assert refused == []
