"""The build puts declared exercises where the source notebook has their placeholders."""

import io
import json

import numpy as np
import pytest

from autograder.build import AssignmentError, assemble, assignment, load
from autograder.build.data import npz_bytes
from autograder.build.notebook import dumps, make_cell, make_notebook
from autograder.exercise import Homework
from tests.autograder import toy

built = toy.assignment()


def cell(id):
    return built.cells_by_id[id]


def test_a_function_becomes_task_solution_check_and_hidden_check():
    kinds = [(each.id, each.kind) for each in built.cells if each.exercise == "double"]
    assert kinds == [
        ("double-task", "task"),
        ("double", "solution"),
        ("double-check", "check"),
        ("double-hidden", "hidden"),
    ]


def test_the_task_says_how_the_points_are_given():
    assert "2 points: 1 shown by the check, 1 hidden" in cell("double-task").source
    assert "3 points, given by a person" in cell("why-task").source


def test_a_check_cell_is_one_line_that_gives_points():
    assert cell("double-check").source == "toy.check(double)"
    assert cell("squares_table-check").source == 'toy.check("squares_table", squares_table)'


def test_the_hidden_check_is_nothing_but_a_hidden_tests_region():
    lines = cell("double-hidden").source.splitlines()
    assert lines[0] == "### BEGIN HIDDEN TESTS"
    assert lines[-1] == "### END HIDDEN TESTS"
    assert cell("double-hidden").released.strip() == ""


def test_the_release_keeps_the_docstring_and_drops_the_solution():
    released = cell("double").released
    assert "Return twice" in released
    assert "return 2 * x" not in released
    assert released.endswith("    # YOUR CODE HERE\n    raise NotImplementedError()")


def test_the_release_of_typed_answers_is_the_empty_table_and_nothing_that_raises():
    released = cell("squares_table").released
    assert '"square": [None, None, None]' in released
    assert "raise" not in released
    assert "1, 4, 9" not in released


def test_the_rubric_of_a_discussion_stays_in_the_source():
    assert "a factor of two" in cell("why").source
    assert cell("why").released == "YOUR ANSWER HERE"
    assert "straight line" not in cell("plot").released


def test_the_source_of_the_whole_notebook_runs_and_earns_every_point(tmp_path, monkeypatch):
    assignment.write(built, tmp_path)
    monkeypatch.chdir(tmp_path)
    names = {}
    for each in built.cells:
        if each.cell_type == "code" and each.kind not in ("check", "hidden"):
            exec(each.source, names)
    assert names["double"](3) == 6
    assert names["total"](np.array([1.0, 2.0])) == 6
    assert names["squares_table"]["square"] == [1, 4, 9]


def test_points_of_the_graded_cells_add_up_to_the_homework():
    assert sum(each.points or 0 for each in built.cells) == toy.homework.points


def test_every_cell_but_scratch_is_managed_by_nbgrader_under_its_own_id():
    for each in built.notebook()["cells"]:
        managed = each["metadata"].get("nbgrader")
        if each["id"] == "try-it-out":
            assert managed is None
        else:
            assert managed["grade_id"] == each["id"]


def test_tags_of_the_source_decide_what_a_code_cell_is():
    assert cell("import-numpy").kind == "provided"
    assert cell("import-checks").kind == "local"
    assert cell("try-it-out").kind == "scratch"


def test_two_builds_are_the_same_bytes(tmp_path):
    first = assignment.write(built, tmp_path / "one")
    second = assignment.write(toy.assignment(), tmp_path / "two")
    assert [p.name for p in first] == ["toy.ipynb", "numbers.npz"]
    for one, two in zip(first, second, strict=True):
        assert one.read_bytes() == two.read_bytes()


def test_the_notebook_is_written_as_jupyter_writes_it():
    text = dumps(built.notebook())
    assert text.endswith("}\n")
    assert text.startswith('{\n "cells": [\n')
    assert json.loads(text)["metadata"]["kernelspec"]["name"] == "python3"


def test_the_built_notebook_is_valid_for_nbformat():
    import nbformat

    nbformat.validate(nbformat.reads(dumps(built.notebook()), as_version=4))


def test_data_is_read_by_plain_load():
    with np.load(io.BytesIO(built.data_files["data/numbers.npz"]), allow_pickle=False) as data:
        assert np.array_equal(data["x"], np.linspace(-1, 1, 5))
        assert data["flags"].dtype == bool


def test_data_keeps_shape_whatever_the_memory_order():
    array = np.asfortranarray(np.arange(6.0).reshape(2, 3)).astype(">f8")
    content = npz_bytes({"a": array, "scalar": np.float64(2)})
    assert content == npz_bytes({"a": np.arange(6.0).reshape(2, 3), "scalar": np.float64(2)})
    with np.load(io.BytesIO(content)) as data:
        assert data["scalar"].shape == ()
        assert np.array_equal(data["a"], array)


def test_data_with_python_objects_is_refused_by_name():
    with pytest.raises(ValueError, match="names has dtype object"):
        npz_bytes({"names": np.array([{}, []], dtype=object)})


def sources(*texts):
    return make_notebook([make_cell("code", f"cell-{n}", text, {}) for n, text in enumerate(texts)])


def test_all_misplaced_exercises_are_named_at_once():
    notebook = sources("# exercise: double", "# exercise: double", "# exercise: treble")
    with pytest.raises(AssignmentError) as caught:
        assemble(toy.homework, notebook)
    message = str(caught.value)
    assert "there is no exercise 'treble'" in message
    assert "'double' is placed 2 times" in message
    assert "'total' is not placed" in message


def test_an_id_that_stands_twice_or_is_no_slug_is_named():
    empty = Homework("empty", title="", points=0)
    cells = [make_cell("markdown", id, "text", {}) for id in ("same", "same", "Not a slug")]
    with pytest.raises(AssignmentError) as caught:
        assemble(empty, make_notebook(cells))
    assert "'same' stands 2 times" in str(caught.value)
    assert "'Not a slug' is not a slug" in str(caught.value)


def test_a_comment_that_only_begins_like_a_placeholder_is_code():
    notebook = toy.source_notebook()
    notebook["cells"].append(make_cell("code", "more", "# exercise: double\nx = 1", {}))
    assert assemble(toy.homework, notebook).cells_by_id["more"].kind == "provided"


def test_an_unknown_homework_is_answered_with_the_nearest_name(tmp_path, monkeypatch):
    (tmp_path / "hw1a.ipynb").touch()
    monkeypatch.setattr(assignment, "_SOURCES", (tmp_path,))
    with pytest.raises(AssignmentError, match="Did you mean hw1a"):
        load("hw1")
    with pytest.raises(AssignmentError, match="no homework"):
        load("../hw1a")
