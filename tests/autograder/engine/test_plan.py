"""A submission laid over its assignment: what runs, with which text, in which order."""

import pytest

from autograder.build.cells import SpecCell
from autograder.engine.plan import plan
from autograder.ingest import Submission, SubmittedCell

SPECS = (
    SpecCell("title", "prose", "", "markdown", "# Title"),
    SpecCell("setup", "provided", "", "code", "import numpy as np"),
    SpecCell("start", "local", "", "code", "from autograder.homework import hw"),
    SpecCell("double", "solution", "double", "code", "the solution"),
    SpecCell("double-check", "check", "double", "code", "hw.check(double)"),
    SpecCell("double-hidden", "hidden", "double", "code", "the hidden tests"),
    SpecCell("talk", "manual", "talk", "markdown", "the rubric"),
)


def planned(*cells):
    submitted = tuple(SubmittedCell(id, kind, source) for id, kind, source in cells)
    return plan(Submission("ada", b"", submitted), SPECS)


def whole(**changes):
    texts = {"double": "def double(x): return 2 * x", "talk": "I think"} | changes
    return [(spec.id, spec.cell_type, texts.get(spec.id, "changed!")) for spec in SPECS]


def test_students_text_runs_and_locked_text_is_ours():
    cells, incidents = planned(*whole())
    assert [c.id for c in cells] == [spec.id for spec in SPECS]
    assert {c.id: c.source for c in cells if c.runs} == {
        "setup": "import numpy as np",
        "double": "def double(x): return 2 * x",
    }
    assert incidents == (
        "Locked cells differ from the assignment's, which count: `setup`, `double-check`, "
        "`double-hidden`.",
    )


def test_blanks_and_cells_that_only_the_student_runs_are_nobodys_business():
    for text in ("released", "source"):  # the instructor may hand in the whole for a trial
        same = {s.id: f"\n{getattr(s, text)} \n\n" for s in SPECS if s.id != "start"}
        assert planned(*whole(**same))[1] == ()


def test_locked_cells_that_are_missing_are_put_back_and_named():
    _, incidents = planned(*(cell for cell in whole() if "double-" not in cell[0]))
    assert (
        incidents[1] == "Locked cells were missing and put back: `double-check`, `double-hidden`."
    )


def test_flags_of_nbgrader_that_were_changed_are_named_and_not_believed():
    cells = tuple(
        SubmittedCell(spec.id, spec.cell_type, spec.released, frozenset({"grade"}) ^ marks)
        for spec, marks in [(SPECS[3], frozenset()), (SPECS[4], frozenset({"grade", "solution"}))]
    )
    (said,) = (each for each in plan(Submission("ada", b"", cells), SPECS)[1] if "flags" in each)
    assert said.endswith("which count: `double`, `double-check`.")
    honest = tuple(
        SubmittedCell(s.id, s.cell_type, s.released, s.flags & {"grade", "solution"}) for s in SPECS
    )
    assert plan(Submission("ada", b"", honest), SPECS)[1] == ()


def test_check_cells_never_run_and_hidden_tests_stay_out():
    cells, _ = planned(*whole())
    by_id = {c.id: c for c in cells}
    assert not any(by_id[id].runs for id in ("start", "double-check", "double-hidden"))
    assert by_id["double-hidden"].source == ""


def test_deleted_cells_come_back_at_their_place_without_the_solution():
    cells, incidents = planned(("talk", "markdown", "I think"), ("x", "code", "free = 1"))
    ids = [c.id for c in cells]
    assert ids[:6] == [spec.id for spec in SPECS[:6]]
    by_id = {c.id: c for c in cells}
    assert by_id["double"].source == ""
    assert by_id["setup"].runs
    assert "`double`" in incidents[0]
    assert ids.index("x") > ids.index("talk")


def test_free_cells_run_where_they_stand():
    cells, _ = planned(*whole()[:4], ("", "code", "a = 1"), ("", "markdown", "note"), *whole()[4:])
    free = [c for c in cells if c.kind == "scratch"]
    assert [(c.source, c.runs) for c in free] == [("a = 1", True), ("note", False)]
    assert len({c.id for c in cells}) == len(cells)


def test_the_last_copy_keeps_the_id_and_all_run_in_order():
    cells, _ = planned(*whole(), ("double", "code", "second"), ("double", "code", "third"))
    copies = [c for c in cells if c.kind == "solution"]
    assert [c.source for c in copies if c.runs][1:] == ["second", "third"]
    assert [c.id == "double" for c in copies] == [False, False, True]
    assert len({c.id for c in cells}) == len(cells)


def test_a_copied_locked_cell_stands_once():
    cells, _ = planned(*whole(), ("setup", "code", "evil = 1"))
    assert [c.source for c in cells if c.kind == "provided"] == ["import numpy as np"]


def test_a_solution_turned_into_markdown_still_runs_and_is_mentioned():
    submitted = [(id, "markdown", source) for id, _, source in whole()]
    cells, incidents = planned(*submitted)
    assert {c.id: c.runs for c in cells}["double"]
    assert any("`double` was handed in as markdown" in said for said in incidents)


@pytest.mark.parametrize("order", [reversed, lambda cells: cells[3:] + cells[:3]])
def test_moved_cells_run_in_the_students_order(order):
    cells, _ = planned(*order(whole()))
    assert sorted(c.id for c in cells) == sorted(spec.id for spec in SPECS)
