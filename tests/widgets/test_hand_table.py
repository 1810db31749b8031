"""The hand table: numbers that open, tables that follow one another, blanks, own functions."""

import csv
import io
from xml.etree import ElementTree

import numpy as np
import pytest
import traitlets
from playwright.sync_api import expect

from course import hand
from course.datasets import or_, xor
from course.graph import two_neuron_chain
from course.graph.mlp import CANON_B, CANON_B_OUT, CANON_W, CANON_W_OUT
from nbextensions import HandTable
from nbextensions.hand_table.controls import CONTROLS

X, OR = (values.tolist() for values in or_())
MINUS = "\N{MINUS SIGN}"


def net(**settings):
    return hand.mlp_table(CANON_W, CANON_B, CANON_W_OUT, CANON_B_OUT, *xor(), **settings)


def forward_pass(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))


def loses_the_sign(X, w, b):
    return 1 / (1 + np.exp(X @ w + b))


def backward_pass(X, y, p):
    delta = 2 * (p - y) * p * (1 - p)
    return X.T @ delta / len(y), np.mean(delta)


def sums_the_rows(X, y, p):
    delta = 2 * (p - y) * p * (1 - p)
    return X.T @ delta, np.sum(delta)


# What may be set --------------------------------------------------------------------------------
def test_parameters_examples_and_switches_are_traits():
    table = HandTable()
    table.w1, table.y, table.loss = np.float64(2), np.array([0, 1, 1, 0]), "binary_cross_entropy"
    wanted = hand.table((2, -1), -0.5, X, [0, 1, 1, 0], "binary_cross_entropy")
    assert table.worked.total("loss") == wanted.loss.value
    assert table.worked.update("dw1") == wanted.update["w1"].value


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"columns": "sideways"}, "columns is 'sideways', expected forward, backward, all or some"),
        ({"columns": ["h", "q"]}, "columns is 'q'"),
        ({"columns": []}, "columns is an empty list"),
        ({"blanks": ["X1"]}, "blanks has 'X1', which is given"),
        ({"blanks": ["q"]}, "blanks has 'q', expected all or some of"),
        ({"blanks": [(7, "p")]}, "blanks has row '7', expected 0 to 3"),
        ({"blanks": [("total", "h")]}, "blanks has 'total:h', expected loss or one of"),
        ({"controls": ["knobs"]}, "controls has 'knobs', expected some of"),
        ({"loss": "hinge"}, "loss is 'hinge', expected one of squared_error"),
        ({"reduction": "median"}, "sum"),
        ({"X": [[0, 0, 0]], "y": [1], "w": (1, 1)}, "3 features and w 2 weights"),
        ({"forward": 3}, "forward is 3, expected a function"),
        ({"places": 40}, "places"),
        ({"colour": "red"}, "has no 'colour'; it has table, X, y, w, b, columns, .*, forward, "),
        (
            {"X": [[0, 0], [0, 1]], "y": [0, 2], "loss": "binary_cross_entropy"},
            "y has 2, and the cross-entropy needs targets from 0 to 1",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(settings, message):
    with pytest.raises(Exception, match="(?s)" + message.replace("(", r"\(")):
        HandTable(**settings)


def test_inputs_of_another_width_are_refused():
    with pytest.raises(Exception, match="X has 3 columns, expected 2"):
        HandTable().X = [[0, 0, 0]]


def test_blanks_are_counted_among_the_columns_that_are_shown():
    assert HandTable(blanks="h").n_blanks == 4
    assert HandTable(blanks=["h", (2, "p"), ("total", "loss"), ("update", "w1")]).n_blanks == 6
    table = HandTable(blanks="all")
    assert table.n_blanks == 4 * 4 + 1
    table.columns = "backward"
    assert table.n_blanks == 4 * 10 + 6


def test_a_lecturer_can_hide_controls():
    assert HandTable(controls=False).controls == []
    assert HandTable(controls=True).controls == list(CONTROLS)
    assert HandTable(controls=["steps"]).controls == ["steps"]


@pytest.mark.parametrize(
    ("deck", "loss", "reduction"),
    [
        ("course", "squared_error", "mean"),
        ("beam", "squared_error", "mean"),
        ("erdem", "half_squared_error", "sum"),
        ("sennblad", "half_squared_error", "mean"),
    ],
)
def test_a_decks_scalings_are_shown_and_the_own_choice_stays(deck, loss, reduction):
    table = HandTable(notation=deck)
    wanted = hand.table((1, -1), -0.5, X, OR, loss, reduction)
    assert table.worked.total("dw1") == pytest.approx(wanted.gradient["w1"].value, rel=1e-15)
    assert (table.loss, table.reduction) == ("squared_error", "mean")


def test_who_wins_a_tie_is_part_of_the_notation():
    ours, erdems = HandTable(X=X, y=OR, w=(1, -1), b=0), HandTable(X=X, y=OR, w=(1, -1), b=0)
    erdems.notation = "erdem"
    assert [ours.worked.value(r, "y_hat") for r in range(4)] == [0, 0, 1, 0]
    assert [erdems.worked.value(r, "y_hat") for r in range(4)] == [1, 0, 1, 1]


def test_a_state_restores_table_answers_and_history():
    one = HandTable(blanks=["p"], columns="all")
    one.set_trait_values(
        {
            "w1": 0.1 + 0.2,
            "answers": {"2:p": ".62"},
            "opened": "2:h",
            "history": [{"parameters": {}}],
        }
    )
    two = HandTable()
    two.state = one.state
    assert (two.w1, two.answers, two.opened) == (0.1 + 0.2, {"2:p": ".62"}, "2:h")
    assert two.blanks == one.blanks
    assert two.state == one.state


# The student's functions ------------------------------------------------------------------------
def test_right_functions_give_the_numbers_of_the_course():
    table = HandTable(forward=forward_pass, backward=backward_pass)
    assert table.problem == ""
    wanted = hand.table((1, -1), -0.5, X, OR)
    for key in wanted.keys:
        for row in range(4):
            assert table.worked.value(row, key) == pytest.approx(wanted.values(key)[row], abs=1e-15)
    assert table.worked.update("db") == pytest.approx(wanted.update["b"].value, abs=1e-15)


def test_what_follows_from_a_wrong_p_follows_from_it():
    worked = HandTable(forward=loses_the_sign).worked
    p = 1 - 0.6224593312018546
    assert worked.value(2, "p") == pytest.approx(p)
    assert worked.value(2, "y_hat") == 0
    assert worked.value(2, "loss") == pytest.approx((1 - p) ** 2)
    assert worked.value(2, "dw1") == pytest.approx(2 * (p - 1) * p * (1 - p))


def test_numbers_of_earlier_weights_do_not_stand_among_those_of_later_ones():
    def shaky(X, w, b):
        if w[0] > 2:
            raise ValueError("w is too large")
        return forward_pass(X, w, b)

    table = HandTable(forward=shaky)
    table.w1 = 3
    said = table.describe()
    assert "Row 1: X₁ = 0, X₂ = 0, y = 0, h = −0.50, p = –, ℓ = –, predicts –." in said
    assert "w is too large" in said
    assert "ours" not in said
    table.w1 = 1
    assert "every number is ours, too" in table.describe()


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (lambda X, w, b: None, "returned None for p: is there a return at its end?"),
        (lambda X, w, b: X * w, "returned p of shape (4, 2), expected (4,)"),
        (lambda X, w, b: 0.5, "returned p of shape (), expected (4,)"),
        (lambda X, w, b: ["yes"] * 4, "returned 4 values for p"),
        (lambda X, w, b: np.full(4, np.nan), "returned nan for row 1: no finite number."),
        (
            lambda X, w, b: np.array([0.5, np.inf, 0.5, 0.5]),
            "returned inf for row 2",
        ),
        (lambda X, w: X @ w, "could not be called"),
        (lambda X, w, b: 1 / 0, "ZeroDivisionError"),
    ],
)
def test_a_forward_that_goes_wrong_becomes_a_sentence(function, sentence):
    table = HandTable(forward=function)
    assert sentence in table.problem
    assert "Traceback" not in table.problem
    assert sentence in table.describe()


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (lambda X, y, p: None, "returned None (is there a return at its end?), expected dw and db"),
        (lambda X, y, p: (p - y) @ X, "returned an array of shape (2,), expected dw and db"),
        (lambda X, y, p: (X.T, 0.0), "returned dw of shape (2, 1), expected (2,)"),
        (lambda X, y, p: ([0.0, 0.0], [0.0]), "returned db of shape (1,), expected one number"),
        (lambda X, y, p: ([0.0, None], 0.0), "returned nan in dw, entry 2"),
        (lambda X, y, p: (1, 2, 3), "returned 3 values, expected dw and db"),
    ],
)
def test_a_backward_that_goes_wrong_becomes_a_sentence(function, sentence):
    assert sentence in HandTable(backward=function).problem


def test_functions_get_copies():
    def writes_into_everything(X, w, b):
        p = forward_pass(X, w, b)
        X[:], w[:] = 9, 9
        return p

    def writes_too(X, y, p):
        result = backward_pass(X, y, p)
        X[:], y[:], p[:] = 9, 9, 9
        return result

    table = HandTable(forward=writes_into_everything, backward=writes_too)
    wanted = hand.table((1, -1), -0.5, X, OR)
    assert table.worked.total("dw1") == pytest.approx(wanted.gradient["w1"].value)
    assert (table.X, table.parameters) == (X, wanted.parameters)


def test_a_nets_functions_get_their_parameters_as_arrays():
    def forward(X, params):
        H = forward_pass(X, params["W"], params["b"])
        return forward_pass(H, params["w_out"], params["b_out"]), H

    def backward(X, y, params, H):
        p = forward_pass(H, params["w_out"], params["b_out"])
        delta = 2 * (p - y) * p * (1 - p) / len(y)
        dZ = np.outer(delta, params["w_out"]) * H * (1 - H)
        return {"W": X.T @ dZ, "b": dZ.sum(0), "w_out": H.T @ delta, "b_out": delta.sum()}

    table = HandTable(net(), forward=forward, backward=backward)
    assert table.problem == ""
    for name in table.parameters:
        for row in range(4):
            ours = net().values(f"d{name}")[row]
            assert table.worked.value(row, f"d{name}") == pytest.approx(ours, abs=1e-12)
        assert table.worked.total(f"d{name}") == pytest.approx(
            net().gradient[name].value, abs=1e-12
        )


def test_functions_that_cannot_serve_are_refused():
    with pytest.raises(ValueError, match="give both"):
        HandTable(net(), backward=backward_pass)
    with pytest.raises(ValueError, match="one neuron and of a net"):
        HandTable(two_neuron_chain(), forward=forward_pass)


# What is left behind ----------------------------------------------------------------------------
def test_the_picture_shows_the_table_and_what_stands_below():
    words = ElementTree.fromstring(HandTable(columns="all").still()).itertext()
    shown = set(words)
    assert {"0.62", f"{MINUS}1.50", "1 ✓", "0 ✗", "2/4", "0.34", f"{MINUS}0.12", "1.12"} <= shown
    assert {"∂ℓ/∂w₁", "mean", "update", "2 of 4 right; always saying 1 gets 3"} <= shown


def test_neither_picture_nor_words_give_a_blank_away():
    table = HandTable(blanks=["p", "y_hat"], answers={"1:p": ".2"})
    for text in (table.still(), table.describe()):
        assert "0.62" not in text
        assert "0.38" not in text
        assert "2 of 4 right" not in text
        assert ".2" in text
    table.revealed = ["2:p"]
    assert "0.62" in table.still()


def test_nothing_is_counted_that_the_reader_is_not_shown():
    sums = HandTable(columns=["X1", "X2", "y", "h"], blanks=["h"])
    assert "of 4 right" not in sums.describe() + sums.still()
    assert "0 of 4 blanks answered rightly" in sums.describe()
    assert "2 of 4 right" in HandTable(columns=["X1", "X2", "y", "h"]).describe()


def test_the_picture_says_what_differs_from_ours_first():
    wrong = HandTable(forward=loses_the_sign, backward=sums_the_rows)
    assert "≠ loses_the_sign and sums_the_rows: the first number that differs from ours is "\
        "row 1, p: 0.6225, not 0.3775" in wrong.still()  # fmt: skip
    below = HandTable(columns="backward", backward=sums_the_rows)
    assert f"mean, ∂ℓ/∂w₁: {MINUS}0.4700, not {MINUS}0.1175" in below.still()
    assert "every number is ours" in HandTable(forward=forward_pass).still()


def test_the_description_says_each_row_and_who_is_right():
    words = HandTable().describe()
    assert "Row 3: X₁ = 1, X₂ = 0, y = 1, h = 0.50, p = 0.62" in words
    assert "predicts 1, right" in words
    assert "predicts 0, wrong" in words


# In the browser ---------------------------------------------------------------------------------
def cell(shown, id):
    return shown.locator(f'td[data-id="{id}"]')


def number(shown, id):
    return cell(shown, id).locator(".cg-value").text_content()


def marked(shown, mark):
    """Ids of the cells that bear a mark."""
    return shown.evaluate(
        "(root, mark) => [...root.querySelectorAll(`td .cg-mark-${mark}`)]"
        ".map(box => box.closest('td').dataset.id)",
        mark,
    )


def numbers(shown):
    """Every number of a table on the screen, by id."""
    return shown.evaluate(
        "root => Object.fromEntries([...root.querySelectorAll('td[data-id]')]"
        ".map(td => [td.dataset.id, td.querySelector('.cg-value').textContent]))"
    )


def fill(stage, shown, id, text):
    cell(shown, id).locator("input").fill(text)
    stage.page.keyboard.press("Enter")
    stage.settle()


@pytest.mark.browser
@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"columns": "backward"},
        {"columns": "all", "loss": "binary_cross_entropy", "reduction": "sum"},
        {
            "columns": "all",
            "loss": "half_squared_error",
            "reduction": "online",
            "learning_rate": 0.3,
        },
        {"columns": "all", "notation": "erdem"},
        {"columns": "backward", "notation": "sennblad", "places": 5},
        {"columns": ["h", "dw2", "dp"], "places": 0},
        {"table": net(), "columns": "all"},
        {"table": net(reduction="online"), "columns": "backward"},
        {"table": two_neuron_chain(), "columns": "all", "places": 6},
    ],
)
def test_every_number_on_the_screen_is_the_courses(stage, settings):
    table = HandTable(**settings)
    (shown,) = stage.show(table)
    for name in list(table.parameters)[:2]:
        stage.set_from_python(table, **{name: 0.317})
    on_screen = numbers(shown)
    worked = table.worked
    score = on_screen.pop("total:y_hat", None)
    assert score in (None, f"{worked.n_right}/{len(worked.table)}")
    assert len(on_screen) > 12
    assert on_screen == {id: worked.text(id, table.places) for id in on_screen}


@pytest.mark.browser
def test_a_slider_moves_by_hand_and_by_keyboard_and_python_knows(stage):
    table = HandTable(columns="all")
    (shown,) = stage.show(table)
    slider = shown.get_by_role("slider", name="w₁")
    box = slider.bounding_box()
    stage.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    stage.page.mouse.down()
    stage.page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2, steps=4)
    stage.settle()
    before_release = number(shown, "2:h")
    stage.page.mouse.up()
    stage.page.keyboard.press("ArrowRight")
    stage.settle()
    assert table.w1 > 2
    assert before_release != "0.50"
    assert number(shown, "2:h") == table.worked.text("2:h", 2)
    shown.get_by_role("textbox", name="w₁").fill("-1,5")
    stage.page.keyboard.press("Enter")
    stage.settle()
    assert table.w1 == -1.5
    assert number(shown, "2:h") == f"{MINUS}2.00"


@pytest.mark.browser
def test_a_number_opens_with_what_it_is_made_of_and_what_is_made_of_it(stage):
    (shown,) = stage.show(HandTable(columns="all"))
    cell(shown, "2:dw1").click()
    stage.settle()
    assert marked(shown, "open") == ["2:dw1"]
    assert marked(shown, "part") == ["2:dp", "2:dp_dh", "2:dh_dw1"]
    assert marked(shown, "use") == ["total:dw1"]
    panel = shown.locator(".cg-opened")
    assert f"{MINUS}0.17744691734927373" in panel.text_content()
    assert f"({MINUS}0.7551)" in panel.text_content()
    solid, dashed = (
        cell(shown, id).locator(".cg-cell").evaluate("e => getComputedStyle(e).borderTopStyle")
        for id in ("2:dp", "total:dw1")
    )
    assert (solid, dashed) == ("solid", "dashed")
    panel.get_by_role("button", name="mean").or_(
        panel.locator('[data-id="total:dw1"]')
    ).first.click()
    stage.settle()
    assert marked(shown, "open") == ["total:dw1"]
    assert marked(shown, "part") == [f"{r}:dw1" for r in range(4)]
    assert marked(shown, "use") == ["update:dw1"]


@pytest.mark.browser
def test_the_table_is_walked_and_opened_by_keys_alone(stage):
    table = HandTable(columns="backward")
    (shown,) = stage.show(table)
    cell(shown, "0:X1").focus()
    for key in (
        "End",
        "ArrowDown",
        "ArrowDown",
        "ArrowDown",
        "ArrowDown",
        "ArrowDown",
        "ArrowLeft",
    ):
        stage.page.keyboard.press(key)
    stage.page.keyboard.press("Enter")
    stage.settle()
    assert table.opened == "update:dw2"
    assert marked(shown, "part") == ["total:dw2"]
    for name in ("w₂", "η"):
        symbol = shown.get_by_role("button", name=f"open {name}", exact=True)
        assert "cg-mark-part" in symbol.get_attribute("class")
    text = shown.locator(".cg-opened").text_content()
    assert "after the update" in text
    assert "0.86589070702274984" in text
    stage.page.keyboard.press("Escape")
    stage.settle()
    assert (table.opened, marked(shown, "open")) == ("", [])
    assert shown.locator("td[tabindex='0']").count() == 1


@pytest.mark.browser
def test_a_parameter_opens_and_lights_every_number_that_it_is_put_into(stage):
    (shown,) = stage.show(HandTable(columns="all"))
    shown.get_by_role("button", name="open w₁", exact=True).click()
    stage.settle()
    assert marked(shown, "use") == [f"{r}:h" for r in range(4)] + ["update:dw1"]


@pytest.mark.browser
def test_the_next_table_begins_where_the_update_ended_and_there_is_a_way_back(stage):
    table = HandTable(columns="all")
    (shown,) = stage.show(table)
    shown.get_by_role("button", name="next table").click()
    stage.settle()
    assert table.w1 == pytest.approx(1.117502, abs=1e-6)
    assert number(shown, "total:loss") == "0.29"
    assert shown.locator(".cg-ht-count").text_content() == "table 2"
    shown.focus()
    stage.page.keyboard.press("PageDown")
    stage.settle()
    assert len(table.history) == 2
    stage.page.keyboard.press("PageUp")
    stage.page.keyboard.press("PageUp")
    stage.page.keyboard.press("PageUp")
    stage.settle()
    assert (table.w1, table.w2, table.b, table.history) == (1, -1, -0.5, [])
    assert shown.get_by_role("button", name="← back").is_disabled()


@pytest.mark.browser
def test_online_each_row_shows_the_weights_that_the_row_before_left(stage):
    (shown,) = stage.show(
        HandTable(columns="backward", reduction="online", opened="2:w2", places=4)
    )
    assert [number(shown, f"{r}:b") for r in range(4)] == [
        f"{MINUS}0.5000", f"{MINUS}0.6774", f"{MINUS}0.4539", f"{MINUS}0.2835",
    ]  # fmt: skip
    assert number(shown, "update:dw1") == "1.4059"
    assert marked(shown, "part") == ["1:w2", "1:dw2"]
    assert marked(shown, "use") == ["3:w2"]


@pytest.mark.browser
def test_the_same_start_scores_best_on_what_it_can_never_learn(stage):
    table = HandTable()
    (shown,) = stage.show(table)
    scores = {}
    for name in ("or", "and", "xor", "nand"):
        shown.get_by_role("combobox", name="data").select_option(name)
        stage.settle()
        scores[name] = shown.locator(".cg-ht-score").text_content()
    assert scores["or"].startswith("2 of 4 right; always saying 1 gets 3")
    assert scores["xor"].startswith("3 of 4 right; always saying the same gets 2")
    assert table.y == [1, 1, 1, 0]


@pytest.mark.browser
def test_loss_reduction_rate_and_columns_switch_live(stage):
    table = HandTable()
    (shown,) = stage.show(table)
    shown.get_by_role("combobox", name="loss").select_option("binary_cross_entropy")
    shown.get_by_role("combobox", name="reduction").select_option("sum")
    shown.get_by_role("textbox", name="η").fill("0.1")
    stage.page.keyboard.press("Enter")
    shown.get_by_role("button", name="backward", exact=True).click()
    stage.settle()
    wanted = hand.table((1, -1), -0.5, X, OR, "binary_cross_entropy", "sum", 0.1)
    assert table.columns == "backward"
    assert number(shown, "total:dw1") == f"{MINUS}1.00"
    assert number(shown, "update:dw2") == f"{wanted.update['w2'].value:.2f}".replace("-", MINUS)


@pytest.mark.browser
def test_a_decks_letters_bring_its_half_and_its_sum(stage):
    (shown,) = stage.show(HandTable(columns="all", notation="erdem", opened="1:loss"))
    assert shown.locator("tfoot th").first.text_content() == "sum"
    heads = shown.locator("thead th").all_inner_texts()
    assert any("θ" in h.replace("\n", "") for h in heads)
    options = shown.get_by_role("combobox", name="loss").locator("option").all_text_contents()
    assert options == ["½ squared error", "cross-entropy"]
    assert number(shown, "1:loss") == "0.33"
    shown.get_by_role("combobox", name="Letters of").select_option("course")
    stage.settle()
    assert number(shown, "1:loss") == "0.67"


@pytest.mark.browser
def test_blanks_are_checked_in_signs_and_words_and_python_can_read_them(stage):
    table = HandTable(blanks=["h", "p"])
    (shown,) = stage.show(table)
    fill(stage, shown, "2:h", "1/2")
    fill(stage, shown, "2:p", "62 %")
    fill(stage, shown, "0:p", ".62")
    fill(stage, shown, "1:p", "0.2")
    assert [cell(shown, f"{r}:p").locator(".cg-sign").text_content() for r in (2, 0, 1)] == list(
        "✓✗≈"
    )
    assert shown.get_by_role("status").text_content() == "2 of 8 blanks answered rightly"
    assert (table.n_right, table.n_blanks) == (2, 8)
    assert table.answers == {"2:h": "1/2", "2:p": "62 %", "0:p": ".62", "1:p": "0.2"}
    assert table.verdicts == {"2:h": "right", "2:p": "right", "0:p": "wrong", "1:p": "coarse"}
    cell(shown, "0:p").locator("input").focus()
    stage.settle()
    notes = shown.locator(".cg-opened-notes").text_content()
    assert "row 1, p, .62: ✗ The sign of h is lost" in notes
    assert "It has been printed in teaching material, too." in notes


@pytest.mark.browser
def test_an_answer_is_judged_anew_when_the_numbers_change(stage):
    table = HandTable(blanks=["h"], answers={"0:h": "-0.5"})
    (shown,) = stage.show(table)
    assert table.n_right == 1
    stage.set_from_python(table, b=0.25)
    assert table.n_right == 0
    assert cell(shown, "0:h").locator(".cg-sign").text_content() == "✗"


@pytest.mark.browser
def test_a_blank_is_not_given_away_anywhere(stage):
    table = HandTable(blanks=["p", ("update", "w1")], columns="all", places=3)
    (shown,) = stage.show(table)
    for id in ("2:p", "2:loss", "2:y_hat", "2:dp_dh"):
        stage.set_from_python(table, opened=id)
        assert "0.622" not in shown.text_content().replace("0.6225", "")
        assert "0.6224" not in shown.text_content()
    assert "?" in shown.locator(".cg-opened-lines").text_content()
    stage.set_from_python(table, opened="2:p")
    assert "yours to find" in shown.locator(".cg-opened").text_content()
    assert shown.get_by_role("button", name="next table").is_disabled()
    with stage.page.expect_download() as caught:
        shown.get_by_role("button", name="Menu").click()
        shown.get_by_role("menuitem", name="Save as CSV").click()
    rows = list(csv.DictReader(io.StringIO(caught.value.path().read_text(encoding="utf-8"))))
    assert [row["p"] for row in rows[:4]] == [""] * 4
    fill(stage, shown, "2:p", ".622")
    stage.page.keyboard.press("Enter")
    stage.settle()
    assert "0.62245933120185459" in shown.locator(".cg-opened").text_content()


@pytest.mark.browser
def test_blanks_can_be_shown_one_by_one_all_and_by_a_clicker(stage):
    table = HandTable(blanks=["h"])
    (shown,) = stage.show(table)
    cell(shown, "2:h").locator("input").focus()
    shown.get_by_role("button", name="Show this one").click()
    stage.settle()
    assert number(shown, "2:h") == "0.50"
    assert table.revealed == ["2:h"]
    shown.focus()
    stage.page.keyboard.press("PageDown")
    stage.settle()
    assert number(shown, "0:h") == f"{MINUS}0.50"
    stage.page.keyboard.press("PageUp")
    stage.settle()
    assert cell(shown, "0:h").locator("input").count() == 1
    shown.get_by_role("button", name="Show all").click()
    stage.settle()
    assert shown.locator("td input").count() == 0
    shown.get_by_role("button", name="Clear").click()
    stage.settle()
    assert shown.locator("td input").count() == 4
    assert table.n_right == 0


@pytest.mark.browser
def test_a_new_table_has_new_blanks_and_the_old_answers_wait(stage):
    table = HandTable(blanks=["p"], answers={"2:p": ".62"})
    (shown,) = stage.show(table)
    shown.get_by_role("button", name="next table").click()
    stage.settle()
    assert table.answers == {}
    shown.get_by_role("button", name="← back").click()
    stage.settle()
    assert table.answers == {"2:p": ".62"}
    assert table.n_right == 1


@pytest.mark.browser
def test_a_worksheet_is_written_as_it_stands(stage):
    (shown,) = stage.show(HandTable(blanks=["p"], answers={"0:p": ".38"}))
    with stage.page.expect_download() as caught:
        shown.get_by_role("button", name="Menu").click()
        shown.get_by_role("menuitem", name="Save as LaTeX").click()
    text = caught.value.path().read_text(encoding="utf-8")
    assert text.count(r"\underline{\hspace{2.5em}}") == 3
    assert r"1 & $0$ & $0$ & $0$ & $-0.50$ & $.38$ & $0$ & $0.14$ \\" in text
    assert r"\begin{tabular}{r|rrr|rrrr}" in text
    assert text.count("\\hline") == 2


@pytest.mark.browser
def test_own_functions_stand_in_the_table_and_the_first_difference_is_marked(stage):
    table = HandTable(columns="all", forward=loses_the_sign, backward=backward_pass)
    (shown,) = stage.show(table)
    assert number(shown, "2:p") == "0.38"
    assert marked(shown, "first") == ["0:p"]
    assert cell(shown, "0:p").locator(".cg-sign").text_content() == "≠"
    words = shown.locator(".cg-ht-compared").text_content()
    assert "loses_the_sign" in words
    assert "row 1, p: 0.6225, not 0.3775" in words
    assert "2:loss" in marked(shown, "differs")
    assert "2:h" not in marked(shown, "differs")
    cell(shown, "0:p").click()
    stage.settle()
    assert "Yours: 0.62245933120185459. Ours: 0.37754066879814546." in shown.text_content()
    shown.get_by_role("slider", name="w₁").press("ArrowRight")
    stage.settle()
    assert number(shown, "2:p") == table.worked.text("2:p", 2)


@pytest.mark.browser
def test_a_wrong_reduction_is_marked_below_the_rows_first(stage):
    (shown,) = stage.show(HandTable(columns="backward", backward=sums_the_rows))
    assert marked(shown, "first") == ["total:dw1"]
    assert number(shown, "total:dw1") == f"{MINUS}0.47"
    assert set(marked(shown, "differs")) >= {"total:dw2", "update:db"}
    assert not [id for id in marked(shown, "differs") if id[0].isdigit()]


@pytest.mark.browser
def test_right_functions_are_told_so_even_in_float32(stage):
    def in_float32(X, w, b):
        return forward_pass(X, w, b).astype(np.float32)

    (shown,) = stage.show(HandTable(columns="all", forward=in_float32, backward=backward_pass))
    assert marked(shown, "first") == []
    assert "every number is ours" in shown.locator(".cg-ht-compared").text_content()


@pytest.mark.browser
def test_a_function_that_raises_is_a_sentence_and_the_last_good_picture_stays(stage):
    def shaky(X, w, b):
        if w[0] > 2:
            raise ValueError("w is too large")
        return forward_pass(X, w, b)

    table = HandTable(forward=shaky)
    (shown,) = stage.show(table)
    before = numbers(shown)
    for w1, trouble in ((3, True), (1, False)):
        field = shown.get_by_role("textbox", name="w₁")
        field.fill(str(w1))
        field.press("Enter")
        stage.settle()
        assert numbers(shown) == before
        alarm = shown.get_by_role("alert")
        assert alarm.is_visible() == trouble
        if trouble:
            assert "shaky stopped in line" in alarm.text_content()
            assert "w is too large" in alarm.text_content()
        right = "✓ shaky: every number is ours, too."
        said = "These are the numbers of w₁ = 1." if trouble else right
        expect(shown.locator(".cg-ht-compared")).to_have_text(said)
        expect(shown.locator(".cg-ht-main[data-earlier]")).to_have_count(int(trouble))
        assert shown.get_by_role("button", name="next table").is_disabled() == trouble


@pytest.mark.browser
def test_without_any_answer_the_students_columns_stay_empty(stage):
    (shown,) = stage.show(HandTable(forward=lambda X, w, b: None))
    assert number(shown, "2:h") == "0.50"
    assert [number(shown, f"2:{key}") for key in ("p", "y_hat", "loss")] == ["–"] * 3
    assert "2 of 4" not in shown.text_content()


@pytest.mark.browser
def test_a_target_that_no_cross_entropy_is_made_of_is_refused_on_both_sides(stage):
    table = HandTable(X=[[0, 0], [0, 1]], y=[0, 2], w=(1, 1), b=0)
    (shown,) = stage.show(table)
    shown.get_by_role("combobox", name="loss").select_option("binary_cross_entropy")
    alarm = shown.get_by_role("alert")
    expect(alarm).to_contain_text("y has 2, and the cross-entropy needs targets from 0 to 1")
    assert table.loss == "squared_error"
    assert number(shown, "1:loss") == table.worked.text("1:loss", 2)
    table.y = [0, 1]
    table.loss = "binary_cross_entropy"
    with pytest.raises(traitlets.TraitError, match="the cross-entropy needs targets from 0 to 1"):
        table.y = [0, 2]


@pytest.mark.browser
def test_controls_can_be_hidden_for_a_lecture(stage):
    bare, some = stage.show(HandTable(controls=False), HandTable(controls=["loss", "steps"]))
    assert bare.locator(".cg-controls").locator("input, select, button").count() == 0
    assert not bare.get_by_role("button", name="next table").is_visible()
    assert some.get_by_role("combobox", name="loss").is_visible()
    assert some.get_by_role("slider").count() == 0
    assert some.get_by_role("button", name="next table").is_visible()


@pytest.mark.browser
def test_two_tables_are_apart_unless_they_are_of_one_group(stage):
    alone, one, two = stage.show(
        HandTable(), HandTable(group="g"), HandTable(columns="backward", group="g")
    )
    one.get_by_role("slider", name="w₁").press("ArrowRight")
    cell(one, "3:h").click()
    stage.settle()
    assert number(alone, "2:h") == "0.50"
    assert number(one, "2:h") == "0.51"
    assert two.locator("tr.cg-table-here").get_attribute("data-row") == "3"
    assert alone.locator("tr.cg-table-here").get_attribute("data-row") == "0"
    assert marked(two, "open") == []


@pytest.mark.browser
def test_a_state_travels_from_python_to_the_browser_and_back(stage):
    source = HandTable(blanks=["p"], columns="all", reduction="online")
    source.set_trait_values({"w1": 0.1 + 0.2, "answers": {"2:p": ".6"}, "opened": "1:h"})
    table = HandTable()
    (shown,) = stage.show(table)
    stage.restore(shown, source.state)
    stage.until(lambda: table.w1 == 0.1 + 0.2)
    assert (table.opened, table.columns, table.reduction) == ("1:h", "all", "online")
    assert table.answers == {"2:p": ".6"}
    assert number(shown, "3:h") == table.worked.text("3:h", 2)


@pytest.mark.browser
def test_what_is_looked_at_is_said_in_a_sentence(stage):
    (shown,) = stage.show(HandTable())
    cell(shown, "2:h").focus()
    said = "row 3: X₁ = 1, X₂ = 0, y = 1, h = 0.5, p = 0.62, ℓ = 0.14, predicts 1, right."
    expect(shown.locator(".cg-live")).to_contain_text(said)


@pytest.mark.browser
@pytest.mark.parametrize("columns", ["forward", "backward"])
def test_a_net_fits_a_projector_at_lecture_size_without_scrolling(stage, columns):
    (shown,) = stage.show(HandTable(net(), columns=columns, scale=1.6))
    scroller = shown.locator(".cg-table-scroll")
    assert scroller.evaluate("e => e.scrollWidth - e.clientWidth") <= 1
    assert shown.bounding_box()["height"] < 700


@pytest.mark.browser
def test_a_table_that_is_too_wide_scrolls_by_keys_with_its_inputs_in_sight(stage):
    (shown,) = stage.show(HandTable(net(), columns="all"))
    scroller = shown.locator(".cg-table-scroll")
    assert scroller.get_attribute("tabindex") == "0"
    scroller.evaluate("e => { e.scrollLeft = 600 }")
    left = cell(shown, "2:X1").bounding_box()["x"] - scroller.bounding_box()["x"]
    assert 0 < left < 100
    assert cell(shown, "2:z_1").bounding_box()["x"] < 0
