"""The browser can set, say and label every formula that the course writes."""

import ast
import itertools
import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from course.notation import NOTATIONS, letter
from course.slips import SLIPS
from course.slips.derivations import derivation_of
from tests.widgets.agreement import in_javascript
from tests.widgets.examples import GRAPHS, TABLES

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def _all_tex():
    """Everything that the course writes in TeX: nodes, tables, letters, slips."""
    for graph in GRAPHS.values():
        for node in graph.nodes:
            yield from (node.symbol, node.expression, node.equation())
            yield from (
                edge.replace("#", "x_").replace("@", "x_") for edge in node.factor_templates
            )
    for _, _, table in TABLES.values():
        for column in table.columns:
            yield from (column.symbol, column.expression, table.cell(0, column.key).equation())
        for cell in (table.loss, *table.gradient.values(), *table.update.values()):
            yield from (cell.symbol, cell.expression, cell.filled())
    for deck, notation in NOTATIONS.items():
        yield from (letter(quantity, 1, 2, deck=deck) for quantity in notation.letters)
    for text in itertools.chain(_slips(), _derivations(), _strings_of_notebooks()):
        yield from re.findall(r"\$(.+?)\$", text)


def _slips():
    for slip in SLIPS.values():
        yield from (slip.printed, slip.right, slip.why)


def _derivations():
    for slip in SLIPS.values():
        made = derivation_of(slip, tuple(SLIPS.values()))
        yield from (made.task, *made.lines, made.mended, *made.reasons, *made.labels, made.how)


def _strings_of_notebooks():
    """What lecturers give to widgets: the strings of their code."""
    for path in sorted(NOTEBOOKS.glob("*/*.ipynb")):
        for cell in json.loads(path.read_text())["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code" and not source.startswith(("%", "!")):
                nodes = ast.walk(ast.parse(source))
                constants = [node.value for node in nodes if isinstance(node, ast.Constant)]
                yield from (value for value in constants if isinstance(value, str))


@pytest.fixture(scope="module")
def formulas():
    """TeX -> what JavaScript makes of it."""
    every = list(dict.fromkeys(_all_tex()))
    return dict(zip(every, in_javascript(tex=every)["tex"], strict=True))


def test_all_tex_of_the_course_can_be_set(formulas):
    assert len(formulas) > 1000
    assert [shown["error"] for shown in formulas.values() if "error" in shown] == []


def test_mathml_is_well_formed_and_shows_every_digit(formulas):
    for tex, shown in formulas.items():
        tree = ElementTree.fromstring(shown["mathml"])
        assert tree.tag == "math"
        assert tree.get("aria-label") == shown["speech"]
        text = "".join(tree.itertext())
        assert sorted(re.findall(r"\d", text)) == sorted(re.findall(r"\d", tex)), tex


def test_no_tex_is_left_in_labels_and_words(formulas):
    for tex, shown in formulas.items():
        for text in (shown["plain"], shown["speech"], *shown["runs"]):
            assert not re.search(r"[\\$]", text), (tex, text)
            assert r"\{" in tex or not re.search(r"[{}]", text), (tex, text)
