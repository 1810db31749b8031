"""What holds for every lecture: its plan, its questions, its cells that need only the imports."""

import ast
import itertools
import json
import re

import pytest

from tests.lectures.reading import FOLDER

LECTURES = sorted(FOLDER.glob("*.ipynb"))
MAY_IMPORT = {"numpy", "course", "nbextensions"}


@pytest.fixture(params=LECTURES, ids=lambda path: path.stem)
def cells(request):
    return json.loads(request.param.read_text(encoding="utf-8"))["cells"]


def sources(cells, cell_type):
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == cell_type]


def prose(cells):
    return "\n".join(sources(cells, "markdown"))


def test_the_minutes_add_up_and_are_25_at_most(cells):
    title = sources(cells, "markdown")[0]
    total = int(re.search(r"\*\*In this lecture\*\* \((\d+) minutes\)", title)[1])
    plan = re.findall(r"^\| (\d+) \| (.+) \| (\d+) \|$", title, re.MULTILINE)
    assert sum(int(minutes) for _, _, minutes in plan) == total <= 25
    for number, heading, _ in plan:
        assert f"## {number} · {heading}" in prose(cells)


def test_there_are_two_to_four_predictions_three_checks_and_one_slip(cells):
    headings = re.findall(r"^### (Predict|Check) (\d)", prose(cells), re.MULTILINE)
    predictions = [number for kind, number in headings if kind == "Predict"]
    assert predictions in (["1", "2"], ["1", "2", "3"], ["1", "2", "3", "4"])
    assert [number for kind, number in headings if kind == "Check"] == ["1", "2", "3"]
    called = [name for source in sources(cells, "code") for name in calls(source)]
    assert called.count("FindTheSlip") == 1
    assert called.count("Predict") >= len(predictions)


def calls(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def test_a_question_is_followed_by_its_widget(cells):
    for here, after in itertools.pairwise(cells):
        if re.search(r"^### (Predict|Check) \d", "".join(here["source"]), re.MULTILINE):
            assert after["cell_type"] == "code", here["id"]


def test_what_is_kept_back_is_shown_by_a_prediction(cells):
    covered, predicted = set(), set()
    for source in sources(cells, "code"):
        for call in (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call)):
            given = {
                k.arg: k.value.value for k in call.keywords if isinstance(k.value, ast.Constant)
            }
            if given.get("covered"):
                covered.add(given["group"])
            elif getattr(call.func, "id", "") == "Predict" and "group" in given:
                predicted.add(given["group"])
    assert covered == predicted


def test_only_the_first_code_cell_imports_and_only_what_students_have(cells):
    first, *others = sources(cells, "code")
    modules = set()
    for node in ast.walk(ast.parse(first)):
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add(node.module.split(".")[0])
    assert modules <= MAY_IMPORT
    assert not any(
        isinstance(node, (ast.Import, ast.ImportFrom))
        for source in others
        for node in ast.walk(ast.parse(source))
    )


def test_links_between_notebooks_lead_somewhere(cells):
    links = re.findall(r"\]\(([^)#\s]+\.ipynb)\)", prose(cells))
    assert any("homework" in link for link in links)
    assert any("/" not in link for link in links)  # a neighbour
    assert [link for link in links if not (FOLDER / link).exists()] == []


def test_there_are_shapes_notes_for_the_lecturer_and_credits(cells):
    text = prose(cells)
    assert re.search(r"^\| symbol \| in code \| shape", text, re.MULTILINE)
    assert text.count("<summary>For the lecturer</summary>") >= 3
    assert text.count("<details>") == text.count("</details>")
    assert "\n## Credits\n" in text
    assert "Andrew Beam" in text.split("## Credits")[1]


def test_each_widget_cell_needs_only_the_imports(cells):
    first, *others = sources(cells, "code")
    imported = {"display": lambda *shown: None}
    exec(compile(first, "imports", "exec"), imported)
    for source in others:
        exec(compile(source, "cell", "exec"), dict(imported))


def test_the_code_that_holds_an_answer_is_folded_away(cells):
    for cell in cells:
        if cell["cell_type"] == "code" and "Predict" in calls("".join(cell["source"])):
            assert cell["metadata"].get("jupyter") == {"source_hidden": True}, cell["id"]
