"""Tables of students and groups as Canvas, Moodle, nbgrader and people write them."""

import pytest

from autograder.collect.groups import find, read_groups
from autograder.collect.roster import Roster, RosterError, read_roster

CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,hw1a (77)
    Points Possible,,,,,100
"Lovelace, Ada",123,s-1,ada,A,
"O'Brien, Zoë",124,s-2,zoe@uni.edu,A,
"""
MOODLE = """Identifier,Full name,Email address,Status,Grade,Last modified (submission)
Participant 501,Ada Lovelace,ada@uni.edu,Submitted,-,"Friday, 30 January 2026, 11:59 PM"
Participant 502,王小明,wang@uni.edu,No submission,-,-
"""


@pytest.fixture
def table(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "table.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_canvas_gradebook_maps_the_numbers_in_paths(table):
    roster = read_roster(table(CANVAS))
    assert sorted(roster.people) == ["ada", "zoe@uni.edu"]
    assert roster.by_lms("123", "whoever").student == "ada"
    assert roster.by_text("s-2").student == "zoe@uni.edu"
    assert roster.by_text("obrienzoë").first_and_last == ("Zoë", "O'Brien")
    assert roster.by_lms("999", "lovelaceada") is None, "two may have the same name"


def test_moodles_worksheet_maps_participants_and_knows_their_times(table):
    roster = read_roster(table(MOODLE, "utf-8-sig"))
    ada = roster.by_lms("501", "")
    assert ada.student == "ada@uni.edu"
    assert (ada.time.astimezone().hour, ada.time.astimezone().minute) == (23, 59)
    assert roster.by_lms("502", "").time is None
    assert roster.odd == []
    assert not ada.lasting, "a participant has another number in the next assignment"


def test_a_table_without_lms_ids_is_matched_by_name(table):
    roster = read_roster(
        table("First name;Surname;ID number\nAda;King;7\nBob;Ross;8\nBob;Ross;9\n")
    )
    assert roster.by_lms("501", "Ada King").student == "7"
    assert roster.by_lms("501", "kingada").student == "7"
    assert roster.by_lms("502", "Bob Ross") is None, "there are two"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_nbgraders_own_table_and_ones_by_hand_are_read_in_any_encoding(table, encoding):
    text = "id\tfirst_name\tlast_name\temail\tlms_user_id\nzoë\tZoë\tÖz\tz@u.edu\t55\n"
    roster = read_roster(table(text, encoding))
    assert roster.by_lms("55", "").student == "zoë"
    assert read_roster(table("student,lms_id\nada,5\n")).by_lms("5", "").student == "ada"


def test_a_time_that_cannot_be_read_is_said(table):
    roster = read_roster(table("student,time\nada,neulich\nbob,2026-01-30 10:00:00+00:00\n"))
    assert roster.people["ada"].time is None
    assert roster.people["bob"].time.isoformat() == "2026-01-30T10:00:00+00:00"
    assert "line 2" in roster.odd[0]
    assert "neulich" in roster.odd[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", "no column that names students"),
        ("student\n../evil\n", "cannot name a folder"),
        ("student,lms_id\nada,1\nada,2\n", "line 3: the student 'ada' stands there twice"),
        ('student\n"ada\n' + "x" * 200_000, "no CSV"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_line(table, text, said):
    with pytest.raises(RosterError, match=said):
        read_roster(table(text))


def test_a_missing_table_is_said(tmp_path):
    with pytest.raises(RosterError, match="No such file"):
        read_roster(tmp_path / "none.csv")


def test_groups_are_read_and_their_students_looked_up(table, tmp_path):
    roster = read_roster(table(CANVAS))
    groups = read_groups(table("group,student\nTeam 1,ada\nTeam 1,124\n"), roster)
    assert groups == {"Team 1": ("ada", "zoe@uni.edu")}
    assert find("team1", groups) == "Team 1"
    assert find("team2", groups) == ""


def test_canvas_export_of_groups_is_read(table):
    roster = read_roster(table(CANVAS))
    text = "name,canvas_user_id,user_id,login_id,sections,group_name\n" + (
        '"Lovelace, Ada",123,s-1,ada,A,Team 1\n"O\'Brien, Zoë",124,s-2,zoe@uni.edu,A,\n'
    )
    assert read_groups(table(text), roster) == {"Team 1": ("ada",)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "must have the columns"),
        ("group,student\nA,ada\nB,ada\n", "line 3: ada is in 'B' and, by line 2, in 'A'"),
        ("group,student\nA,ada\nB,\n", "'B' has nobody in it"),
        ("group,student\nTeam 1,ada\nteam-1,zoe@uni.edu\n", "same letters"),
        ("group,student\nA,nobody\n", "line 2: nobody in the table of students is called 'nobody'"),
    ],
)
def test_groups_that_cannot_be_are_refused(table, text, said):
    roster = read_roster(table(CANVAS))
    with pytest.raises(RosterError, match=said):
        read_groups(table(text), roster)


def test_without_a_table_of_students_groups_are_taken_as_written(table):
    assert read_groups(table("group,student\nA,bob\nA,ada\n"), Roster()) == {"A": ("ada", "bob")}
