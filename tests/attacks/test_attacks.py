"""Nothing gained, nobody else harmed: the six criteria, for every attack of the corpus.

One class is graded once, by the real command (`evidence.gather`); each test looks at what it left
behind.
"""

import csv
import functools
import io
import json
import re

import pytest

from autograder.build import load as load_assignment
from autograder.engine import load_or_create
from tests.attacks import corpus, pages
from tests.attacks.evidence import HONEST, WRITTEN

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]

ATTACKS = [corpus.load(name) for name in corpus.names()]
FAIR = [corpus.load(name, "fair") for name in corpus.names("fair")]
COMMAND = [attack for attack in ATTACKS if not attack.short]
NAMES = [attack.name for attack in ATTACKS]
each_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
each_in_the_course = pytest.mark.parametrize("attack", COMMAND, ids=lambda attack: attack.name)
each_honest = pytest.mark.parametrize("student", HONEST)
WITH_PAGES = [*((a.student, a.name) for a in COMMAND), *((name, name) for name in HONEST)]
each_page = pytest.mark.parametrize("student", [pytest.param(s, id=n) for s, n in WITH_PAGES])


def points_of(evidence, attack):
    """What an attack earned, by exercise."""
    if attack.short:
        return evidence.short[attack.student]
    return evidence.scores[csv_name(attack.student)]


def rows_of(evidence):
    """The exported table's lines, by student as it writes them."""
    return {row["student"]: row for row in csv.DictReader(io.StringIO(evidence.csv))}


def csv_name(student):
    from autograder.report.csv_export import safe_text

    return safe_text(student)


# (i) no more points than the same notebook without the trick


def gains(evidence, attack):
    """Exercises in which the attack earned more than the same notebook without it."""
    got, honest = points_of(evidence, attack), evidence.alone[attack.baseline]
    return {name: (honest[name], got[name]) for name in got if got[name] > honest[name]}


@each_attack
def test_no_points_are_gained(evidence, attack):
    assert gains(evidence, attack) == {}


@pytest.mark.parametrize("attack", [a for a in COMMAND if a.late], ids=lambda attack: attack.name)
def test_a_time_of_the_student_s_own_saves_nothing_of_what_lateness_costs(evidence, attack):
    got = points_of(evidence, attack)
    earned = sum(points for exercise, points in got.items() if exercise != "points")
    assert earned > 0, "there is nothing to gain"
    assert rows_of(evidence)[csv_name(attack.student)]["late_penalty"] == f"{earned}"
    assert got["points"] == 0


def test_a_forged_time_is_said(evidence):
    said = "! c10-forged-time: timestamp.txt says 2020-01-01 00:00 UTC, but 2026-05-01 15:00 UTC"
    assert any(line.startswith(said) for line in evidence.said.splitlines()), evidence.said


@pytest.mark.parametrize("attack", [a for a in COMMAND if a.earlier], ids=lambda a: a.name)
def test_an_earlier_better_score_does_not_stay(evidence, attack):
    without = evidence.alone[attack.baseline]["points"]
    assert evidence.earlier[attack.student] > without, "there is nothing to gain"
    assert points_of(evidence, attack)["points"] <= without


# (ii) every other student's score is unchanged


def test_nobody_but_who_was_late_loses_points_for_it(evidence):
    charged = {name for name, row in rows_of(evidence).items() if float(row["late_penalty"])}
    assert charged == {attack.student for attack in COMMAND if attack.late}


@each_honest
def test_no_honest_student_loses_or_gains(evidence, student):
    assert evidence.scores[student] == evidence.alone[student]
    assert evidence.short[student] == evidence.alone[student]


@each_honest
def test_an_honest_student_s_page_names_no_incident(evidence, student):
    assert evidence.results[student]["incidents"] == []


@pytest.mark.parametrize("student", FAIR, ids=lambda student: student.name)
def test_an_honest_oddity_costs_nothing(evidence, student):
    assert points_of(evidence, student) == evidence.alone[student.baseline]
    assert evidence.alone[student.baseline]["points"] >= 8


# (iii) the run finishes, and says what happened


def test_the_run_finishes_and_everybody_has_a_score(evidence):
    assert evidence.code == 1, evidence.said
    assert "Traceback" not in evidence.said
    everybody = [*ATTACKS, *FAIR]
    assert set(evidence.results) == {a.student for a in everybody if not a.short} | set(HONEST)
    assert set(evidence.short) == {a.student for a in everybody if a.short} | set(HONEST)


@each_attack
def test_an_incident_is_reported(evidence, attack):
    if not attack.reports:
        return
    if attack.short:
        said = " | ".join(evidence.short_results[attack.student]["incidents"])
        assert re.search(attack.reports, said), said
        return
    assert re.search(attack.reports, rows_of(evidence)[csv_name(attack.student)]["incidents"])
    lines = [line for line in evidence.said.splitlines() if line.startswith("! ")]
    assert any(re.search(attack.reports, line) and attack.student in line for line in lines)


# (iv) nothing outside the scratch folder has changed


def test_nothing_outside_has_changed(evidence):
    assert evidence.changed == []


def test_the_course_holds_nothing_that_grading_does_not_write(evidence):
    ours = {"nbgrader_config.py", "source", "submitted", "release", *WRITTEN}
    assert {path.name for path in evidence.course.iterdir()} <= ours
    for student in evidence.results:
        names = {path.name for path in evidence.page(student).parent.iterdir()}
        assert names == {"hw1a.html"}


SUCCESS = re.compile(r"FOUND|REACHED|WROTE|GOT|FROM BEFORE")
"""What attackers print when they have seen or reached what they should not."""


@each_in_the_course
def test_nothing_was_found_reached_or_written_by_the_attackers_own_word(evidence, attack):
    for cell in evidence.autograded(attack.student)["cells"]:
        for output in cell.get("outputs", []):
            assert not SUCCESS.search("".join(output.get("text", []))), output["text"]


# (v) no process is left


def test_no_process_is_left(evidence):
    assert evidence.left == []


# (vi) nothing live and nothing hidden in any page


@functools.cache
def hidden_of(course, student):
    homework = load_assignment(corpus.HOMEWORK).homework
    return frozenset(pages.hidden_numbers(homework, load_or_create(course), student))


@each_page
def test_no_page_has_a_live_part(evidence, student):
    assert pages.live_parts(evidence.page(student).read_text("utf-8")) == []


@each_page
def test_the_notebook_for_graders_has_no_live_part(evidence, student):
    from nbconvert.filters import markdown2html

    for cell in evidence.autograded(student)["cells"]:
        for output in cell.get("outputs", []):
            assert output["output_type"] in ("stream", "error", "execute_result", "display_data")
            assert set(output.get("data", {})) <= {"text/plain", "image/png"}
        assert "attachments" not in cell
        assert cell["cell_type"] in ("code", "markdown")
        ours = cell["metadata"].get("chalkgrad", {}).get("kind") in ("prose", "task")
        if cell["cell_type"] == "markdown" and not ours:
            text = "".join(cell["source"])
            assert not re.search(r"\\(href|url|require|cssId|class|style|data)\b", text)
            assert pages.live_parts(markdown2html(text), links=True) == []


@each_page
def test_no_page_shows_a_hidden_number(evidence, student):
    hidden = hidden_of(evidence.course, student)
    assert len(hidden) > 100
    assert pages.leaked(evidence.page(student).read_text("utf-8"), hidden) == set()
    assert pages.leaked(json.dumps(evidence.autograded(student)), hidden) == set()


@each_page
def test_hidden_checks_say_no_number_at_all(evidence, student):
    for exercise in evidence.results[student]["exercises"]:
        for check in exercise["checks"]:
            if check["hidden"] and exercise["kind"] == "function":
                assert check["rows"] == []
                said = check["message"].replace(exercise["name"], "")
                assert not re.search(r"\d", said), said


def test_the_table_holds_no_formula_and_no_hidden_number(evidence):
    for row in csv.reader(io.StringIO(evidence.csv)):
        for field in row:
            assert not field.startswith(("=", "+", "@", "\t", "\r")), field
            assert not re.match(r"-(?![\d.]+$)", field), field
            assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", field), field
    every = frozenset().union(*(hidden_of(evidence.course, s) for s in evidence.results))
    assert pages.leaked(evidence.csv, every) == set()
    assert pages.leaked(evidence.said, every) == set()


def test_the_terminal_gets_no_control_characters(evidence):
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", evidence.said)


# the figures


def test_the_figures(evidence, capsys):
    gained = [attack.name for attack in ATTACKS if gains(evidence, attack)]
    harmed = [
        student
        for student in HONEST
        if not (evidence.scores[student] == evidence.short[student] == evidence.alone[student])
    ]
    seconds = ", ".join(f"{name} {each:.0f} s" for name, each in evidence.seconds.items())
    with capsys.disabled():
        print(f"\nattacks that gained / tried:  {len(gained)} / {len(ATTACKS)}")
        print(f"victims harmed / possible:    {len(harmed)} / {len(HONEST)}")
        print(f"changed outside the scratch:  {len(evidence.changed)}")
        print(f"processes left:               {len(evidence.left)}   ({seconds})")
    assert (gained, harmed) == ([], [])


def test_every_section_of_the_study_has_its_attacks():
    by_section = {name[0] for name in NAMES}
    assert by_section == set("abcdefg")
    assert len(NAMES) >= 100
