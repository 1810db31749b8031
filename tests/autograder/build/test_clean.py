"""Source notebooks are kept clean."""

import json

import pytest

from autograder.build import clean
from autograder.build.notebook import dumps, make_cell, make_notebook


@pytest.fixture
def messy():
    code = make_cell("code", "0f3a91bc", "x = 1\nx", {"collapsed": True, "tags": ["local"]})
    code |= {"execution_count": 7, "outputs": [{"output_type": "stream", "text": "1"}]}
    heading = make_cell("markdown", "welcome", "# Hello, world!\n", {"trusted": True})
    twin = make_cell("markdown", "welcome", "# Hello, world!", {})
    return make_notebook([heading, code, twin]) | {"metadata": {"orig_nbformat": 2}}


def test_outputs_counts_and_metadata_go_and_tags_stay(messy):
    heading, code, _ = clean.clean(messy)["cells"]
    assert code["outputs"] == []
    assert code["execution_count"] is None
    assert code["metadata"] == {"tags": ["local"]}
    assert heading["metadata"] == {}


def test_a_source_that_hides_an_answer_stays_hidden():
    state = {"source_hidden": True, "outputs_hidden": False}
    question = make_cell("code", "question", "Predict(...)", {"jupyter": state})
    [cell] = clean.clean(make_notebook([question]))["cells"]
    assert cell["metadata"] == {"jupyter": {"source_hidden": True}}
    shown = make_cell("code", "shown", "1 + 1", {"jupyter": {"source_hidden": False}})
    [cell] = clean.clean(make_notebook([shown]))["cells"]
    assert cell["metadata"] == {}


def test_random_ids_become_words_and_twins_get_a_number(messy):
    ids = [cell["id"] for cell in clean.clean(messy)["cells"]]
    assert ids == ["welcome", "x-1", "hello-world"]
    messy["cells"].append(dict(messy["cells"][2]))
    assert clean.clean(messy)["cells"][3]["id"] == "hello-world-2"


def test_a_line_break_of_two_spaces_in_prose_stays():
    notebook = make_notebook([make_cell("markdown", "poem", "one  \ntwo", {})])
    assert clean.clean(notebook)["cells"][0]["source"] == ["one  \n", "two"]


def test_cleaning_twice_changes_nothing(messy):
    once = clean.clean(messy)
    assert dumps(clean.clean(once)) == dumps(once)


def test_problems_are_named_and_gone_after_cleaning(messy, tmp_path):
    path = tmp_path / "messy.ipynb"
    path.write_text(json.dumps(messy), encoding="utf-8")
    said = "\n".join(clean.problems(path))
    for words in ("has outputs", "execution count", "'0f3a91bc' is not a readable slug", "newline"):
        assert words in said
    assert clean.clean_file(path)
    assert clean.problems(path) == []
    assert not clean.clean_file(path)


def test_the_command_checks_whole_folders_and_skips_checkpoints(messy, tmp_path, capsys):
    (tmp_path / ".ipynb_checkpoints").mkdir()
    for path in (tmp_path / "a.ipynb", tmp_path / ".ipynb_checkpoints" / "a.ipynb"):
        path.write_text(json.dumps(messy), encoding="utf-8")
    assert clean.main(["--check", str(tmp_path)]) == 1
    assert "make format" in capsys.readouterr().out
    assert clean.main([str(tmp_path)]) == 0
    assert clean.main(["--check", str(tmp_path)]) == 0
    assert clean.problems(tmp_path / ".ipynb_checkpoints" / "a.ipynb") != []


def test_a_file_that_is_no_notebook_is_named(tmp_path, capsys):
    path = tmp_path / "broken.ipynb"
    path.write_text("{", encoding="utf-8")
    assert clean.main([str(path)]) == 2
    assert "broken.ipynb is not a notebook" in capsys.readouterr().err
