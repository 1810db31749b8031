"""Predict: no answer before a prediction; the prediction stays beside the truth."""

from xml.etree import ElementTree

import pytest

from nbextensions import Predict

CHOICES = ["it falls", "it rises", "it stays"]
SECRET = "because of the tie"


def accuracy(**settings):
    return Predict(
        "What does the **accuracy** do when $w_1$ grows?",
        choices=CHOICES,
        truth="it stays",
        explanation=SECRET,
        **settings,
    )


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"choices": ["one"], "truth": 0}, "at least two"),
        ({"choices": ["a", "b"], "truth": "c"}, "one of the choices"),
        ({"choices": ["a", "b"], "truth": True}, "one of the choices"),
        ({"truth": "much"}, "finite number"),
        ({"truth": float("inf")}, "finite number"),
        ({"truth": lambda: [1.0, 2.0, 3.0]}, "finite number"),
        ({"truth": None}, "the truth is None, expected a finite number"),
        ({"truth": 1j}, "finite number"),
        ({"choices": [1, 2, 3, 4], "truth": 3}, "the choice '3', or the one at place 3 .* '4'"),
        ({"choices": ["0", "2", "1"], "truth": lambda: 1}, "could be the choice '1'"),
    ],
)
def test_a_question_without_one_answer_is_refused(settings, sentence):
    with pytest.raises((ValueError, TypeError), match=sentence):
        Predict("?", **settings)


@pytest.mark.parametrize(
    ("choices", "truth", "right"),
    [
        ([1, 2, 3, 4], "3", "3"),
        ([1, 2, 3, 4], 4, "4"),  # there is no place 4
        ([1, 2, 3, 4], 0, "1"),  # there is no choice 0
        ([0, 1, 2], 1, "1"),  # both readings say so
        ([0.5, 0.25], 0.25, "0.25"),
        (["yes", "no"], 1, "no"),
        ([True, False], False, "False"),
    ],
)
def test_a_number_is_read_as_a_choice_or_as_its_place_where_only_one_is_meant(
    choices, truth, right
):
    assert Predict("?", choices=choices, truth=truth).truth == right


def test_what_a_truth_prints_does_not_stand_in_the_question(capsys):
    assert Predict("?", truth=lambda: print("p:", 0.25) or 0.25).printed == ""
    assert capsys.readouterr().out == "p: 0.25\n"


def test_a_truth_without_a_return_is_a_sentence_and_the_widget_stands():
    widget = Predict("?", truth=lambda: None)
    assert widget.problem == "<lambda> returned None (is there a return at its end?)."
    assert widget.truth is None


def test_the_truth_may_be_computed():
    assert Predict("?", truth=lambda: 0.25).truth == 0.25


def test_a_raising_truth_is_a_sentence_and_the_widget_stands():
    widget = Predict("?", truth=lambda: 1 / 0)
    assert "ZeroDivisionError" in widget.problem
    assert widget.truth is None


def test_neither_picture_nor_text_gives_the_answer_away():
    widget = accuracy()
    for text in (widget.still(), widget.describe()):
        assert SECRET not in text
        assert "It is" not in text
    widget.answer, widget.revealed, widget.verdict = "it falls", True, "wrong"
    assert SECRET in widget.still()
    assert "It is it stays" in widget.describe()
    ElementTree.fromstring(widget.still())


@pytest.mark.browser
def test_the_answer_shows_only_after_a_prediction_which_stays(stage):
    widget = accuracy()
    (shown,) = stage.show(widget)
    show = shown.get_by_role("button", name="Show the answer")
    assert show.is_disabled()
    stage.page.keyboard.press("PageDown")
    assert SECRET not in shown.inner_text()
    shown.get_by_role("radio", name="it falls").check()
    stage.settle()
    show.click()
    stage.settle()
    text = shown.inner_text()
    assert SECRET in text
    assert "Predicted" in text
    assert "not as predicted" in text
    assert shown.get_by_role("radio", name="it rises").is_disabled()
    assert (widget.answer, widget.revealed, widget.verdict) == ("it falls", True, "wrong")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "said"),
    [(".62", "✓"), ("62 %", "✓"), ("0,6225", "✓"), ("0.6", "≈"), ("0.38", "✗")],
)
def test_a_number_is_read_as_people_type_it(stage, typed, said):
    widget = Predict("$p$ at $h = 0.5$?", truth=0.6224593312018546)
    (shown,) = stage.show(widget)
    shown.get_by_label("Your prediction, a number").fill(typed)
    stage.page.keyboard.press("Enter")
    stage.settle()
    assert said in shown.inner_text()
    assert "0.6225" in shown.inner_text()


@pytest.mark.browser
def test_what_is_no_number_is_said_and_shows_nothing(stage):
    (shown,) = stage.show(Predict("$p$?", truth=0.25))
    shown.get_by_label("Your prediction, a number").fill("half")
    stage.page.keyboard.press("Enter")
    stage.settle()
    assert "“half” is no number" in shown.inner_text()
    assert "It is" not in shown.inner_text()


@pytest.mark.browser
def test_hands_can_be_counted_in_place_of_one_prediction(stage):
    widget = accuracy()
    (shown,) = stage.show(widget)
    shown.get_by_role("button", name="Count hands").click()
    more = shown.get_by_role("button", name="one hand more for it rises")
    for _ in range(3):
        more.click()
    shown.get_by_role("button", name="one hand fewer for it rises").click()
    shown.get_by_role("button", name="Show the answer").click()
    stage.settle()
    assert widget.tally == [0, 2, 0]
    assert SECRET in shown.inner_text()


@pytest.mark.browser
def test_a_clicker_shows_the_answer_and_takes_it_back(stage):
    (shown,) = stage.show(accuracy(answer="it stays"))
    shown.get_by_role("button", name="Show the answer").focus()
    stage.page.keyboard.press("PageDown")
    stage.settle()
    assert SECRET in shown.inner_text()
    shown.get_by_role("button", name="Count hands").focus()
    stage.page.keyboard.press("PageUp")
    stage.settle()
    assert SECRET not in shown.inner_text()


@pytest.mark.browser
def test_two_on_one_page_do_not_share_their_choice(stage):
    one, two = accuracy(), accuracy()
    shown = stage.show(one, two)
    shown[0].get_by_role("radio", name="it falls").check()
    shown[1].get_by_role("radio", name="it stays").check()
    stage.settle()
    assert shown[0].get_by_role("radio", name="it falls").is_checked()
    assert (one.answer, two.answer) == ("it falls", "it stays")
