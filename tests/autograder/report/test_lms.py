"""The forms for Canvas and Moodle are read back by the rules of the two systems."""

import csv
import io

import pytest

from autograder.report import standing
from autograder.report.csv_export import WHY, csv_text, safe_text
from autograder.report.lms import (
    ExportedFileError,
    Person,
    canvas_upload,
    moodle_upload,
    read_table,
)
from tests.autograder import toy

CANVAS = '''Student,ID,SIS User ID,SIS Login ID,Section,HW1A (77),toy (4711),Final Score
,,,,,,Manual Posting,
    Points Possible,,,,,5,10,(read only)
"Lovelace, Ada",101,s-101,ada@uni.example,A,4,,80
"=""=HYPERLINK(1)""",102,s-102,bob,A,3,2,70
"Đặng, 李",103,s-103,cleo,B,1,,60
"Student, Test",104,,0a1b,A,,,
'''
MOODLE_HEADER = (
    'Identifier,"Full name","ID number","Email address",Status,Grade,"Maximum grade",'
    '"Grade can be changed","Last modified (submission)","Last modified (grade)",'
    '"Feedback comments"\r\n'
)
MOODLE = MOODLE_HEADER + (
    '"Participant 201","Ada Lovelace",m1,ada@uni.example,"Submitted for grading - ",,10.00,Yes,'
    '"Friday, 1 May 2026, 3:00 PM",-,"<p>Well, ""done""</p>"\r\n'
    '"Participant 202","=cmd|\' /C calc\'!A0",m2,bob@uni.example,"No submission",4.00,10.00,Yes,'
    '-,"Friday, 1 May 2026",\r\n'
    '"Participant 203","李 Đặng",m3,cleo@uni.example,"No submission",,10.00,No,-,-,\r\n'
)


def person(student, *, lms_id="", email="", wrong=(), hand=4, **more):
    """A student of whom nothing waits for a person: `hand` of 4 points were given by hand."""
    cells = {
        f"{name}-{kind}": Given(float(name not in wrong))
        for name in ("double", "total", "squares_table")
        for kind in ("check", "hidden")
    }
    cells |= {"why": Given(None, min(3.0, hand)), "plot": Given(None, max(0.0, hand - 3))}
    result = toy.result(student, wrong)
    return Person(standing(result, cells, **more), lms_id, email)


class Given:
    def __init__(self, auto, manual=None, waiting=False):
        self.auto, self.manual, self.extra = auto, manual, None
        self.waiting, self.comment = waiting, ""


def canvas_reads(content):
    """What Canvas's importer makes of a file: (user, assignment) -> grade."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    header = rows[0]
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert header.index("Section") == 4
    found = {}
    for row in rows[1:]:
        policy = all(cell.strip().lower() in ("", "manual posting") for cell in row)
        if "Points Possible" not in row[0] and not policy:
            found |= {(row[1], name): row[i] for i, name in enumerate(header) if i > 4}
    return found


def moodle_reads(content):
    """What Moodle's importer makes of a worksheet: participant -> (grade, time of the grade)."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    prefix = len("Participant ")
    return {
        row["Identifier"][prefix:]: (row["Grade"], row["Last modified (grade)"]) for row in rows
    }


def canvas(*people, text=CANVAS, name="grades.csv", **options):
    return canvas_upload(people, read_table(text.encode(), name), "toy", **options)


def moodle(*people, text=MOODLE, **options):
    return moodle_upload(people, read_table(text.encode(), "worksheet.csv"), **options)


def test_canvas_gets_grades_by_its_own_ids_and_no_other_column():
    made = canvas(person("ada", wrong=["double"], email="ada@uni.example"), person("s-103"))
    assert canvas_reads(made.table.content()) == {
        ("101", "toy (4711)"): "8",
        ("102", "toy (4711)"): "2",
        ("103", "toy (4711)"): "10",
        ("104", "toy (4711)"): "",
    }
    assert made.n_grades == 2
    (notice,) = made.notices
    assert notice.startswith("In grades.csv, but nothing of theirs is graded here")
    assert "HYPERLINK" in notice
    assert "Student, Test" not in notice


def test_a_matching_name_goes_back_as_it_came_though_a_spreadsheet_would_run_it():
    rows = list(csv.reader(io.StringIO(canvas(person("bob")).table.content().decode())))
    assert ['="=HYPERLINK(1)"', "102", "s-102", "bob", "A", "10"] in rows
    content = moodle(person("m2")).table.content().decode()
    assert "\"=cmd|' /C calc'!A0\"" in content or "=cmd|' /C calc'!A0" in content


def test_moodles_other_columns_stay_as_they_are():
    made = moodle(person("m1", wrong=["total"]), person("bob", email="bob@uni.example"))
    before = list(csv.reader(io.StringIO(MOODLE, newline="")))
    after = list(csv.reader(io.StringIO(made.table.content().decode(), newline="")))
    assert moodle_reads(made.table.content())["201"] == ("8", "-")
    for old, new in zip(before, after, strict=True):
        assert old[:5] + old[6:] == new[:5] + new[6:]


def test_an_id_that_the_collector_knows_comes_before_any_other():
    made = moodle(person("m3", lms_id="201"))
    assert moodle_reads(made.table.content())["201"][0] == "10"
    assert moodle_reads(made.table.content())["203"][0] == ""


def test_the_first_half_of_an_address_will_do_where_it_is_nobody_elses():
    assert moodle(person("ada")).n_grades == 1
    twice = MOODLE.replace("bob@uni.example", "ada@other.example")
    made = moodle(person("ada"), text=twice)
    assert made.n_grades == 0
    assert "cannot be told apart: ada: 2 rows fit" in made.notices[0]


def test_two_students_of_one_row_get_no_grade_and_are_named():
    made = moodle(person("m1"), person("ada", email="ada@uni.example"))
    assert made.n_grades == 0
    assert "m1: the row fits ada as well, ada: the row fits m1 as well" in made.notices[0]


def test_names_are_compared_in_one_unicode_form():
    text = MOODLE.replace("m1", "Zoe\u0308")
    assert moodle(person("Zo\u00eb"), text=text).n_grades == 1


def test_who_is_in_no_row_is_named_and_so_is_who_has_no_submission():
    made = moodle(person("m1"), person("nobody", first_name="No", last_name="Body"))
    assert "not in worksheet.csv, so not in the form: nobody (No Body)." in made.notices[0]
    assert "=cmd|' /C calc'!A0, 李 Đặng." in made.notices[1]


def test_points_that_wait_for_a_person_are_warned_of():
    people = [Person(standing(toy.result(name))) for name in ("m1", "m2", "m3")]
    assert "not final, a person has still to grade answers (formgrader): m1" in " ".join(
        moodle(*people).notices
    )


def test_a_locked_grade_stays_and_is_named():
    made = moodle(person("m3"))
    assert moodle_reads(made.table.content())["203"][0] == ""
    assert any("cannot be changed, so it stays: m3." in notice for notice in made.notices)


def test_another_maximum_is_said_or_scaled_to():
    small = MOODLE.replace("10.00", "5,00").replace(",5,00,", ',"5,00",')
    notices = " ".join(moodle(person("m1"), text=small).notices)
    assert "has 5 points as the maximum, the homework has 10" in notices
    assert "Above Moodle's maximum" in notices
    scaled = moodle(person("m1", wrong=["double"]), text=small, rescale=True)
    assert moodle_reads(scaled.table.content())["201"][0] == "4"
    assert "maximum" not in " ".join(scaled.notices)


def test_the_late_penalty_is_off():
    made = moodle(person("m1", late_penalty=1.25))
    assert moodle_reads(made.table.content())["201"][0] == "8.75"


def test_an_excused_student_stays_excused():
    made = canvas(person("cleo"), text=CANVAS.replace("cleo,B,1,,", "cleo,B,1,EX,"))
    assert canvas_reads(made.table.content())["103", "toy (4711)"] == "EX"
    assert any("Excused in Canvas, which stays: cleo." in notice for notice in made.notices)


def test_semicolons_a_byte_order_mark_and_line_breaks_in_a_field_stay():
    text = "\ufeff" + MOODLE.replace(",", ";").replace("Well;", "Well,\nand")
    made = moodle(person("m1"), text=text)
    content = made.table.content().decode()
    assert content.startswith("\ufeffIdentifier;Full name;")
    assert "Well,\nand" in content


def test_a_worksheet_in_another_language_is_read_or_asked_about():
    german = MOODLE.replace('Status,Grade,"Maximum', 'Status,Bewertung,"Maximum')
    assert moodle(person("m1"), text=german).n_grades == 1
    polish = MOODLE.replace('Status,Grade,"Maximum', 'Status,Ocena,"Maximum')
    with pytest.raises(ExportedFileError, match=r"--column; there are: .*'Ocena'"):
        moodle(person("m1"), text=polish)
    assert moodle(person("m1"), text=polish, column="Ocena").n_grades == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xff\xfeS\x00", "not in UTF-8"),
        (b"a,b\n1,2,3\n", "Row 2 of x has 3 fields"),
    ],
)
def test_what_is_no_export_is_refused_in_words(content, said):
    with pytest.raises(ExportedFileError, match=said):
        read_table(content, "x")


def test_the_other_systems_file_and_an_unclear_column_are_refused_in_words():
    with pytest.raises(ExportedFileError, match="no export of Canvas's gradebook"):
        canvas(text=MOODLE)
    with pytest.raises(ExportedFileError, match="no grading worksheet of Moodle's"):
        moodle(text=CANVAS)
    with pytest.raises(ExportedFileError, match=r"no column for toy.*'other \(4711\)'"):
        canvas(text=CANVAS.replace("toy (4711)", "other (4711)"))
    with pytest.raises(ExportedFileError, match="has no column named 'Toy 2'"):
        canvas(column="Toy 2")


def test_the_students_ids_may_stand_in_a_column_of_ones_choice():
    made = canvas(person("A"), text=CANVAS.replace("Ada", "A"), key="Section")
    assert "A: 3 rows fit" in made.notices[0]
    assert canvas(person("s-101"), key="SIS User ID").n_grades == 1
    assert canvas(person("101"), key="SIS User ID").n_grades == 0


def test_every_lost_point_has_a_sentence_in_the_csv():
    people = [
        person("ada", wrong=["double", "squares_table"]),
        person("bob", hand=2),
        person("late", late_penalty=2, seconds_late=7200),
    ]
    text = csv_text([each.standing for each in people])
    rows = {row["student"]: row[WHY] for row in csv.DictReader(io.StringIO(text))}
    assert "double: It squares" in rows["ada"]
    assert "squares_table: These are the doubles" in rows["ada"]
    assert "why: A person gave 2 of 3 points." in rows["bob"]
    assert rows["late"] == "late by 2 h, −2."


@pytest.mark.parametrize(
    "text", ["a;=1", 'a;"=1', "a; +1", "\u200b=1", "\ufeff@x", "ok;＝1", "\u2066-1"]
)
def test_a_formula_behind_a_separator_or_an_unseen_character_is_text_too(text):
    safe = safe_text(text)
    bare = "".join(char for char in safe if char.isascii() or char == "＝")
    for part in bare.split(";"):
        assert not part.strip(" \"'").startswith(("=", "+", "-", "@", "＝")) or "'" in part
    assert safe_text("plain; text-with-dashes") == "plain; text-with-dashes"


def test_a_long_field_of_an_export_is_read_and_other_readers_keep_their_limit():
    before = csv.field_size_limit()
    table = read_table(("name,note\nada," + "x" * (before + 1)).encode(), "export.csv")
    assert len(table.rows[0][1]) == before + 1
    assert csv.field_size_limit() == before
