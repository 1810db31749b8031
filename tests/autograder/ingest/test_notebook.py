"""Any bytes at all give a submission, and what was wrong with them is said."""

import json
import os
from dataclasses import replace

import pytest

from autograder import ingest


def notebook(*cells):
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def cell(source="x = 1", id="one", grade_id=None, cell_type="code"):
    metadata = {"nbgrader": {"grade_id": grade_id}} if grade_id is not None else {}
    return {"id": id, "cell_type": cell_type, "source": source, "metadata": metadata}


def read(value):
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return ingest.read(content, "ada")


def test_an_ordinary_notebook_is_read_without_remarks():
    submission = read(notebook(cell(), cell("# Title", "two", cell_type="markdown")))
    assert [c.id for c in submission.cells] == ["one", "two"]
    assert submission.incidents == ()
    assert submission.readable


@pytest.mark.parametrize(
    ("managed", "flags"),
    [
        ({"grade": True, "solution": False, "points": 9}, {"grade"}),
        ({"grade": False, "solution": False}, set()),
        ({"grade": 1, "solution": "yes"}, None),
        ({"grade_id": "double"}, None),
        (["grade"], None),
    ],
)
def test_of_nbgraders_marks_only_the_two_flags_are_kept(managed, flags):
    made = cell() | {"metadata": {"nbgrader": managed}}
    assert read(notebook(made)).cells[0].flags == flags


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_unicode_encodings_are_recognised(encoding):
    content = json.dumps(notebook(cell("σ = 'é'")), ensure_ascii=False).encode(encoding)
    assert read(content).cells[0].source == "σ = 'é'"


def test_a_windows_code_page_is_read_with_a_remark():
    content = json.dumps(notebook(cell("s = 'é’'")), ensure_ascii=False).encode("cp1252")
    submission = read(content)
    assert submission.cells[0].source == "s = 'é’'"
    assert "cp-1252" in submission.incidents[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\x00\x00", "empty"),
        (b"print('hello')", "no JSON"),
        (b'{"cells": [', "no JSON"),
        (b"[1, 2]", "no notebook"),
        (b'{"cells": 3}', "no list of cells"),
        (b"[" * 200_000, "nested too deeply"),
        (b"[" * 1_000_001, "too many parts"),
        (b'{"cells": ' + b"9" * 1_000_000 + b"}", "no list of cells"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "could not be read"),
        (b" " * (ingest.MAX_BYTES + 1), "at most 16 MiB"),
    ],
)
def test_what_is_no_notebook_is_said_to_be_none(content, said):
    submission = read(content)
    assert not submission.readable
    assert submission.cells == ()
    assert said in submission.incidents[-1]


def test_only_the_grade_id_is_believed_and_else_the_cells_id():
    cells = [
        cell(id="random", grade_id="sigmoid"),
        cell(id="sigmoid-task"),
        cell(id="two", grade_id="../../etc"),
        cell(id=7, grade_id=["x"]),
    ]
    assert [c.id for c in read(notebook(*cells)).cells] == ["sigmoid", "sigmoid-task", "two", ""]


def test_source_may_be_a_list_of_lines():
    assert read(notebook(cell(["a = 1\n", "b = 2"]))).cells[0].source == "a = 1\nb = 2"


def test_old_notebooks_with_worksheets_are_read():
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": "x = 1"}]}]}
    assert read(old).cells[0].source == "x = 1"


def test_copies_of_an_id_are_all_kept_and_mentioned():
    submission = read(notebook(cell("a = 1"), cell("a = 2")))
    assert [c.source for c in submission.cells] == ["a = 1", "a = 2"]
    assert "occurs 2 times" in submission.incidents[0]


def test_too_many_cells_are_cut_off_with_a_remark():
    submission = read(notebook(*(cell(id=f"c{i}") for i in range(ingest.MAX_CELLS + 1))))
    assert len(submission.cells) == ingest.MAX_CELLS
    assert "only the first" in submission.incidents[0]


def test_odd_cells_and_texts_are_left_out_with_remarks():
    cells = [None, cell([1, "x"]), cell(3), cell(cell_type="evil"), cell("y" * (2 << 20))]
    submission = read(notebook(*cells))
    assert [c.source for c in submission.cells] == ["x", "", "x = 1", ""]
    assert submission.cells[2].cell_type == "raw"
    assert len(submission.incidents) >= 5


def test_a_file_is_read(tmp_path):
    path = tmp_path / "hw.ipynb"
    path.write_text(json.dumps(notebook(cell())))
    assert ingest.read_file(path, "ada").cells[0].source == "x = 1"


def test_links_pipes_folders_and_missing_files_are_refused(tmp_path):
    (tmp_path / "secret").write_text(json.dumps(notebook(cell())))
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "of-another").mkdir()
    (tmp_path / "of-another" / "hw.ipynb").write_text(json.dumps(notebook(cell())))
    (tmp_path / "mine").symlink_to("of-another")
    for name in ("link", "pipe", "missing", ".", "mine/hw.ipynb"):
        submission = ingest.read_file(tmp_path / name, "ada")
        assert not submission.readable
        assert submission.content == b""


def test_a_file_that_is_too_long_is_not_read(tmp_path):
    with (tmp_path / "big").open("wb") as file:
        file.truncate(ingest.MAX_BYTES + 1)
    assert "at most 16 MiB" in ingest.read_file(tmp_path / "big", "ada").incidents[0]


@pytest.mark.parametrize(
    "number", ["9" * 1_000_000, "1e9999999", "NaN", "-Infinity", "0.1" + "0" * 10**6]
)
@pytest.mark.parametrize("where", ['"metadata": N', '"nbformat": N', '"cells": [], "x": [N, N]'])
def test_numbers_are_never_made_so_they_may_be_of_any_length(number, where):
    content = f'{{"cells": [{{"cell_type": "code", "source": "x"}}], {where.replace("N", number)}}}'
    assert read(content.encode()).readable


def test_of_a_key_that_stands_twice_the_last_counts_as_in_jupyter():
    content = b'{"cells": 1, "cells": [{"cell_type": "code", "source": "a", "source": "b"}]}'
    assert [c.source for c in read(content).cells] == [json.loads(content)["cells"][0]["source"]]


def test_half_characters_and_null_bytes_are_replaced():
    content = b'{"cells": [{"cell_type": "code", "id": "\\ud800", "source": "a\\ud800\\u0000b"}]}'
    submission = read(content)
    assert [(c.id, c.source) for c in submission.cells] == [("", "a\ufffd\ufffdb")]


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"PK\x03\x04", "a zip archive"),
        (b"%PDF-1.7", "a PDF"),
        (b"<!DOCTYPE html>", "a web page"),
    ],
)
def test_a_file_of_another_kind_is_named(start, what):
    assert f"it is {what}, not a notebook" in read(start + b" and so on").incidents[0]


@pytest.mark.parametrize("unit", [b"1,", b'"a",', b"{},", b"[],"])
def test_a_file_of_very_many_parts_is_refused_before_it_is_parsed(unit, monkeypatch):
    monkeypatch.setattr(json, "loads", lambda *args, **options: pytest.fail("was parsed"))
    limit = ingest.MAX_BRACKETS if unit[:1] in b"{[" else ingest.MAX_COMMAS
    content = b'{"cells": [], "x": [' + unit * (limit + 1) + b"0]}"
    assert "too many parts" in read(content).incidents[0]


def test_incidents_are_cut_off():
    submission = read(notebook(*[None] * 500))
    assert len(submission.incidents) == 51
    assert "450 more remarks" in submission.incidents[-1]


def test_inputs_are_drawn_for_the_student_unless_the_file_is_a_groups():
    submission = read(notebook(cell()))
    assert submission.drawn_for == "ada"
    assert replace(submission, drawn_for="group/A").drawn_for == "group/A"
