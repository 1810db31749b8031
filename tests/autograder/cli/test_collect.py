"""`chalkgrad collect`: what is found, where it goes, and what is said."""

import json
import multiprocessing
import os
import shutil
import time
from datetime import UTC, datetime, timedelta

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI

from autograder.collect import groups, origin
from autograder.nbgrader_bridge import open_course
from tests.autograder.collect.packing import entry, notebook, zipped

LONG = "x" * 250
HOUR = timedelta(hours=1)
JUNK = {"__MACOSX/._toy.ipynb": b"", "ada/.ipynb_checkpoints/toy-checkpoint.ipynb": notebook("old")}


@pytest.fixture
def empty(course):
    """The course before anybody handed in."""
    shutil.rmtree(course / "submitted")
    (course / "submitted").mkdir()
    return course


@pytest.fixture
def collect(empty, run, tmp_path):
    """Pack files into an archive (or take a path), collect it; return the exit code and output."""

    def call(files, *options, name="submissions.zip"):
        source = files
        if isinstance(files, dict):
            source = tmp_path / name
            source.write_bytes(zipped(files))
        return run("collect", "toy", source, *options)

    return call


def submitted(course):
    """Everything below submitted: path -> the notebook's source, or the file's text."""
    found = {}
    for path in sorted((course / "submitted").rglob("*")):
        if path.is_file():
            text = path.read_text()
            is_notebook = path.suffix == ".ipynb" and text.startswith("{")
            source = json.loads(text)["cells"][0]["source"] if is_notebook else text
            found[path.relative_to(course / "submitted").as_posix()] = source
    return found


def record(course):
    return origin.load(course / ".chalkgrad", "toy")


def write_table(path, text):
    path.write_text(text, encoding="utf-8")
    return path


CANVAS = {
    "lovelaceada_LATE_12_34_toy-1.ipynb": notebook("new"),
    "lovelaceada_LATE_12_33_toy.ipynb": notebook("old"),
    "lovelaceada_LATE_12_35_numbers.csv": b"1,2",
    "王小明_13_36_my work.zip": zipped({"w/toy.ipynb": notebook("wang"), "w/helper.py": b"x"}),
}


def test_a_canvas_archive_is_collected_with_its_own_names(collect, empty):
    code, said = collect(CANVAS)
    assert code == 0, said
    assert submitted(empty) == {
        "lovelaceada-12/toy/toy.ipynb": "new",
        "王小明-13/toy/toy.ipynb": "wang",
    }
    ada, wang = (record(empty).submissions[s] for s in ("lovelaceada-12", "王小明-13"))
    assert (ada.source, ada.lms_user, ada.lms_file) == ("canvas", "12", "34")
    assert (ada.file, ada.lms_name, ada.late) == (next(iter(CANVAS)), "lovelaceada", True)
    assert wang.file == "王小明_13_36_my work.zip/w/toy.ipynb"
    assert "old" not in submitted(empty).values()
    assert "toy.ipynb does not count: the newer lovelaceada_LATE_12_34_toy-1.ipynb does" in said
    assert "left where they are: lovelaceada_LATE_12_35_numbers.csv" in said
    assert "helper.py" in said


def test_a_roster_names_the_students_and_who_is_not_in_it_is_kept_and_said(
    collect, empty, tmp_path
):
    roster = write_table(
        tmp_path / "r.csv", 'Student,ID,SIS Login ID,Section\n"Lovelace, Ada",12,ada,A\n'
    )
    code, said = collect(CANVAS, "--roster", roster)
    assert code == 1
    assert set(submitted(empty)) == {"ada/toy/toy.ipynb", "王小明-13/toy/toy.ipynb"}
    assert "! 王小明-13: no student '王小明 13' is known; kept as 王小明-13." in said
    with Gradebook(f"sqlite:///{empty}/gradebook.db") as gradebook:
        ada = gradebook.find_student("ada")
        assert (ada.first_name, ada.last_name, ada.lms_user_id) == ("Ada", "Lovelace", "12")
    shutil.rmtree(empty / "submitted")
    collect(CANVAS)
    assert "ada/toy/toy.ipynb" in submitted(empty), "the gradebook remembers the roster"


@pytest.mark.parametrize("folder", ["_assignsubmission_file_/", "_assignsubmission_file/"])
def test_a_moodle_archive_in_folders_is_collected_with_times_from_the_worksheet(
    folder, collect, empty, tmp_path
):
    worksheet = write_table(
        tmp_path / "w.csv",
        "Identifier,Full name,Email address,Last modified (submission)\n"
        'Participant 51,أحمد علي,ahmed@u.edu,"Friday, 30 January 2026, 11:59 PM"\n',
    )
    archive = {f"أحمد علي_51{folder}toy.ipynb": notebook("a"), f"أحمد علي_51{folder}x.txt": b""}
    code, said = collect(archive, "--roster", worksheet)
    assert code == 0, said
    local = datetime(2026, 1, 30, 23, 59).astimezone(UTC)
    assert submitted(empty) == {
        "ahmed@u.edu/toy/toy.ipynb": "a",
        "ahmed@u.edu/toy/timestamp.txt": f"{local:%Y-%m-%d %H:%M:%S}.000000 UTC\n",
    }
    directory = open_course(empty).directory
    assert NbGraderAPI(directory).get_submitted_students("toy") == {"ahmed@u.edu"}
    found = NbGraderAPI(directory).get_submitted_timestamp("toy", "ahmed@u.edu")
    assert found == local.replace(tzinfo=None)


def test_a_flat_moodle_archive_is_collected(collect, empty):
    code, _ = collect({"Ada King_7_assignsubmission_file_my toy.ipynb": notebook("a")})
    assert code == 0
    assert submitted(empty) == {"Ada-King-7/toy/toy.ipynb": "a"}
    assert record(empty).submissions["Ada-King-7"].lms_user == "7"


def test_a_folder_of_files_is_collected(collect, empty, tmp_path):
    (tmp_path / "in" / "ada").mkdir(parents=True)
    (tmp_path / "in" / "ada" / "toy.ipynb").write_bytes(notebook("a"))
    (tmp_path / "in" / "bob_toy.ipynb").write_bytes(notebook("b"))
    (tmp_path / "in" / "cleo.zip").write_bytes(zipped({"toy.ipynb": notebook("c")} | JUNK))
    (tmp_path / "in" / "Untitled.ipynb").write_bytes(notebook())
    code, said = collect(tmp_path / "in")
    assert code == 1
    assert "! Untitled.ipynb says not whose it is and was left out. Say it with --student" in said
    assert submitted(empty) == {f"{s}/toy/toy.ipynb": s[0] for s in ("ada", "bob", "cleo")}


def test_a_pattern_says_whose_and_when(collect, empty):
    pattern = r"(?P<student>\w+)\.(?P<timestamp>[\d-]+)\.ipynb"
    code, _ = collect({"ada.2026-01-30-10-00-00.ipynb": notebook("a")}, "--pattern", pattern)
    assert code == 0
    assert submitted(empty)["ada/toy/timestamp.txt"].startswith("2026-01-30 10:00:00")


def test_a_student_called_after_an_archive_alone_is_said(collect):
    code, said = collect({"toy.ipynb": notebook("a")}, name="submissions.zip")
    assert code == 1
    assert "All of submissions.zip counts as handed in by 'submissions'" in " ".join(said.split())


@pytest.mark.parametrize("name", ["ada.zip", "ada_toy.zip"])
def test_an_archive_of_one_submission_is_collected(name, collect, empty):
    code = collect({"toy.ipynb": notebook("a"), "data/x.npz": b""}, name=name)[0]
    assert code == (name == "ada.zip")  # nobody knows an ada: see above
    assert submitted(empty) == {"ada/toy/toy.ipynb": "a"}


def test_one_notebook_may_be_said_to_be_somebodys(collect, empty, tmp_path):
    (tmp_path / "any name.ipynb").write_bytes(notebook("a"))
    assert collect(tmp_path / "any name.ipynb")[0] == 2
    assert collect(tmp_path / "any name.ipynb", "--student", "ada")[0] == 0
    assert submitted(empty) == {"ada/toy/toy.ipynb": "a"}


def test_collecting_again_changes_nothing(collect, empty):
    collect(CANVAS)
    files = [p for p in (empty / "submitted").rglob("*") if p.is_file()]
    before = {path: path.stat().st_mtime_ns for path in files}
    code, said = collect(CANVAS)
    assert code == 0
    assert "2 unchanged" in said
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_dry_run_writes_nothing(collect, empty):
    code, said = collect(CANVAS, "--dry-run")
    assert code == 0
    assert "2 collected" in said
    assert "Nothing was written" in said
    assert list((empty / "submitted").iterdir()) == []
    assert not (empty / ".chalkgrad" / "collected").exists()


def test_a_newer_attachment_replaces_an_older_one_and_never_the_other_way(collect, empty):
    first = {"kingada_12_34_toy.ipynb": notebook("first")}
    second = {"kingada_12_99_toy-2.ipynb": notebook("second")}
    collect(first)
    code, said = collect(second)
    assert (code, submitted(empty)) == (0, {"kingada-12/toy/toy.ipynb": "second"})
    assert "1 replaced" in said
    code, said = collect(first)
    assert (code, submitted(empty)) == (0, {"kingada-12/toy/toy.ipynb": "second"})
    assert "the one that is there is newer" in said


def test_where_nothing_tells_which_is_newer_the_old_one_stays_until_it_is_asked_for(collect, empty):
    collect({entry("ada_toy.ipynb"): notebook("one")})
    code, said = collect({entry("ada_toy.ipynb"): notebook("two")})
    assert (code, submitted(empty)) == (1, {"ada/toy/toy.ipynb": "one"})
    assert "With --replace" in said
    code, _ = collect({entry("ada_toy.ipynb"): notebook("two")}, "--replace")
    assert (code, submitted(empty)) == (0, {"ada/toy/toy.ipynb": "two"})


def test_hostile_names_and_entries_harm_nobody_else(collect, empty):
    link = entry("eve_6_7_toy.ipynb", 0o120777)
    files = {
        "kingada_1_2_toy.ipynb": notebook("a"),
        link: b"/etc/passwd",
        "../../escape_3_4_toy.ipynb": notebook("out"),
        f"{LONG}_8_9_toy.ipynb": notebook("long"),
        "x\n\u202ey_10_11_toy.ipynb": notebook("odd"),
        "[a]*_12_13_toy.ipynb": notebook("glob"),
        "bomb_14_15_toy.ipynb": b"no json",
        "nest_16_17_a.zip": zipped({"inner.zip": zipped({"toy.ipynb": notebook("deep")})}),
        "rar_18_19_a.rar": b"Rar!",
        "big_20_21_toy.ipynb": bytes(17 << 20),
    }
    code, said = collect(files)
    assert code == 1
    found = submitted(empty)
    assert found.pop("kingada-1/toy/toy.ipynb") == "a"
    assert found.pop("bomb-14/toy/toy.ipynb") == "no json", "grading says what is wrong with it"
    assert sorted(found.values()) == ["glob", "long", "odd"]
    assert not list(empty.parent.rglob("*escape*"))
    assert "leads out of the archive" in said
    assert "it is a link" in said
    assert "at most 16 MiB" in said
    assert "holds no notebook" in said
    assert "\u202e" not in said
    for student in ("eve-6", "nest-16", "rar-18", "big-20"):
        assert (empty / "submitted" / student / "toy").is_dir(), "so that there is a row"
    students = NbGraderAPI(open_course(empty).directory).get_submitted_students("toy")
    assert len(students) == 9
    assert set(open_course(empty).students("toy")) == students


def test_students_that_differ_in_case_alone_stay_apart(collect, empty):
    files = {"Ada/toy.ipynb": notebook("A"), "ada/toy.ipynb": notebook("a")}
    code, said = collect(files)
    assert code == 1
    assert "differ in case alone" in said
    assert sorted(submitted(empty).values()) == ["A", "a"]
    assert len({name.casefold() for name in submitted(empty)}) == 2
    assert "2 unchanged" in collect(files)[1]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("all.tar.gz", b"\x1f\x8b", "an archive of a kind that is not read"),
        ("all.zip", b"PK\x03\x04 broken", "cannot be collected: it is no zip archive"),
        ("all.docx", b"", "neither a folder nor a zip archive nor a notebook"),
        ("none", None, "does not exist"),
    ],
)
def test_a_source_that_cannot_be_read_is_said_in_a_sentence(name, content, said, collect, tmp_path):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, output = collect(tmp_path / name)
    assert code == 2
    assert said in output


def test_an_unknown_assignment_and_an_empty_source_are_said(run, collect, tmp_path):
    code, said = run("collect", "tyo", tmp_path)
    assert (code, "Did you mean toy?" in said) == (2, True)
    (tmp_path / "nothing").mkdir()
    code, said = collect(tmp_path / "nothing")
    assert (code, "nothing was found" in said) == (2, True)


def test_a_damaged_record_is_said(collect, empty):
    collect(CANVAS)
    path = origin.record_path(empty / ".chalkgrad", "toy")
    path.write_text("{")
    code, said = collect(CANVAS)
    assert code == 2
    assert "is damaged" in said


# groups


TEAMS = "group,student\nTeam 1,ada\nTeam 1,bob\nTeam 2,cleo\n"


@pytest.fixture
def teams(tmp_path):
    return write_table(tmp_path / "groups.csv", TEAMS)


def test_a_groups_file_counts_for_each_member_with_the_same_inputs(
    collect, empty, teams, run, toy_engine
):
    archive = {"Team 1_5_assignsubmission_file_/toy.ipynb": notebook("team")}
    assert collect(archive, "--groups", teams)[0] == 0
    assert submitted(empty) == {"ada/toy/toy.ipynb": "team", "bob/toy/toy.ipynb": "team"}
    assert record(empty).submissions["bob"].group == "Team 1"
    assert groups.load(empty / ".chalkgrad", "toy") == {
        "Team 1": ("ada", "bob"),
        "Team 2": ("cleo",),
    }
    assert collect(archive)[1].count("Team 1") >= 2, "the groups are remembered"

    from autograder.grading.submissions import read_submission

    course = open_course(empty)
    drawn = {s: read_submission(course, "toy", s).drawn_for for s in ("ada", "bob")}
    assert drawn["ada"] == drawn["bob"] == "group/Team 1"
    run("grade", "toy", "--isolation", "none")
    assert sorted(toy_engine.graded) == ["ada", "bob"], "each has a row of her own"
    with Gradebook(f"sqlite:///{empty}/gradebook.db") as gradebook:
        assert len(gradebook.assignment_submissions("toy")) == 2


def test_canvas_group_names_are_recognised_without_their_blanks(collect, empty, teams):
    assert collect({"team1_77_99_toy.ipynb": notebook("team")}, "--groups", teams)[0] == 0
    assert set(submitted(empty)) == {"ada/toy/toy.ipynb", "bob/toy/toy.ipynb"}


def test_of_a_groups_and_a_members_files_the_newest_counts_and_it_is_said(collect, empty, teams):
    pattern = r"(?:(?P<group>T\w+ \d)|(?P<student>[a-z]+))\.(?P<timestamp>[\d-]+)\.ipynb"
    files = {
        "Team 1.2026-01-30-10-00-00.ipynb": notebook("team"),
        "bob.2026-01-30-09-00-00.ipynb": notebook("bob"),
    }
    code, said = collect(files, "--groups", teams, "--pattern", pattern)
    assert (code, set(submitted(empty).values()) & {"bob", "team"}) == (0, {"team"})
    assert "bob's own bob.2026-01-30-09-00-00.ipynb does not count: the newer Team 1" in said


def test_a_members_earlier_submission_that_is_newer_stays_the_members_own(collect, empty, teams):
    pattern = r"(?:(?P<group>T\w+ \d)|(?P<student>[a-z]+))\.(?P<timestamp>[\d-]+)\.ipynb"
    collect({"bob.2026-01-30-12-00-00.ipynb": notebook("bob")}, "--pattern", pattern)
    files = {"Team 1.2026-01-30-10-00-00.ipynb": notebook("team")}
    _, said = collect(files, "--groups", teams, "--pattern", pattern)
    assert submitted(empty)["bob/toy/toy.ipynb"] == "bob"
    assert submitted(empty)["ada/toy/toy.ipynb"] == "team"
    assert "bob: the one that is there is newer" in said
    assert record(empty).drawn_for("bob") == "bob"
    assert record(empty).drawn_for("ada") == "group/Team 1"


def test_a_group_that_nobody_knows_is_kept_and_said(collect, empty, teams):
    options = ("--groups", teams, "--pattern", r"(?P<group>.+)\.ipynb")
    code, said = collect({"Team 9.ipynb": notebook("nine")}, *options)
    assert code == 1
    assert "no group 'Team 9' is known; kept as Team-9" in said
    assert submitted(empty) == {"Team-9/toy/toy.ipynb": "nine"}


def test_a_student_in_two_groups_stops_before_anything_is_written(collect, empty, tmp_path):
    table = write_table(tmp_path / "g.csv", TEAMS + "Team 2,ada\n")
    code, said = collect(CANVAS, "--groups", table)
    assert code == 2
    assert "ada is in 'Team 2' and, by line 2, in 'Team 1'" in said
    assert submitted(empty) == {}


# nbgrader's exchange


@pytest.fixture
def exchange(empty, tmp_path):
    """An exchange, and a way to submit to it; the config names it."""
    inbound = tmp_path / "exchange" / "toy-course" / "inbound"
    inbound.mkdir(parents=True)
    config = empty / "nbgrader_config.py"
    config.write_text(config.read_text() + f"\nc.Exchange.root = {str(tmp_path / 'exchange')!r}\n")

    def submit(student, source, when, name=""):
        stamp = f"{when:%Y-%m-%d %H:%M:%S} UTC"
        folder = inbound / (name or f"{student}+toy+{stamp}")
        folder.mkdir()
        (folder / "toy.ipynb").write_bytes(notebook(source))
        (folder / "timestamp.txt").write_text(stamp)
        (folder / "helper.py").write_text("1")
        return folder

    return submit


def me():
    import pwd

    return pwd.getpwuid(os.geteuid()).pw_name


def test_the_exchange_is_collected_with_its_times_and_newer_ones_replace(exchange, empty, run):
    now = datetime.now(UTC).replace(microsecond=0)
    exchange(me(), "first", now - timedelta(minutes=2))
    exchange(me(), "second", now - timedelta(minutes=1))
    code, said = run("collect", "toy")
    assert code == 0, said
    assert submitted(empty)[f"{me()}/toy/toy.ipynb"] == "second"
    exchange(me(), "third", now)
    assert run("collect", "toy")[0] == 0
    assert submitted(empty) == {
        f"{me()}/toy/toy.ipynb": "third",
        f"{me()}/toy/timestamp.txt": f"{now:%Y-%m-%d %H:%M:%S}.000000 UTC\n",
    }


def test_another_owner_and_a_forged_time_are_said(exchange, empty, run):
    now = datetime.now(UTC)
    exchange("ada", "a", now)
    exchange(me(), "late", now - 5 * HOUR)
    exchange("bob", "b", now)
    code, said = run("collect", "toy")
    assert code == 1
    assert "ada+toy" in said
    assert "claims to be submitted by ada but is owned by" in said
    assert "was written later than its name says" in said
    assert len(submitted(empty)) == 6


def test_odd_things_in_the_exchange_harm_nobody_else(exchange, empty, run, tmp_path):
    now = datetime.now(UTC)
    folder = exchange(me(), "mine", now)
    exchange("eve", "eve", now, name="eve+toy+not a time")
    exchange("eve", "up", now, name=f"..+toy+{now:%Y-%m-%d %H:%M:%S} UTC")
    (folder.parent / f"mallory+toy+{now:%Y-%m-%d %H:%M:%S} UTC").symlink_to(folder)
    linked = exchange("trudy", "", now)
    (linked / "toy.ipynb").unlink()
    (linked / "toy.ipynb").symlink_to("/etc/passwd")
    code, said = run("collect", "toy")
    assert code == 1
    assert submitted(empty)[f"{me()}/toy/toy.ipynb"] == "mine"
    assert not (empty / "toy").exists()
    assert "not a time was left out" in said
    assert "is a link, maybe to another student's" in said
    assert "toy.ipynb cannot be used: it is a link" in said
    assert not any("mallory" in name or "root:" in text for name, text in submitted(empty).items())


def test_an_exchange_that_is_not_there_is_said(empty, run, tmp_path):
    config = empty / "nbgrader_config.py"
    config.write_text(config.read_text() + f"\nc.Exchange.root = {str(tmp_path / 'none')!r}\n")
    code, said = run("collect", "toy")
    assert code == 2
    assert "exchange cannot be collected" in said
    assert "collect toy SOURCE" in said


# killed half way


def test_a_kill_half_way_leaves_no_half_file_and_a_rerun_finishes(empty, tmp_path, run):
    files = {f"s{n}_{n}_{n}_toy.ipynb": notebook("x" * 200_000) for n in range(1, 60)}
    archive = tmp_path / "all.zip"
    archive.write_bytes(zipped(files))

    def notebooks():
        return list((empty / "submitted").glob("*/toy/toy.ipynb"))

    for _ in range(6):
        child = multiprocessing.get_context("fork").Process(
            target=run, args=("collect", "toy", archive)
        )
        started = len(notebooks())
        child.start()
        while child.is_alive() and len(notebooks()) < started + 5:
            time.sleep(0.0003)
        child.kill()
        child.join()
        for path in notebooks():
            json.loads(path.read_text())
    assert 0 < len(notebooks()) < 59, "killed too late"
    code, said = run("collect", "toy", archive)
    assert code == 0, said
    assert len(submitted(empty)) == len(record(empty).submissions) == 59


def test_two_collections_at_once_do_not_mix(collect, empty):
    with origin.alone(empty / ".chalkgrad", "toy"):
        code, said = collect(CANVAS)
    assert code == 2
    assert "is being collected by another process" in said
    assert collect(CANVAS)[0] == 0


def test_a_folder_without_a_notebook_is_nobodys_unless_the_roster_knows_it(
    collect, empty, tmp_path
):
    files = {"ada/toy.ipynb": notebook(), "data/x.csv": b"", "bob/toy.py": b""}
    code, said = collect(files)
    assert (code, set(submitted(empty))) == (1, {"ada/toy/toy.ipynb"})
    assert "data holds no notebook" in said
    roster = write_table(tmp_path / "r.csv", "student\nada\nbob\n")
    assert (
        "! bob: nothing that can be graded was handed in" in collect(files, "--roster", roster)[1]
    )
    assert (empty / "submitted" / "bob" / "toy").is_dir()


def test_files_that_came_with_the_homework_are_not_worth_a_word(collect, empty):
    (empty / "source" / "toy" / "data").mkdir(exist_ok=True)
    (empty / "source" / "toy" / "data" / "numbers.npz").touch()
    files = {"toy/toy.ipynb": notebook(), "toy/data/numbers.npz": b"", "toy/mine.csv": b""}
    _, said = collect({"kingada_1_2_toy.zip": zipped(files)})
    assert "left where they are: mine.csv." in said


def test_a_folder_that_cannot_be_written_stops_no_other(collect, empty):
    (empty / "submitted" / "ada").write_text("a file in its place")
    code, said = collect({"ada/toy.ipynb": notebook("a"), "bob/toy.ipynb": notebook("b")})
    assert code == 1
    assert "! ada:" in said
    assert "cannot be written" in said
    assert submitted(empty)["bob/toy/toy.ipynb"] == "b"


def test_a_link_in_place_of_a_students_folder_is_not_written_through(collect, empty):
    (empty / "submitted" / "bob").mkdir()
    (empty / "submitted" / "ada").symlink_to("bob")
    code, said = collect({"ada/toy.ipynb": notebook("a")})
    assert (code, submitted(empty)) == (1, {})
    assert "is a link; remove it" in said


def test_a_time_that_cannot_be_read_is_said_with_the_path_of_the_table(collect, tmp_path):
    (tmp_path / "lms").mkdir()
    write_table(
        tmp_path / "w.csv",
        "Identifier,Full name,Email address,Last modified (submission)\n"
        'Participant 51,Ada King,ada@u.edu,"yesterday"\n',
    )
    table = f"{tmp_path}/lms/../w.csv"
    archive = {"Ada King_51_assignsubmission_file_/toy.ipynb": notebook("a")}
    code, said = collect(archive, "--roster", table)
    assert code == 1
    assert f"! {table}, line 2: the time 'yesterday' cannot be read" in said


def test_stopping_says_that_the_same_command_goes_on(collect, empty, monkeypatch):
    from autograder.collect import collecting

    real = collecting.deliver

    def interrupt(place, student, *more):
        if student == "kingbob-3":
            raise KeyboardInterrupt
        return real(place, student, *more)

    files = {"kingada_1_2_toy.ipynb": notebook("a"), "kingbob_3_4_toy.ipynb": notebook("b")}
    monkeypatch.setattr(collecting, "deliver", interrupt)
    code, said = collect(files)
    assert (code, "Stopped." in said) == (130, True)
    assert list(record(empty).submissions) == ["kingada-1"]
    monkeypatch.setattr(collecting, "deliver", real)
    assert "1 collected, 1 unchanged" in collect(files)[1]
