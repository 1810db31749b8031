"""Shrinkage: where a penalty moves the minimum, on the screen and in Python."""

from xml.etree import ElementTree

import numpy as np
import pytest

from course.penalties import l1_shrinkage, l2_shrinkage
from nbextensions import Shrinkage
from nbextensions.shrinkage.path import minimiser

A = np.array([2.0, 0.5, -0.05])


def data(rng, n=60, d=4):
    X = rng.normal(size=(n, d)) @ rng.normal(size=(d, d))
    return X, rng.normal(size=n) * 3


def test_weights_by_themselves_shrink_as_the_lecture_says():
    l2 = Shrinkage(np.eye(3), A, penalty="l2", strength=0.3)
    np.testing.assert_allclose(l2.w, [1.25, 0.3125, -0.03125])
    l1 = Shrinkage(np.eye(3), A, penalty="l1", strength=0.3)
    np.testing.assert_allclose(l1.w, [1.7, 0.2, 0.0])
    np.testing.assert_allclose(l1.w, l1_shrinkage(A, 0.3))
    np.testing.assert_allclose(l2.w, l2_shrinkage(A, 0.3))
    assert "exactly 0" in l1.describe()


@pytest.mark.parametrize("strength", [0.01, 0.5, 4.0])
def test_correlated_weights_agree_with_scikit_learn(rng, strength):
    from sklearn.linear_model import Lasso, Ridge

    X, y = data(rng)
    H, a = X.T @ X, np.linalg.lstsq(X, y, rcond=None)[0]
    ridge = Ridge(alpha=2 * strength, fit_intercept=False, tol=1e-12).fit(X, y)
    np.testing.assert_allclose(minimiser(H, a, "l2", strength), ridge.coef_, rtol=1e-8)
    lasso = Lasso(alpha=strength / len(y), fit_intercept=False, tol=1e-14, max_iter=100_000)
    found = minimiser(H, a, "l1", strength)
    np.testing.assert_allclose(found, lasso.fit(X, y).coef_, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize(
    ("X", "y", "sentence"),
    [
        (np.ones((3, 1)), np.ones(3), "2 to 8 features"),
        (np.ones((3, 2)), np.ones(3), "dependent"),
        (np.eye(2), np.ones(3), "y has shape"),
    ],
)
def test_data_that_make_no_picture_are_refused(X, y, sentence):
    with pytest.raises(ValueError, match=sentence):
        Shrinkage(X, y)


def test_an_own_function_needs_weights_that_do_not_mix(rng):
    with pytest.raises(ValueError, match="orthonormal"):
        Shrinkage(*data(rng), shrink=l1_shrinkage)
    short = Shrinkage(np.eye(2), [1, 2], shrink=lambda a, strength: a[:1])
    assert "shape (1,)" in short.problem


def test_the_picture_holds_the_numbers():
    picture = Shrinkage(np.eye(3), A, penalty="l1").still()
    text = "".join(ElementTree.fromstring(picture).itertext())
    for number in ("1.7", "0.2", "exactly 0", "\u22120.05"):
        assert number in text


def cells(shown):
    return [row.split("\t") for row in shown.locator("tbody tr").all_inner_texts()]


@pytest.mark.browser
@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_the_numbers_on_the_screen_are_pythons(stage, rng, penalty):
    widget = Shrinkage(*data(rng), penalty=penalty, strength=7.5)
    (shown,) = stage.show(widget)
    wanted = [f"{value:.4f}".replace("-", "\u2212") for value in widget.w]
    assert [row[2] for row in cells(shown)] == wanted


@pytest.mark.browser
def test_a_clicker_strengthens_and_a_switch_changes_the_penalty(stage):
    widget = Shrinkage(np.eye(2), [2.0, 0.5], penalty="l2", strength=0.2)
    (shown,) = stage.show(widget)
    shown.get_by_role("button", name="L1").click()
    for _ in range(2):
        stage.page.keyboard.press("PageDown")
        stage.settle()
    assert widget.penalty == "l1"
    assert widget.strength == pytest.approx(0.6)
    assert cells(shown)[1][2:] == ["0.0000", "exactly 0"]
    stage.page.keyboard.press("PageUp")
    stage.settle()
    assert widget.strength == pytest.approx(0.4)


@pytest.mark.browser
def test_the_minimum_is_dragged_by_mouse_and_by_keys(stage):
    widget = Shrinkage(np.eye(2), [2.0, 0.5])
    (shown,) = stage.show(widget)
    grip = shown.get_by_role("slider", name="minimum of the loss alone")
    box = grip.locator("circle").last.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    stage.page.mouse.move(x, y)
    stage.page.mouse.down()
    stage.page.mouse.move(x - 60, y - 40, steps=5)
    stage.page.mouse.up()
    stage.settle()
    assert widget.a1 < 1.7
    assert widget.a2 > 0.6
    before = widget.a1
    grip.focus()
    stage.page.keyboard.press("ArrowRight")
    stage.settle()
    assert widget.a1 == pytest.approx(before + 0.05)
    assert cells(shown)[0][1] == f"{widget.a1:.4f}"


@pytest.mark.browser
def test_the_students_function_stands_beside_ours_and_its_error_is_said(stage):
    def shrink(a, strength):
        if strength > 0.5:
            raise ValueError("too strong for me")
        return a - strength  # forgets that small weights stop at 0

    widget = Shrinkage(np.eye(3), A, penalty="l1", shrink=shrink)
    (shown,) = stage.show(widget)
    assert [row[3][-1] for row in cells(shown)] == ["=", "=", "≠"]
    stage.set_from_python(widget, strength=0.7)
    assert "too strong for me" in shown.get_by_role("alert").inner_text()
    assert shown.locator("svg").first.is_visible()


@pytest.mark.browser
def test_a_state_travels_from_the_screen_to_another_widget(stage):
    one, two = Shrinkage(np.eye(2), [2.0, 0.5]), Shrinkage(np.eye(2), [1.0, 1.0])
    shown = stage.show(one, two)
    shown[0].get_by_label("λ", exact=True).last.fill("0.123456789")
    stage.page.keyboard.press("Enter")
    stage.settle()
    two.state = one.state
    assert two.strength == 0.123456789
    assert (two.a1, two.a2) == (2.0, 0.5)
