"""`chalkgrad export --format canvas|moodle`: what is written, and what is said."""

import pytest

from autograder.collect import origin

GRADE = ("grade", "toy", "--isolation", "none")
ROSTER = """Student,ID,SIS User ID,SIS Login ID,Section,toy (9)
    Points Possible,,,,,10
Ada,1,ada,x1,A,
Bob,2,B,x2,A,
"""


@pytest.fixture
def graded(course, toy_engine, run):
    (course / "canvas.csv").write_text(ROSTER)
    run(*GRADE)
    return course


def test_what_does_not_match_is_listed_and_gives_exit_code_one(graded, run):
    code, said = run(
        "export", "toy", "--format", "canvas", "--roster", "canvas.csv", "--to", "up.csv"
    )
    assert code == 1
    lines = " ".join(said.split())
    assert "! Graded, but not in canvas.csv, so not in the form: bob, cleo." in lines
    assert "nothing of theirs is graded here; their grade stays as it is there: Bob." in lines
    assert "not final, a person has still to grade answers (formgrader): ada, bob, cleo." in lines
    assert "1 grade: up.csv" in said
    assert "Ada,1,ada,x1,A,6" in (graded / "up.csv").read_text().splitlines()


def test_the_collectors_record_tells_who_is_who(graded, run):
    entries = {"bob": origin.Origin("canvas", lms_user="2")}
    origin.save(graded / ".chalkgrad", "toy", origin.Collected(entries))
    said = run("export", "toy", "--format", "canvas", "--roster", "canvas.csv")[1]
    assert "Bob,2,B,x2,A,6" in said.splitlines()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--format", "moodle"), "--format moodle needs --roster FILE: Moodle's grading worksheet"),
        (("--roster", "canvas.csv"), "--roster goes with --format canvas or --format moodle."),
        (("--format", "moodle", "--roster", "canvas.csv"), "is no grading worksheet of Moodle's"),
        (("--format", "canvas", "--roster", "gone.csv"), "gone.csv: No such file"),
    ],
)
def test_mistakes_are_answered_with_a_sentence(graded, run, options, said):
    code, answer = run("export", "toy", *options)
    assert code == 2
    assert said in answer
