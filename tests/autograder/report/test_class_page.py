"""The class report: what it finds, that every number is right, and that nothing in it can run."""

import re
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser

import pytest

from autograder.report import standing
from autograder.report.class_findings import kind_of
from autograder.report.class_page import class_page
from autograder.report.class_report import ClassInfo, class_report, key_findings
from autograder.results import Diagnosis
from autograder.similarity import Cell, Similarity, Work, find_similar
from tests.autograder import toy
from tests.autograder.report.test_class_statistics import a_class

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e\x1b[31m"
INFO = ClassInfo(
    "toy",
    toy.homework.title,
    "toys-2026",
    datetime(2026, 11, 5, 9, 30),
    {part.name: part.title for part in toy.homework.parts},
)


class Elements(HTMLParser):
    """Collects every element of a page with its attributes."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


class Given:
    """What a gradebook has on one cell."""

    manual = extra = None
    comment = ""

    def __init__(self, auto=None, waiting=False):
        self.auto, self.waiting = auto, waiting


def text(html):
    body = re.sub(r"<[^>]*>", " ", html.split("</style>")[1])
    return re.sub(r"\s+", " ", body.replace("&#34;", '"').replace("&#39;", "'"))


def classmates(wrong, **more):
    """A standing for each student in `wrong`, a mapping of names to their wrong exercises."""
    return [standing(toy.result(name, names, **more)) for name, names in wrong.items()]


def page(standings, similarity=None, **info):
    return class_page(class_report(standings, replace(INFO, **info), similarity))


FOUR = {"ada": (), "bob": ("double",), "cleo": ("double", "total"), "dan": ()}


def section(html, title):
    return text(re.split(rf'<h2 class="section">{title}', html)[1].split("<h2")[0].join(
        ["</style>", ""]))  # fmt: skip


def test_the_head_says_what_whose_when_how_many_and_how_isolated():
    shown = text(page(classmates(FOUR)))
    assert "toys-2026 · Class report A toy homework 4 submissions" in shown
    assert "5 November 2026, 09:30 · isolation: none" in shown
    # 6 of the 10 points are decided: 6, 4, 2 and 6 of them
    assert "4.5 / 6 points on average, of 6 decided so far, 10 in all" in shown


def test_the_figures_are_those_of_the_class():
    shown = section(page(classmates(FOUR)), "Scores")
    for fact in (
        "Mean 4.5",
        "Median 5",
        "Middle half 3.5 – 6",
        "Lowest, highest 2 – 6",
        "Standard deviation 1.91",
        "Wait for a person 4",
        "Late 0",
    ):
        assert fact in shown


def test_the_distribution_has_a_title_words_and_a_table():
    html = page(classmates(FOUR))
    assert '<title id="chart-title">Distribution of the scores</title>' in html
    assert re.search(r'aria-labelledby="chart-title chart-words"', html)
    shown = section(html, "Scores")
    rows = re.findall(r"([\d.]+) to (?:less than )?([\d.]+) (\d+)", shown.split("submissions")[1])
    assert sum(int(n) for *_, n in rows) == 4
    described = re.search(r'<desc id="chart-words">(.*?)</desc>', html)[1]
    assert re.findall(r"points: (\d+)", described) == [n for *_, n in rows]


def test_the_named_mistake_stands_with_its_share_its_exercise_and_who_made_it():
    shown = section(page(classmates(FOUR)), "Mistakes by name")
    assert (
        "50 % It squares: 2x and x² agree only at 0 and 2. Twice as much 2 of 4 bob cleo" in shown
    )
    assert shown.index("50 %") < shown.index("25 % The doubling is lost")


def test_an_exercise_shows_how_many_passed_and_the_hardest_is_marked():
    html = page(classmates(FOUR))
    assert "Twice as much hardest" in section(html, "Exercises")
    assert 'aria-label="2 with all points, 0 with some, 2 with none, 0 waiting"' in html
    assert 'aria-label="0 with all points, 0 with some, 0 with none, 4 waiting"' in html
    assert "Twice as much hardest 50 % 50 %" in section(html, "Exercises")


def test_a_small_class_is_warned_and_a_large_one_is_not():
    warning = "mostly chance"
    assert warning in page(a_class([[1.0], [2.0]] * 9))
    assert warning not in page(a_class([[1.0], [2.0]] * 10))


@pytest.mark.parametrize(
    "points",
    [[[5.0, 3.0]], [[5.0, 3.0]] * 25, [[0.0, 0.0]] * 25, [[10.0, 10.0]] * 25],
    ids=["one submission", "all equal", "all zero", "all full"],
)
def test_where_nothing_varies_a_dash_stands(points):
    html = page(a_class(points))
    cells = re.findall(r"<td>([^<]*)</td>", html.split('<table class="exercises">')[1])[:8]
    assert cells.count("–") == 4
    assert "nan" not in text(html).lower().split()


def test_nobody_attempted_anything():
    names = frozenset(toy.homework.exercises)
    nothing = dict.fromkeys(("ada", "bob"), ("double", "total", "squares_table"))
    standings = classmates(nothing)
    html = page(standings, blank={each.student: names for each in standings})
    assert "2 blank" in section(html, "Exercises")
    assert "0 / 6 points on average" in text(html)
    assert "Failed most often" not in html


def test_checks_are_counted_among_those_who_tried():
    wrong = FOUR | {"eve": ("double", "total")}
    blank = {"eve": frozenset({"double", "total"})}
    shown = section(page(classmates(wrong), blank=blank), "Checks")
    assert "50 % doubles three numbers Twice as much 2 of 4" in shown
    assert "25 % sums two doubles The sum of doubles 1 of 4" in shown
    assert "Nobody failed 2 checks" in shown
    everybody = classmates({"ada": ("total",), "bob": ("total",)})
    shown = section(page(everybody), "Checks")
    assert "Everybody failed" in shown
    assert "grows with its input hidden The sum of doubles 2 tries" in shown


def test_incidents_are_gathered_by_kind_with_names_and_are_not_punished():
    standings = [
        standing(toy.result("ada", incidents=("Cell `a`: did not end within 5 s.",))),
        standing(toy.result("bob", incidents=("Cell `b`: did not end within 20 s.",))),
        standing(toy.result("cleo", incidents=("The notebook could not be read: it is empty.",))),
    ]
    shown = section(page(standings), "Incidents")
    assert "2 Did not end within … s. ada Cell a : did not end within 5 s. bob" in shown
    assert "Reported, not punished" in shown


@pytest.mark.parametrize(
    ("incident", "kind"),
    [
        ("Cell `few-rows`: ended its process.", "Ended its process."),
        ("`relu`: ended its process by signal 6.", "Ended its process by signal …"),
        ("Missing from the notebook: `a`, `b`, `c`.", "Missing from the notebook: …"),
        ("The notebook: did not end within 300.5 s.", "Did not end within … s."),
        ("Cell `s` occurs 2 times; all copies ran.", "Cell … occurs … times; all copies ran."),
        ("x" * 500, "X" + "x" * 159 + "…"),
        ("", ""),
    ],
)
def test_incidents_of_one_kind_say_the_same(incident, kind):
    assert kind_of(incident) == kind


def test_no_isolation_is_shouted_and_isolation_is_not():
    standings = classmates(FOUR)
    assert "4 submissions ran without isolation" in text(page(standings))
    safe = [
        replace(each, result=replace(each.result, isolation="namespaces")) for each in standings
    ]
    assert "without isolation" not in page(safe)
    one = [*safe[1:], standings[0]]
    assert "1 submission ran without isolation" in text(page(one))
    assert "isolation: namespaces (3), none (1)" in text(page(one))


def test_a_broken_check_is_shouted_and_is_nobodys_failure():
    double = toy.exercise_result(toy.homework.exercises["double"], visible=False)
    broken = replace(double.checks[0], fault="ZeroDivisionError")
    result = replace(toy.result(), exercises=(replace(double, checks=(broken,)),))
    html = page([standing(result)])
    assert "1 check broke down" in text(html)
    assert "Failed most often" not in html
    assert "To look at: 1 submission graded without isolation" in text(html)
    assert "1 check broken: mend and grade again" in text(html)


def test_late_ones_are_named_with_what_it_cost():
    late = standing(toy.result("ada"), None, "Ada", "Lovelace", 1.5, 7200.0)
    shown = section(page([late, *classmates({"bob": ()})]), "Scores")
    assert "Late 1" in shown
    assert "Ada Lovelace (ada) late by 2 h, −1.5" in shown


def test_resubmissions_are_named_with_both_scores():
    again = standing(toy.result("ada", ("double",), earlier=6.0))
    shown = section(page([again, *classmates({"bob": ()})]), "Scores")
    assert "Handed in again 1" in shown
    assert "ada 6 → 4 points from the checks" in shown


def test_the_slowest_are_named_and_the_time_is_summed():
    seconds = {"ada": 1.5, "bob": 20.25, "cleo": 3.0}
    standings = [standing(toy.result(name, seconds=value)) for name, value in seconds.items()]
    shown = section(page(standings), "Time")
    assert "24.8 s of grading in all, 3 s for the median submission" in shown
    assert shown.index("bob 20.25 s") < shown.index("cleo 3 s") < shown.index("ada 1.5 s")


def copies():
    source = "\n".join(
        f"    a{i} = np.{name}(x) * {i} + len(x)" for i, name in enumerate(("exp", "log") * 12)
    )
    works = [Work(name, (Cell("double", f"def double(x):\n{source}"),)) for name in ("ada", "bob")]
    return works, find_similar(works, [])


def test_similar_works_stand_side_by_side_and_are_called_no_proof():
    _, found = copies()
    html = page(classmates({"ada": (), "bob": ()}), found, reference="the reference solution")
    shown = section(html, "Similar submissions")
    assert "a reason to look, not a proof" in shown
    assert "the reference solution among them" in shown
    assert "The same throughout ada bob" in shown
    assert html.count("<mark>") >= 2
    assert "np.exp(x) * 0 + len(x)" in text(html)
    assert "1 set of similar submissions" not in text(page(classmates({"ada": ()})))


def test_a_class_that_was_not_compared_is_not_called_different():
    assert "The submissions were not compared." in page(classmates(FOUR))
    assert "No two share enough" in page(classmates(FOUR), Similarity(5))


@pytest.mark.parametrize("place", ["id", "name", "code", "incident", "sentence", "course", "tier"])
def test_nothing_of_a_student_can_run_or_turn_the_line_round(place):
    result = toy.result(HOSTILE if place == "id" else "ada", incidents=(HOSTILE,))
    if place == "sentence":
        double = toy.exercise_result(
            toy.homework.exercises["double"], diagnoses=(Diagnosis("m", HOSTILE),)
        )
        result = replace(result, exercises=(double,))
    if place == "tier":
        result = replace(result, isolation=HOSTILE)
    works, found = copies()
    if place == "code":
        cell = works[0].cells[0]
        hostile = replace(cell, text=f'{cell.text}\n    """{HOSTILE}"""')
        found = find_similar([Work(name, (hostile,)) for name in ("ada", "bob")], [])
        assert found.pairs
    name = HOSTILE if place == "name" else ""
    course = HOSTILE if place == "course" else "c"
    html = page([standing(result, None, name, "x")], found, course=course)
    tags = Elements(html).found
    assert not [tag for tag, _ in tags if tag in ("script", "iframe", "object", "img", "form")]
    assert not [key for _, attributes in tags for key in attributes if key.startswith("on")]
    assert "\u202e" not in html
    assert "\x1b" not in html


def test_the_page_is_self_contained():
    html = page(classmates(FOUR), copies()[1])
    tags = Elements(html).found
    assert "http://" not in html
    assert "https://" not in html
    assert not [tag for tag, _ in tags if tag in ("script", "link", "img", "iframe", "base")]
    assert not [a for _, a in tags if "style" in a]
    urls = [a["href"] for tag, a in tags if tag == "a"] + re.findall(r"url\(([^)]*)\)", html)
    ids = {a["id"] for _, a in tags if "id" in a}
    assert all(url.startswith("#") and url[1:] in ids for url in urls)
    policy = dict(a for a in [(a.get("http-equiv"), a.get("content")) for _, a in tags])
    assert policy["Content-Security-Policy"].startswith("default-src 'none'; img-src data:;")


def test_the_three_findings_say_what_was_hard_what_went_wrong_and_where_to_look():
    report = class_report(classmates(FOUR), INFO)
    hardest, mistake, look = key_findings(report)
    assert hardest == "Hardest: “Twice as much”, 50 % of the points on average."
    assert mistake.startswith(
        "Most frequent mistake: 50 % (2 of 4), in “Twice as much”: It squares"
    )
    assert look.startswith("To look at: 4 submissions graded without isolation")
    assert look.endswith("4 submissions waiting for a person.")
    fine = [replace(e, result=replace(e.result, isolation="namespaces"),
                    exercises=e.exercises[:3]) for e in classmates({"ada": ()})]  # fmt: skip
    assert key_findings(class_report(fine, INFO)) == [
        "No exercise cost anybody a point.",
        "No answer matched a mistake that is known by name.",
        "Nothing needs a look: no incidents, no similar submissions, nothing to grade by hand.",
    ]


def test_many_lonely_mistakes_are_folded_away():
    standings = []
    for i in range(30):
        double = toy.exercise_result(
            toy.homework.exercises["double"], diagnoses=(Diagnosis(f"m{i}", f"Slip {i}."),)
        )
        standings.append(standing(replace(toy.result(f"s{i}"), exercises=(double,))))
    html = page(standings)
    assert "24 mistakes more, each made by one student" in text(html)
    assert all(f"Slip {i}." in html for i in range(30))
