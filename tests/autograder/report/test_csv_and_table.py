"""The CSV opens safely in a spreadsheet; the table reads on a terminal and in a file."""

import csv
import io

import pytest
from rich.console import Console

from autograder.report import csv_text, standing
from autograder.report.csv_export import safe_text
from autograder.report.table import WIDE, plain_lines, score_table
from tests.autograder import toy


def rows(*standings):
    return list(csv.DictReader(io.StringIO(csv_text(standings))))


def test_a_line_for_each_student_sorted_and_a_column_for_each_exercise():
    bob = standing(toy.result("bob", wrong=["double"]))
    ada = standing(toy.result("ada"), first_name="Ada", last_name="Lovelace, Countess")
    first, second = rows(bob, ada)
    assert (first["student"], first["last_name"]) == ("ada", "Lovelace, Countess")
    assert (first["points"], first["max_points"], first["waiting_points"]) == ("6.0", "10.0", "4.0")
    assert (second["double"], second["total"]) == ("0.0", "2.0")


def test_names_in_any_script_come_through():
    assert rows(standing(toy.result("Łukasz-李-محمد")))[0]["student"] == "Łukasz-李-محمد"


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\n=1"]
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    cell = rows(standing(toy.result(text)))[0]["student"]
    assert cell.startswith("'")
    assert "\n" not in cell


def test_plain_text_stays_as_it_is():
    assert safe_text("O'Neill-Smith") == "O'Neill-Smith"


def test_incidents_are_in_one_cell():
    row = rows(standing(toy.result(incidents=("It crashed.", "Line one\nline two"))))[0]
    assert row["incidents"] == "It crashed. | Line one line two"


def rendered(standings, width):
    console = Console(width=width, file=io.StringIO())
    console.print(score_table(standings, "toy", width))
    return console.file.getvalue()


def test_a_wide_terminal_shows_the_points_of_each_part():
    shown = rendered([standing(toy.result("ada", wrong=["double"]))], WIDE)
    assert "functions" in shown
    assert "4 / 6" in shown
    assert "double: squares" in shown
    assert "functions" not in rendered([standing(toy.result())], WIDE - 1)


def test_markup_in_a_students_name_is_no_markup():
    assert "[red]ada" in rendered([standing(toy.result("[red]ada"))], 100)


def test_plain_lines_say_the_same_and_incidents_come_first():
    result = toy.result("ada", wrong=["double"], incidents=("It crashed.", "Twice."))
    (line,) = plain_lines([standing(result)])
    assert " ".join(line.split()) == "ada 4 / 6 + 4 ! It crashed. (and 1 more)"


def test_a_name_cannot_move_the_cursor_or_forge_a_line():
    from autograder.report.printable import printable

    assert printable("a\x1b[2J\nb 50 / 50\u202e") == "a\\x1b[2J\\nb 50 / 50\\u202e"
    assert printable("Zoë Đặng, 50 %") == "Zoë Đặng, 50 %"
