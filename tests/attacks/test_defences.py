"""Each defence, switched off alone: the attack that is aimed at it works, and the measure sees it.

So none of the criteria in `test_attacks.py` holds only because its measure is blind.
"""

import contextlib
import json
from dataclasses import replace

import pytest
from nbconvert.filters import markdown2html

from autograder.agent import wire
from autograder.build import load as load_assignment
from autograder.collect import origin
from autograder.engine import Server, grade_submission, namespace, session
from autograder.engine.rehearsal import Rehearsal
from autograder.ingest import read
from autograder.nbgrader_bridge import (
    GradebookWriter,
    autograded,
    create,
    release,
    submitted_at,
    timestamps,
)
from autograder.nbgrader_bridge import gradebook as gradebooks
from autograder.report import feedback_page, page, rendering, standing
from tests.attacks import corpus, deadline, pages

pytestmark = pytest.mark.sandbox

SECRET = b"the secret of the defences' test"


@pytest.fixture(scope="module")
def assignment():
    return load_assignment(corpus.HOMEWORK)


@pytest.fixture(scope="module")
def server(assignment):
    with Server("namespaces", assignment.data_files) as server:
        yield server


@pytest.fixture
def grade(assignment, server):
    """Grade attacks one after another in one sandbox; return what came of the last."""

    def grade_them(*names):
        for name in names:
            attack = corpus.load(name) if isinstance(name, str) else name
            content = corpus.notebook_bytes(attack, assignment.notebook(released=True))
            submission = read(content, attack.student)
            graded = grade_submission(submission, assignment, SECRET, server)
        return graded

    yield grade_them
    server.stop()


@pytest.fixture(scope="module")
def gradebook(assignment, tmp_path_factory):
    """The writer of a new course's gradebook; the course has a deadline."""
    root = tmp_path_factory.mktemp("defences") / "course"
    release(create(root), assignment)
    with GradebookWriter(deadline.set_deadline(root), assignment) as writer:
        yield writer


def counting(gradebook, *results):
    """The points that count, after what lateness costs, when these results come in turn."""
    student = results[-1].student
    for result in results:
        when = submitted_at(gradebook.course, corpus.HOMEWORK, student)
        gradebook.record(result, {}, when)
    grades = gradebook.grades()[student]
    return sum(each.auto or 0 for each in grades.cells.values()) - grades.late_penalty


@pytest.mark.parametrize("name", ["c10-forged-time", "c11-strange-time"])
def test_without_the_record_a_time_of_the_student_s_own_is_believed(
    grade, gradebook, monkeypatch, name
):
    attack, root = corpus.load(name), gradebook.course.root
    content = corpus.hand_in(attack, root, gradebook.assignment.notebook(released=True))
    deadline.save_record(root, {attack.student: deadline.entry(content, late=True)})
    result = grade(name).result
    assert counting(gradebook, result) == 0
    monkeypatch.setattr(timestamps.origin, "load", lambda *_: origin.Collected())
    assert counting(gradebook, result) == result.points > 0


def test_without_the_noughts_of_a_crash_an_earlier_score_stays(grade, gradebook, monkeypatch):
    attack = corpus.load("c12-crashes-at-once")
    before = replace(attack, settings={"base": attack.earlier}, blocks=())
    earlier, crash = grade(before).result, grade(attack.name).result
    assert counting(gradebook, earlier, crash) == 0
    write = gradebooks._write_score
    monkeypatch.setattr(gradebooks, "_write_score", lambda *of: write(*of) if of[1] else None)
    assert counting(gradebook, earlier, crash) == earlier.points > 0


def hidden_in(graded, assignment):
    """Hidden numbers in a result."""
    result = graded.result
    hidden = pages.hidden_numbers(assignment.homework, SECRET, result.student)
    return pages.leaked(json.dumps(result.to_json()), hidden)


LEAKS = ["b17-hidden-input-in-a-message", "b20-hidden-input-through-a-file"]


@pytest.mark.parametrize("name", LEAKS)
def test_without_the_rehearsal_hidden_inputs_are_shown(grade, assignment, monkeypatch, name):
    assert hidden_in(grade(name), assignment) == set()

    @contextlib.contextmanager
    def ask_in_turn(self, exercise, failed):
        with self._bound(exercise, failed) as names:
            yield names, ()

    monkeypatch.setattr(Rehearsal, "namespace", ask_in_turn)
    assert hidden_in(grade(name), assignment) != set()


def test_without_numbers_an_answer_in_advance_is_taken(grade, monkeypatch):
    def believing(*args):
        reply, payload = wire.receive(*args)
        return reply | {"n": _Any()}, payload

    assert "no question" in " ".join(grade("c08-answers-in-advance").result.incidents)
    monkeypatch.setattr(namespace, "wire", _With(wire, receive=believing))
    assert "no question" not in " ".join(grade("c08-answers-in-advance").result.incidents)


class _Any:
    """A number that is the right one."""

    __hash__ = object.__hash__

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


class _With:
    """A module with some names changed."""

    def __init__(self, module, **changed):
        self._module, self._changed = module, changed

    def __getattr__(self, name):
        return self._changed.get(name) or getattr(self._module, name)


def kinds_of_output(graded):
    """Every MIME type among the outputs."""
    shown = [output for cell in graded.cells for output in cell["outputs"]]
    return {key for output in shown if isinstance(output, dict) for key in output.get("data", {})}


def test_without_cleaning_a_forged_output_reaches_the_page(grade, monkeypatch):
    assert "text/html" not in kinds_of_output(grade("f34-forged-outputs"))
    monkeypatch.setattr(session, "clean_outputs", lambda outputs, limits: outputs)
    monkeypatch.setattr(session, "size_of", lambda outputs: 0)
    assert "text/html" in kinds_of_output(grade("f34-forged-outputs"))


def test_without_emptying_the_scratch_folder_a_friend_leaves_answers(grade, monkeypatch):
    friends = "b23-leaves-answers-for-a-friend", "b24-takes-answers-from-a-friend-1"
    assert grade(*friends).result.points == 0
    monkeypatch.setattr(Server, "clean", lambda self: True)
    assert grade(*friends).result.points > 0


def test_without_escaping_a_page_is_live(grade, assignment, monkeypatch):
    graded = grade("f32-feedback-injected")
    cells = autograded.merged_cells(assignment, graded.result, graded.cells)

    def live():
        info = page.PageInfo("HW1A", cells={cell.id: cell.kind for cell in assignment.cells})
        return pages.live_parts(feedback_page(standing(graded.result), cells, info))

    assert live() == []
    environment = rendering._environment().overlay(autoescape=False)
    environment.loader = rendering._environment().loader
    monkeypatch.setattr(rendering, "_environment", lambda: environment)
    assert live() != []


def test_without_safe_markdown_an_answer_is_live(grade, assignment, monkeypatch):
    graded = grade("f19-scripts-in-markdown")

    def live():
        cells = autograded.merged_cells(assignment, graded.result, graded.cells)
        (answer,) = (cell for cell in cells if cell["id"] == "xor_discussion")
        text = "".join(answer["source"]).replace(
            "attachment:", ""
        )  # nbconvert stops at a missing one
        return pages.live_parts(markdown2html(text), links=True)

    assert live() == []
    monkeypatch.setattr(autograded, "safe_markdown", lambda text: text)
    assert live() != []
