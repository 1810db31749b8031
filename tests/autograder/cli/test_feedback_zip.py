"""`chalkgrad feedback --zip`: every page comes to its own student by the rules of the system."""

import zipfile

import pytest

from autograder.collect.origin import Collected, Origin, save
from autograder.report.lms.routes import (
    canvas_reads,
    canvas_route,
    moodle_reads,
    moodle_route,
    moodle_route_to,
)
from autograder.report.lms.zips import write_zips

GRADE = ("grade", "toy", "--isolation", "none")
NAMES = {"ada": "Ada Lovelace", "bob": "Bob Ross", "cleo": "Cleo Smith"}


@pytest.fixture
def graded(course, toy_engine, run):
    toy_engine.wrong = {"bob": ["double"]}
    run(*GRADE)
    return course


def collected(course, **origins):
    groups = {o.group: () for o in origins.values() if o.group}
    for group in groups:
        groups[group] = tuple(name for name, o in origins.items() if o.group == group)
    save(course / ".chalkgrad", "toy", Collected(origins, groups))


def pages(path):
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def canvas(number, file, name="doejane", **more):
    path = f"{name}_{number}_{file}_toy-1.ipynb"
    return Origin("canvas", file=path, lms_user=str(number), lms_file=str(file), **more)


def moodle(number, path, **more):
    return Origin("moodle", file=path, lms_user=str(number), **more)


def test_canvas_finds_each_student_by_the_downloads_own_names(graded, run):
    collected(graded, ada=canvas(11, 91), bob=canvas(12, 92), cleo=canvas(13, 93, "smith_LATE"))
    code, said = run("feedback", "toy", "--zip", "canvas", "--to", "up.zip")
    found = pages("up.zip")
    assert code == 0
    assert "3 pages for Canvas: up.zip" in said
    assert sorted(found) == [
        "doejane_11_91_toy-1.html",
        "doejane_12_92_toy-1.html",
        "smith_LATE_13_93_toy-1.html",
    ]
    owners = {canvas_reads(name): page for name, page in found.items()}
    for ids, student in ((("11", "91"), "ada"), (("12", "92"), "bob"), (("13", "93"), "cleo")):
        assert f'<p class="who">{student}' in owners[ids]


@pytest.mark.parametrize("tail", ["_", ""])
def test_moodle_finds_each_student_though_names_collide(graded, run, tail):
    names = {"ada": "Jos\u00e9 Doe", "bob": "Jose\u0301 Doe", "cleo": "JOS\u00c9 DOE"}
    collected(
        graded,
        **{
            student: moodle(200 + i, f"{name}_{200 + i}_assignsubmission_file{tail}/toy.ipynb")
            for i, (student, name) in enumerate(names.items())
        },
    )
    assert run("feedback", "toy", "--zip", "moodle", "--to", "up.zip")[0] == 0
    found = {moodle_reads(name.split("/")[0]): page for name, page in pages("up.zip").items()}
    for i, student in enumerate(names):
        assert f'<p class="who">{student}' in found[str(200 + i)]


def test_moodles_worksheet_will_do_where_nothing_was_collected(graded, run):
    rows = "".join(
        f'"Participant {n}","{NAMES[s]}",{s}@uni.example,"Submitted",,10,Yes,-,-,\n'
        for n, s in ((201, "ada"), (202, "bob"))
    )
    header = (
        "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
        "Last modified (submission),Last modified (grade),Feedback comments\n"
    )
    (graded / "sheet.csv").write_text(header + rows)
    code, said = run(
        "feedback", "toy", "--zip", "moodle", "--roster", "sheet.csv", "--to", "up.zip"
    )
    assert code == 1
    assert sorted(pages("up.zip")) == [
        "Ada Lovelace_201_assignsubmission_file_/toy.html",
        "Bob Ross_202_assignsubmission_file_/toy.html",
    ]
    assert "Not in the zip (not collected from moodle" in said
    assert said.rstrip().endswith("cleo.")


def test_a_group_gets_one_page_with_nobodys_name_and_only_if_it_is_the_same_for_all(
    graded, toy_engine, run
):
    team = {name: canvas(11, 91, "team_1", group="Team 1") for name in ("ada", "cleo")}
    collected(graded, **team, bob=canvas(12, 92))
    assert run("feedback", "toy", "--zip", "canvas", "--to", "up.zip")[0] == 0
    found = pages("up.zip")
    assert sorted(found) == ["doejane_12_92_toy-1.html", "student_11_91_feedback.html"]
    shared = found["student_11_91_feedback.html"]
    assert "Team 1" in shared
    assert not any(name in shared for name in team)
    toy_engine.wrong["cleo"] = ["total"]
    run(*GRADE, "--force")
    code, said = run("feedback", "toy", "--zip", "canvas", "--to", "up.zip")
    assert code == 1
    assert "but theirs differ): ada, cleo." in " ".join(said.split())
    code, said = run("feedback", "toy", "--student", "ada", "--zip", "canvas", "--to", "one.zip")
    assert code == 1
    assert "not all are graded here): ada." in " ".join(said.split())


def test_two_pages_for_one_student_are_left_out_and_said(graded, run):
    collected(graded, ada=canvas(11, 91), bob=canvas(11, 91), cleo=canvas(13, 93))
    code, said = run("feedback", "toy", "--zip", "canvas", "--to", "up.zip")
    assert code == 1
    assert list(pages("up.zip")) == ["doejane_13_93_toy-1.html"]
    assert "(canvas would send their pages to the same student): ada, bob." in " ".join(
        said.split()
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--to", "x.zip"), "--to goes with --zip canvas or --zip moodle."),
        (("--zip", "canvas", "--roster", "x.csv"), "--roster goes with --zip moodle"),
    ],
)
def test_options_that_do_not_go_together_are_answered_with_a_sentence(graded, run, options, said):
    code, answer = run("feedback", "toy", *options)
    assert code == 2
    assert said in answer


@pytest.mark.parametrize(
    ("file", "user", "attachment"),
    [
        ("doejane_11_91_toy.ipynb", "11", "91"),
        ("1234_11_91_toy.ipynb", "11", "91"),
        ("anon_Ab3_91_toy.ipynb", "anon_Ab3", "91"),
        ("doejane_11_91_my_work_7_.zip/inner_5_6_.ipynb", "11", "91"),
        ("", "11", "91"),
    ],
)
def test_a_name_for_canvas_is_read_back_as_the_same_student_and_file(file, user, attachment):
    route = canvas_route(file, user, attachment)
    assert canvas_reads(route.path) == (user.removeprefix("anon_"), attachment)
    assert route.path.endswith(".html")
    assert "/" not in route.path


def test_a_text_that_was_typed_into_canvas_has_no_file_to_go_beside():
    assert canvas_route("doejane_11_text.html", "11", "") is None


def test_a_name_for_moodle_is_read_back_as_the_same_participant():
    flat = moodle_route("Ada L_201_assignsubmission_file_toy.ipynb", "201", "toy.html")
    assert flat.path == "Ada L_201_assignsubmission_file_toy.html"
    assert moodle_route("Ada_L_201_assignsubmission_file_/toy.ipynb", "201", "toy.html") is None
    odd = moodle_route_to("../Ada_L: 7_8", "201", "toy.html").path
    assert moodle_reads(odd.split("/")[0]) == "201"
    assert odd.count("/") == 1


def test_large_zips_are_split_and_the_same_pages_give_the_same_bytes(tmp_path, rng):
    entries = [(f"{i}.html", rng.bytes(40_000)) for i in range(6)]
    paths = write_zips(tmp_path / "up.zip", entries, 100_000)
    assert [path.name for path in paths] == ["up-1.zip", "up-2.zip", "up-3.zip"]
    assert all(path.stat().st_size <= 100_000 for path in paths)
    assert {name for path in paths for name in zipfile.ZipFile(path).namelist()} == {
        name for name, _ in entries
    }
    first = [path.read_bytes() for path in paths]
    again = write_zips(tmp_path / "up.zip", entries[::-1], 100_000)
    assert [path.read_bytes() for path in again] == first
