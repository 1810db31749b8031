"""Every widget saves what it shows, in each of four formats."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest

from nbextensions import Predict
from tests.widgets.gallery import GALLERY, make

pytestmark = pytest.mark.browser


def saved(stage, shown, ending):
    """Choose an item of the menu; the text, or the bytes of a picture, that it saves."""
    shown.get_by_role("button", name="Menu").click()
    with stage.page.expect_download() as waiting:
        shown.get_by_role("menuitem", name=f"Save as {ending}").click()
    return Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize("name", GALLERY)
def test_it_saves_four_formats(stage, name):
    (shown,) = stage.show(make(name))
    assert saved(stage, shown, "PNG").startswith(b"\x89PNG")
    words = list(ElementTree.fromstring(saved(stage, shown, "SVG")).itertext())
    assert any(word.strip() for word in words)
    rows = list(csv.reader(io.StringIO(saved(stage, shown, "CSV").decode())))
    assert len(rows) > 1
    tex = saved(stage, shown, "LaTeX").decode()
    bare = tex.replace(r"\{", "").replace(r"\}", "")
    assert bare.count("{") == bare.count("}")
    assert tex.count(r"\begin") == tex.count(r"\end")
    assert len(tex) > 20


def test_a_question_is_written_as_latex_that_compiles(stage):
    question = "Is $p_1$ **above** 50 % in `my_table` & why?"
    (shown,) = stage.show(Predict(question, choices=["yes_it_is", "no"], truth="no"))
    lines = saved(stage, shown, "LaTeX").decode().splitlines()
    assert lines[0] == r"Is $p_1$ \textbf{above} 50 \% in \texttt{my\_table} \& why?"
    assert r"  \item yes\_it\_is" in lines
    assert "It is" not in "".join(lines)
