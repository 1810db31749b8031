"""`chalkgrad grade`: what is graded, what is said, and what a second run does."""

import csv

from nbgrader.api import Gradebook

from autograder.build.assignment import write
from tests.autograder import toy

GRADE = ("grade", "toy", "--isolation", "none")


def score(course, student):
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        return gradebook.find_submission("toy", student).score


def test_a_class_is_graded_into_the_gradebook_and_the_table(course, toy_engine, run):
    toy_engine.wrong = {"bob": ["double"]}
    code, said = run(*GRADE)
    assert code == 0
    assert score(course, "ada") == 6
    assert score(course, "bob") == 4
    assert "3/3  cleo  6 / 6" in said
    assert "bob 4 / 6 + 4 double: squares" in " ".join(said.split())
    assert "WITHOUT isolation" in said
    assert "3 wait for a person" in said


def test_an_incident_is_listed_and_gives_exit_code_one(course, toy_engine, run):
    toy_engine.incidents = {"cleo": ["Cell `x` ended its process."]}
    code, said = run(*GRADE)
    assert code == 1
    assert "! cleo: Cell `x` ended its process." in said


def test_what_did_not_change_is_not_graded_again_but_is_in_the_table(course, toy_engine, run):
    run(*GRADE)
    toy_engine.graded.clear()
    code, said = run(*GRADE)
    assert (code, toy_engine.graded) == (0, [])
    assert "0 to grade, 3 unchanged" in said
    assert "cleo" in said


def test_a_changed_submission_is_graded_again_and_force_grades_all(course, toy_engine, run):
    run(*GRADE)
    toy_engine.graded.clear()
    notebook = course / "submitted" / "bob" / "toy" / "toy.ipynb"
    notebook.write_text(notebook.read_text().replace("2 * x", "x + x"))
    run(*GRADE)
    assert toy_engine.graded == ["bob"]
    run(*GRADE, "--force")
    assert len(toy_engine.graded) == 4


def test_going_back_to_an_earlier_version_is_graded_again(course, toy_engine, run):
    notebook = course / "submitted" / "bob" / "toy" / "toy.ipynb"
    first = notebook.read_text()
    run(*GRADE)
    notebook.write_text(first.replace("2 * x", "x + x"))
    toy_engine.wrong = {"bob": ["double", "total"]}
    run(*GRADE)
    assert score(course, "bob") == 2
    notebook.write_text(first)
    toy_engine.wrong = {}
    run(*GRADE)
    assert score(course, "bob") == 6


def test_a_result_of_another_isolation_or_a_lost_notebook_is_graded_again(
    course, toy_engine, run, monkeypatch
):
    run(*GRADE)
    toy_engine.graded.clear()
    (course / "autograded" / "ada" / "toy" / "toy.ipynb").unlink()
    run(*GRADE)
    assert toy_engine.graded == ["ada"]
    monkeypatch.setattr("autograder.engine.choose", lambda asked: "namespaces")
    run("grade", "toy")
    assert len(toy_engine.graded) == 4


def test_an_interrupt_says_how_to_go_on_and_the_next_run_does_the_rest(course, toy_engine, run):
    toy_engine.interrupt_after = 2
    code, said = run(*GRADE)
    assert code == 130
    assert "The same command goes on" in said
    assert score(course, "bob") == 6
    toy_engine.interrupt_after = None
    toy_engine.graded.clear()
    code, said = run(*GRADE)
    assert (code, toy_engine.graded) == (0, ["cleo"])
    assert "ada" in said


def test_only_the_named_students_are_graded(course, toy_engine, run):
    run(*GRADE, "--student", "bob", "--student", "ada")
    assert toy_engine.graded == ["ada", "bob"]
    code, said = run(*GRADE, "--student", "bop")
    assert code == 2
    assert "Did you mean bob?" in said


def test_a_result_that_cannot_be_written_stops_no_other(course, toy_engine, run, monkeypatch):
    from autograder import nbgrader_bridge

    real = nbgrader_bridge.write_autograded

    def failing(course, assignment, result, cells):
        if result.student == "bob":
            raise OSError(28, "No space left on device")
        return real(course, assignment, result, cells)

    monkeypatch.setattr(nbgrader_bridge, "write_autograded", failing)
    code, said = run(*GRADE)
    assert code == 1
    assert "! bob: the result could not be written. OSError" in said
    assert score(course, "cleo") == 6
    monkeypatch.undo()


def test_a_folder_without_the_notebook_is_listed_with_what_was_found(course, toy_engine, run):
    notebook = course / "submitted" / "ada" / "toy" / "toy.ipynb"
    notebook.unlink()
    assert "! ada: The notebook could not be read: expected toy.ipynb, found no" in run(*GRADE)[1]
    for name in ("one.ipynb", "two.ipynb"):
        notebook.with_name(name).write_text("{}")
    assert "expected toy.ipynb, found one.ipynb, two.ipynb." in run(*GRADE, "--force")[1]


def test_the_mean_is_of_what_is_decided_and_the_report_says_the_same(course, toy_engine, run):
    def both_say(of):
        assert f"mean {of};" in run(*GRADE)[1]
        assert run("report", "toy")[0] == 0
        page = (course / "toy-report.html").read_text(encoding="utf-8")
        assert f"points on average, of {of.split(' of ')[1]}<" in page

    both_say("6.0 of 6 decided so far, 10 in all")
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        grades = gradebook.find_submission("toy", "ada").notebooks[0].grades
        for grade in grades:
            if grade.cell.name == "why":
                grade.manual_score, grade.needs_manual_grade = 3, False
        gradebook.db.commit()
    both_say("7.0 of 7 decided so far, 10 in all")


def test_a_notebook_under_another_name_is_taken_with_a_remark(course, toy_engine, run):
    notebook = course / "submitted" / "ada" / "toy" / "toy.ipynb"
    notebook.rename(notebook.with_name("toy (1).ipynb"))
    code, said = run(*GRADE)
    assert code == 1
    assert "! ada: The notebook is named toy (1).ipynb, expected toy.ipynb." in said


def test_without_submissions_it_says_where_they_belong(course, toy_engine, run):
    import shutil

    shutil.rmtree(course / "submitted")
    code, said = run(*GRADE)
    assert code == 2
    assert "Nobody has handed in toy. Collect what they did: `chalkgrad collect toy" in said


def test_before_the_release_it_names_the_command(course, toy_engine, run):
    (course / "gradebook.db").unlink()
    code, said = run(*GRADE)
    assert code == 2
    assert "chalkgrad release toy" in said


def test_where_no_sandbox_works_nothing_is_graded(course, toy_engine, run, monkeypatch):
    monkeypatch.setattr("autograder.engine.isolation.problem", lambda tier: "bubblewrap is missing")
    code, said = run("grade", "toy")
    assert (code, toy_engine.graded) == (2, [])
    assert "bubblewrap is missing" in said
    assert "--isolation none" in said


def test_it_works_from_a_folder_of_the_course_and_by_its_option(
    course, toy_engine, run, monkeypatch, tmp_path
):
    monkeypatch.chdir(course / "submitted")
    assert run(*GRADE)[0] == 0
    monkeypatch.chdir(tmp_path)
    assert run(*GRADE, "--course", course)[0] == 0
    code, said = run(*GRADE)
    assert code == 2
    assert "--course DIR" in said


def test_manual_points_given_between_two_runs_count_in_the_export(course, toy_engine, run):
    run(*GRADE)
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        why = gradebook.find_grade("why", "toy", "toy", "ada")
        why.manual_score, why.needs_manual_grade = 2.5, False
        gradebook.db.commit()
    run(*GRADE, "--force")
    code, said = run("export", "toy", "--to", course / "grades.csv")
    assert code == 0
    assert "3 students" in said
    text = (course / "grades.csv").read_text(encoding="utf-8-sig")
    ada = next(csv.DictReader(text.splitlines()))
    assert (ada["student"], ada["points"], ada["why"]) == ("ada", "8.5", "2.5")


def test_folders_with_hostile_names_stop_nobody(course, toy_engine, run):
    """Somebody unpacked an archive into `submitted` by hand."""
    names = [
        "-rf",
        "[a-z]*",
        "con",
        "ada\nbob",
        "ada\u202efdp",
        "Ada",
        "x" * 240,
        "$(id)",
        "\udcff",
    ]
    for name in names:
        write(toy.assignment(), course / "submitted" / name / "toy")
    code, said = run(*GRADE)
    assert code in (0, 1)
    assert score(course, "ada") == score(course, "-rf") == score(course, "x" * 240) == 6
    assert "\u202e" not in said
    assert "ada\nbob" not in said
    for name in names:
        shown = name.encode("unicode_escape").decode() if not name.isprintable() else name
        assert shown[:40] in said, f"{name!r} has no row and no word"
