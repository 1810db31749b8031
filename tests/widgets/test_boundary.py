"""The plane with a boundary: in Python, and in a real Chromium with Python behind it."""

import csv
import io
import math
import time
from xml.etree import ElementTree

import numpy as np
import pytest
from playwright.sync_api import expect

from course import datasets, hand
from course.graph.mlp import CANON_B, CANON_B_OUT, CANON_W, CANON_W_OUT
from nbextensions import Boundary
from nbextensions.graphs.features import table_with_features

OR = datasets.or_()


def or_table():
    return hand.table([1, -1], -0.5, *OR)


def net(times=2.0, data=datasets.xor, **settings):
    W, b, w_out = (times * np.array(a) for a in (CANON_W, CANON_B, CANON_W_OUT))
    return hand.mlp_table(W, b, w_out, times * CANON_B_OUT, *data(), **settings)


def product_table():
    return table_with_features(*datasets.xor(), [4, 4, -8.5], -2)


def forward(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))


def text(number):
    return str(number).replace("-", "\u2212")


# Python ---------------------------------------------------------------------------------------
def test_counts_right_as_the_lecture_does():
    assert Boundary(or_table()).n_right == 2
    assert Boundary(or_table(), data="and").n_right == 2
    assert Boundary(or_table(), data="xor").n_right == 3
    assert Boundary(net(1.0)).n_right == 1
    assert Boundary(net(2.0)).n_right == 4


def test_data_is_a_truth_table_by_name_in_both_directions():
    plane = Boundary(data="nand", w=(-1, -1), b=1.5)
    assert (plane.data, plane.y, plane.n_right) == ("nand", [1, 1, 1, 0], 4)
    plane.data = "and"
    assert plane.y == [0, 0, 0, 1]
    plane.X = [[0, 0.5], [0, 1], [1, 0], [1, 1]]
    assert plane.data == ""


def test_a_product_of_inputs_solves_xor_in_the_plane():
    plane = Boundary(data="xor", features=("X1", "X2", "X1*X2"), w=(1, 1, -2), b=-0.5)
    assert plane.n_right == 4
    assert set(plane.parameters) == {"w1", "w2", "w3", "b"}
    assert plane._data["line"] is None
    symbols = plane._data["notations"]["erdem"]["symbols"]
    assert symbols["X1X2"] == "x_1 x_2"
    # the same graph drives a table, and the product is a column of it
    table = table_with_features(*datasets.xor(), [1, 1, -2], -0.5)
    assert table.values("X1X2").tolist() == [0, 0, 0, 1]
    assert Boundary(table).n_right == 4


def test_any_graph_on_two_inputs_will_do_and_others_are_refused():
    from course.graph import Graph

    graph = Graph()
    x, _ = graph.input("X1", 0.5), graph.input("X2", 0.5)
    y, a = graph.input("y", 1), graph.parameter("a", 2)
    square = graph.apply("multiply", x, x, name="square")
    p = graph.apply("sigmoid", graph.apply("multiply", a, square, name="s"), name="p")
    graph.apply("predict", p, name="y_hat")
    graph.apply("squared_error", y, p, name="loss")
    assert Boundary(graph).n_right == 1
    wide = hand.table([1, 1, 1], 0, [[0, 0, 0], [1, 1, 1]], [0, 1])
    with pytest.raises(ValueError, match="the inputs are X1, X2, X3; a plane has two"):
        Boundary(wide)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"data": "nor"}, "data is 'nor', expected one of or, and, xor, nand"),
        ({"data": "or", "X": [[0, 0]]}, "expected one or the other"),
        ({"features": ("X1", "sin(X2)"), "w": (1, 1)}, "is no product of X1, X2"),
        ({"features": ("X1", "X2", "X1*X2"), "w": (1, 1)}, "2 weights for 3 features"),
        ({"window": (1, 0, 0, 1)}, "expected left < right"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(arguments, sentence):
    with pytest.raises(Exception, match=sentence):
        Boundary(**arguments)


def test_the_window_has_room_and_the_same_scale_where_axes_are_comparable():
    assert Boundary(or_table()).window == [-0.5, 1.5, -0.5, 1.5]
    X, y = datasets.moons(100, 0.1, np.random.default_rng(0))
    left, right, lower, upper = Boundary(X=X, y=y).window
    assert right - left == pytest.approx(upper - lower)
    assert left < X[:, 0].min()
    assert X[:, 0].max() < right
    left, right, lower, upper = Boundary(X=[[20, 0.5], [90, 2.5]], y=[0, 1]).window
    assert (right - left) / (upper - lower) == pytest.approx(35)


def test_the_still_is_a_picture_with_the_numbers_and_marks_what_is_wrong():
    plane = Boundary(or_table(), row=2, title="OR & more")
    root = ElementTree.fromstring(plane.still())
    words = " ".join(element.text or "" for element in root.iter() if element.tag.endswith("text"))
    assert "OR & more" in words
    assert "2 of 4 right (50%)" in words
    assert "h = 0.5, p = 0.62, predicts 1, right" in words
    red = [e for e in root.iter() if e.get("stroke") == "#b3261e" and e.tag.endswith("circle")]
    assert len(red) == 2 + 1  # two points and the legend
    assert "Point 3 at (1, 0): h = 0.5, p = 0.62, predicts 1, right." in plane.describe()


def test_the_still_of_a_net_has_its_bent_boundary():
    root = ElementTree.fromstring(Boundary(net(10.0)).still())
    thick = [e for e in root.iter() if e.tag.endswith("line") and e.get("stroke-width") == "2.2"]
    directions = {
        round(
            math.atan2(
                *(float(e.get(a)) - float(e.get(b)) for a, b in (("y1", "y2"), ("x1", "x2")))
            ),
            1,
        )
        for e in thick
    }
    assert len(thick) > 40
    assert len(directions) > 5


def test_own_forward_is_called_with_arrays_and_its_p_is_kept():
    asked = []

    def mine(X, w, b):
        asked.append((X.shape, w.tolist(), b))
        return forward(X, w, b), {"cache": X}

    plane = Boundary(or_table(), forward=mine)
    assert asked[0] == ((4, 2), [1, -1], -0.5)
    assert asked[1][0] == (3600, 2)
    assert plane.p == pytest.approx(or_table().values("p"))
    result, (grid,) = plane.answer(
        {"parameters": plane.parameters, "X": plane.X, "window": plane.window}
    )
    n = result["n"]
    p = np.frombuffer(grid, "<f4").reshape(n, n)
    assert p[0, -1] == pytest.approx(1 / (1 + math.exp(-1.5)), abs=1e-6)  # X = (1.5, -0.5)
    assert p[-1, 0] == pytest.approx(1 / (1 + math.exp(2.5)), abs=1e-6)


def test_p_in_python_follows_the_weights_with_an_own_function_too():
    plane = Boundary(or_table(), forward=forward)
    plane.set_trait_values({"w1": 2.0, "b": 0.0})
    assert plane.p == pytest.approx(or_table().at({"w1": 2.0, "b": 0.0}).values("p"))
    plane.X = np.array([[0, 0], [1, 1]])
    assert len(plane.p) == 2


def test_own_forward_of_a_net_gets_its_matrices():
    def mine(X, parameters):
        H = 1 / (1 + np.exp(-(X @ parameters["W"] + parameters["b"])))
        return 1 / (1 + np.exp(-(H @ parameters["w_out"] + parameters["b_out"])))

    assert Boundary(net(), forward=mine).p == pytest.approx(net().values("p"))


@pytest.mark.parametrize(
    ("mine", "sentence"),
    [
        (lambda X, w, b: None, "<lambda> returned None"),
        (lambda X, w, b: "p", "<lambda> returned 'p' for p, expected numbers"),
        (lambda X, w, b: X, r"shape \(4, 2\), expected \(4,\)"),
        (lambda X, w, b: np.log(np.zeros(len(X))), r"returned -inf for X = \(0, 0\)"),
        (lambda X: X, "could not be called"),
    ],
)
@pytest.mark.filterwarnings("ignore:divide by zero")
def test_what_an_own_function_does_wrong_is_a_sentence(mine, sentence):
    plane = Boundary(or_table(), forward=mine)
    import re

    assert re.search(sentence, plane.problem)
    ElementTree.fromstring(plane.still())


def unwritten(X, w, b):
    raise NotImplementedError


def test_without_a_p_python_counts_nothing_right_and_tells_the_problem():
    plane = Boundary(or_table(), forward=unwritten)
    assert np.isnan(plane.p).all()
    assert plane.n_right is None
    said = plane.describe()
    assert "– of 4 right" in said
    assert "p = –. ⚠ unwritten is not written yet: it raises NotImplementedError." in said
    for false in ("0.38", "predicts"):
        assert false not in said
    picture = plane.still()
    assert "unwritten is not written yet" in picture
    assert "predicts" not in picture
    assert picture.count('stroke="#b3261e"') == 3  # the legend's cross alone: no point is wrong
    assert picture.count("<rect") == 2  # the ground and the frame: no colours


def test_a_p_of_earlier_weights_is_not_told_of_later_ones():
    def fragile(X, w, b):
        if b > 0:
            raise ValueError("b is too large")
        return forward(X, w, b)

    plane = Boundary(or_table(), forward=fragile)
    assert plane.n_right == 2
    plane.b = 1
    assert plane.n_right is None
    assert "b is too large" in plane.describe()
    plane.b = -0.5
    assert plane.n_right == 2
    assert "⚠" not in plane.describe()


def test_a_slow_function_gets_a_coarser_grid_and_a_quick_one_the_fine_one_back():
    plane = Boundary(or_table(), forward=forward)
    plane._own_boundary.pace(0.2)
    assert plane._own_boundary.size == 24
    plane._own_boundary.pace(0.0001)
    assert plane._own_boundary.size == 60


# In the browser -----------------------------------------------------------------------------------
def shown(root, name):
    """The number in a slider's field."""
    return root.locator(f'.cg-boundary-weights input[aria-label="{name}"][type=text]').input_value()


def marks(root):
    """Whether each point is shown as right."""
    points = root.locator(".cg-plane-point[role]").all()
    return [point.get_attribute("data-wrong") is None for point in points]


def place(root, x, y, window=(-0.5, 1.5, -0.5, 1.5)):
    """The pixels of a place in the plane."""
    box = root.locator(".cg-boundary .cg-axes-frame").bounding_box()
    left, right, lower, upper = window
    return (
        box["x"] + (x - left) / (right - left) * box["width"],
        box["y"] + (1 - (y - lower) / (upper - lower)) * box["height"],
    )


def drag(stage, start, end, steps=5):
    stage.page.mouse.move(*start)
    stage.page.mouse.down()
    stage.page.mouse.move(*end, steps=steps)
    stage.page.mouse.up()
    stage.settle()


def test_what_is_on_screen_equals_the_course(stage):
    widget = Boundary(or_table(), row=2)
    (root,) = stage.show(widget)
    assert [shown(root, name) for name in ("w₁", "w₂", "b")] == ["1.00", "\u22121.00", "\u22120.50"]
    score = root.locator(".cg-boundary-score").inner_text().split()
    assert " ".join(score[:14]) == "right 2 of 4 50 % always class 1 3 of 4 75 %"
    assert text(or_table().loss.rounded(4).text) in root.locator(".cg-boundary-score").inner_text()
    readout = root.locator(".cg-boundary-readout")
    assert "point 3 at (1, 0), class 1" in readout.inner_text()
    assert or_table().cell(2, "p").rounded(2).text in readout.inner_text()
    assert marks(root) == [True, False, True, False]
    values = [
        p.get_attribute("aria-valuetext") for p in root.locator(".cg-plane-point[role]").all()
    ]
    for row, value in enumerate(values):
        h, p = (text(or_table().cell(row, key).rounded(2).text) for key in ("h", "p"))
        assert f"h = {h}, p = {p}, predicts" in value


def test_dragging_a_point_moves_it_here_and_in_python(stage):
    widget = Boundary(or_table())
    (root,) = stage.show(widget)
    drag(stage, place(root, 0, 1), place(root, 0.4, 0.6))
    assert widget.X[1] == pytest.approx([0.4, 0.6], abs=0.02)
    assert widget.row == 1
    assert widget.X[0] == [0, 0]
    assert root.locator(".cg-choice [aria-pressed=true]").count() == 0  # no truth table any more
    root.get_by_role("button", name="XOR").click()
    stage.settle()
    assert widget.data == "xor"
    assert "3 of 4" in root.locator(".cg-boundary-score").inner_text()


def test_a_click_does_not_move_a_point_and_a_double_click_flips_its_class(stage):
    widget = Boundary(or_table())
    (root,) = stage.show(widget)
    x, y = place(root, 0, 1)
    stage.page.mouse.move(x + 2, y + 2)
    stage.page.mouse.down()
    stage.page.mouse.move(x + 3, y + 3)  # a hand is never quite still
    stage.page.mouse.up()
    stage.settle()
    assert widget.X[1] == [0, 1]
    assert widget.row == 1
    stage.page.mouse.dblclick(*place(root, 0, 1))
    stage.settle()
    assert widget.y == [0, 0, 1, 1]
    assert root.locator('.cg-plane-point[role][data-class="1"]').count() == 2
    assert "3 of 4" in root.locator(".cg-boundary-score").inner_text()


def test_the_line_is_moved_along_its_normal_and_only_b_changes(stage):
    widget = Boundary(or_table())
    (root,) = stage.show(widget)
    drag(stage, place(root, 0.75, 0.25), place(root, 1.0, 0.5))  # along the line: nothing
    assert widget.b == pytest.approx(-0.5, abs=0.02)
    drag(stage, place(root, 1.0, 0.5), place(root, 0.75, 0.75))
    assert widget.b == pytest.approx(0, abs=0.02)
    assert (widget.w1, widget.w2) == (1, -1)
    assert shown(root, "b") == text(f"{widget.b:.2f}")


def test_the_arrow_turns_the_line_and_makes_it_steeper(stage):
    widget = Boundary(or_table())
    (root,) = stage.show(widget)
    tip = root.locator('[data-grip="tip"] .cg-plane-reach').bounding_box()
    foot = root.locator('[data-grip="foot"] .cg-plane-reach').bounding_box()
    (x, y), (u, v) = (
        (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in (tip, foot)
    )
    drag(stage, (x, y), (u + (y - v), v - (x - u)))  # a quarter turn to the left
    assert (widget.w1, widget.w2) == pytest.approx((1, 1), abs=0.03)
    assert widget.w1 * 0.75 + widget.w2 * 0.25 + widget.b == pytest.approx(0, abs=0.02)
    length = math.hypot(widget.w1, widget.w2)
    drag(stage, (u + (y - v), v - (x - u)), (u + 1.5 * (y - v), v - 1.5 * (x - u)))
    assert math.hypot(widget.w1, widget.w2) > 1.4 * length


def test_what_the_pointer_holds_is_worked_out_beside_the_plane(stage):
    widget = Boundary(or_table())
    (root,) = stage.show(widget)
    where = root.locator(".cg-boundary-where")
    box = root.locator('[data-point="2"]').bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = stage.page.mouse
    mouse.move(x + 60, y - 40)  # a mouse comes from somewhere
    stage.settle()
    assert where.inner_text().startswith("(X₁, X₂) = ")
    mouse.move(x, y)
    stage.settle()
    assert where.inner_text() == "point 3 at (1, 0), class 1"
    mouse.down()
    mouse.move(x - 40, y - 30, steps=3)
    stage.settle()
    (x1, x2), shown = widget.X[2], where.inner_text()
    assert shown == f"point 3 at ({x1:g}, {x2:g}), class 1"
    assert x1 < 1
    mouse.up()
    stage.settle()
    assert where.inner_text() == shown
    tip = root.locator('[data-grip="tip"] .cg-plane-reach').bounding_box()
    mouse.move(tip["x"] + tip["width"] / 2, tip["y"] + tip["height"] / 2)
    mouse.down()
    mouse.move(tip["x"] + 30, tip["y"] + 20, steps=3)
    stage.settle()
    assert where.inner_text() == shown  # the chosen point, whose p moves with the line
    mouse.up()


def test_everything_by_keyboard_alone(stage):
    widget = Boundary(or_table())
    (root,) = stage.show(widget)
    root.locator('[data-point="3"]').focus()
    stage.page.keyboard.press("ArrowLeft")
    stage.page.keyboard.press("Shift+ArrowUp")
    stage.settle()
    assert widget.X[3] == pytest.approx([0.95, 1.01])
    assert widget.row == 3
    stage.page.keyboard.press("Space")
    stage.settle()
    assert widget.y == [0, 1, 1, 0]
    stage.page.keyboard.press("n")
    stage.settle()
    assert widget.row == 0
    root.locator('[data-grip="foot"]').focus()
    stage.page.keyboard.press("ArrowUp")
    stage.settle()
    assert widget.b == -0.45
    root.locator('[data-grip="tip"]').focus()
    for _ in range(10):
        stage.page.keyboard.press("ArrowLeft")
    stage.settle()
    assert math.degrees(math.atan2(widget.w2, widget.w1)) == pytest.approx(-45 + 30, abs=1)
    stage.page.keyboard.press("ArrowUp")
    stage.settle()
    assert math.hypot(widget.w1, widget.w2) > math.sqrt(2) * 1.03
    field = root.locator('input[aria-label="w₁"][type=text]')
    field.fill("0,62")
    field.press("Enter")
    stage.settle()
    assert widget.w1 == 0.62
    slider = root.locator('input[aria-label="b"][type=range]')
    slider.focus()
    before = widget.b
    slider.press("ArrowRight")
    stage.settle()
    assert widget.b == pytest.approx(before, abs=0.11)
    assert widget.b > before


def test_page_down_and_page_up_go_from_point_to_point(stage):
    widget = Boundary(or_table())
    (root,) = stage.show(widget)
    root.focus()
    seen = []
    for key in ("PageDown", "PageDown", "PageUp", "PageUp", "PageUp"):
        stage.page.keyboard.press(key)
        stage.settle()
        seen.append(widget.row)
    assert seen == [1, 2, 1, 0, 0]


def test_own_data_grows_and_shrinks_by_mouse_and_by_keys(stage):
    widget = Boundary(X=[[0, 0], [2, 1], [1, 2]], y=[0, 1, 1])
    (root,) = stage.show(widget)
    stage.page.mouse.dblclick(*place(root, 0.5, 1.5, widget.window))
    stage.settle()
    assert len(widget.X) == 4
    assert widget.X[3] == pytest.approx([0.5, 1.5], abs=0.05)
    root.locator(".cg-boundary-cursor").focus()
    stage.page.keyboard.press("ArrowRight")
    stage.page.keyboard.press("0")
    stage.settle()
    assert widget.y == [0, 1, 1, 1, 0]
    for _ in range(6):
        root.locator('[data-point="0"]').focus()
        stage.page.keyboard.press("Delete")
    stage.settle()
    assert len(widget.X) == len(widget.y) == 2  # two are left


def test_truth_tables_keep_their_four_points(stage):
    widget = Boundary(or_table())
    stage.show(widget)
    stage.page.mouse.dblclick(700, 500)
    stage.page.locator(".cg-boundary-cursor").focus()
    stage.page.keyboard.press("Enter")
    stage.settle()
    assert len(widget.X) == 4


def test_the_pointer_reads_p_anywhere(stage):
    widget = Boundary(or_table())
    (root,) = stage.show(widget)
    stage.page.mouse.move(*place(root, 0.3, 0.8))
    stage.settle()
    readout = root.locator(".cg-boundary-readout").inner_text()
    assert "(X₁, X₂) = (0.30, 0.80)" in readout
    assert "0.27" in readout  # 1 / (1 + exp(1))
    stage.page.mouse.move(5, 5)
    stage.settle()
    assert "point 1" in root.locator(".cg-boundary-readout").inner_text()


def pixel(stage, root, x, y):
    """Colour of the heat map at a place."""
    return stage.page.evaluate(
        """([u, v]) => { const c = document.querySelector('.cg-boundary canvas');
        const [x, y] = [u * (c.width - 1), v * (c.height - 1)];
        return [...c.getContext('2d').getImageData(x, y, 1, 1).data]; }""",
        [(x + 0.5) / 2, 1 - (y + 0.5) / 2],
    )


def test_the_heat_map_is_blue_where_p_is_low_and_orange_where_it_is_high(stage):
    widget = Boundary(w=(4, -4), b=-2)
    (root,) = stage.show(widget)
    low, middle, high = (pixel(stage, root, *at) for at in ((-0.4, 1.4), (0.75, 0.25), (1.4, -0.4)))
    assert low[2] > low[0] + 20
    assert high[0] > high[2] + 20
    assert min(middle[:3]) > 240
    root.get_by_role("button", name="Colours").click()
    stage.settle()
    assert not root.locator("canvas").is_visible()
    assert widget.show_heat is False


def test_a_net_has_a_contour_and_one_slider_for_the_chosen_weight(stage):
    widget = Boundary(net(2.0))
    (root,) = stage.show(widget)
    assert root.locator(".cg-plane .cg-plane-half").get_attribute("d").count("L") > 50
    assert marks(root) == [True] * 4
    assert root.locator(".cg-boundary-weights input[type=range]").count() == 1
    root.locator(".cg-boundary-weights select").select_option("wo_3")
    stage.settle()
    field = root.locator(".cg-boundary-weights input[type=text]")
    assert field.input_value() == "\u22122.00"
    field.fill("0")
    field.press("Enter")
    stage.settle()
    assert widget.wo_3 == 0
    assert [not right for right in marks(root)].count(True) == 4 - Boundary(net(2.0)).table.at(
        {"wo_3": 0}
    ).n_right


def test_no_line_and_a_line_outside_are_said(stage):
    widget = Boundary(or_table())
    (root,) = stage.show(widget)
    stage.set_from_python(widget, w1=0.0, w2=0.0)
    notes = root.locator(".cg-boundary-notes")
    assert "There is no line: w = 0" in notes.inner_text()
    assert "Class 0 is predicted for every point." in notes.inner_text()
    assert not root.locator('[data-grip="tip"]').is_visible()
    stage.set_from_python(widget, w1=1.0, b=-40.0)
    assert "The line is outside of the picture." in notes.inner_text()
    assert root.locator('[data-grip="foot"]').is_visible()


def test_letters_and_ties_follow_the_notation(stage):
    widget = Boundary(data="xor", w=(1, -1), b=0)  # rows 00 and 11 tie at p = 0.5
    (root,) = stage.show(widget)
    here = widget.n_right
    assert f"{here} of 4" in root.locator(".cg-boundary-score").inner_text()
    root.locator(".cg-tools select").select_option("erdem")
    stage.settle()
    assert widget.notation == "erdem"
    assert (here, widget.n_right) == (3, 1)  # this deck gives a tie to class 1
    assert f"{widget.n_right} of 4" in root.locator(".cg-boundary-score").inner_text()
    assert (
        root.locator(".cg-boundary-weights input[type=range]").first.get_attribute("aria-label")
        == "θ₁"
    )
    assert widget.table.loss.rounded(4).text in root.locator(".cg-boundary-score").inner_text()


def test_two_in_a_group_move_together_and_two_others_do_not(stage):
    first, second, third = (Boundary(or_table(), group=g) for g in ("line", "line", ""))
    roots = stage.show(first, second, third)
    stage.page.locator('input[aria-label="b"][type=range]').first.focus()
    for _ in range(3):
        stage.page.keyboard.press("ArrowRight")
    stage.settle()
    values = [shown(root, "b") for root in roots]
    assert values[0] == values[1] != values[2]
    assert second.b == first.b != third.b
    ids = stage.page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_own_forward_draws_itself_and_its_first_difference_is_told(stage):
    def lost_sign(X, w, b):
        return 1 / (1 + np.exp(X @ w + b))

    widget = Boundary(or_table(), forward=lost_sign)
    (root,) = stage.show(widget)
    stage.page.wait_for_function(
        "document.querySelector('.cg-boundary-notes').innerText.includes('Your p')"
    )
    assert (
        "Your p at (0, 0) is 0.62; the course has 0.38."
        in root.locator(".cg-boundary-notes").inner_text()
    )
    assert "2 of 4" in root.locator(".cg-boundary-score").inner_text()
    assert marks(root) == [False, True, False, True]
    low = pixel(stage, root, -0.4, 1.4)
    assert low[0] > low[2]  # orange, where the course is blue


def test_without_a_p_there_are_dashes_and_no_verdict(stage):
    (root,) = stage.show(Boundary(or_table(), forward=unwritten))
    stage.page.wait_for_selector(".cg-problem:not([hidden])")
    shown = root.inner_text() + root.locator(".cg-live").text_content()
    assert "– of 4" in shown
    for false in ("undefined", "predicts", "predicted", "25 %"):
        assert false not in shown
    assert all(marks(root))  # nobody is crossed out
    box = root.locator(".cg-plane svg").first.bounding_box()
    stage.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
    stage.settle()
    assert "predicts" not in root.inner_text()


def test_what_a_function_prints_stands_below(stage):
    def chatty(X, w, b):
        if b > -1 and len(X) == 4:
            print("h =", (X @ w + b).tolist())
        return forward(X, w, b)

    widget = Boundary(or_table(), forward=chatty)
    (root,) = stage.show(widget)
    block = root.get_by_role("group", name="printed by your function")
    assert block.inner_text().split("\n")[-1] == "h = [-0.5, -1.5, 0.5, -0.5]"
    field = root.locator('input[aria-label="b"][type=text]')
    field.fill("0.5")
    field.press("Enter")
    stage.page.wait_for_function("document.querySelector('.cg-printed').innerText.includes('1.5,')")
    assert "h = [0.5, -0.5, 1.5, 0.5]" in block.inner_text()
    field.fill("-2")
    field.press("Enter")
    root.locator(".cg-printed").wait_for(state="hidden")
    assert widget.printed == ""


def test_a_raising_function_is_told_and_the_last_good_picture_stays(stage):
    def fragile(X, w, b):
        if b > 0:
            raise ValueError("b is too large")
        return forward(X, w, b)

    widget = Boundary(or_table(), forward=fragile)
    (root,) = stage.show(widget)
    d = root.locator(".cg-plane .cg-plane-half").get_attribute("d")
    assert d
    field = root.locator('input[aria-label="b"][type=text]')
    field.fill("1")
    field.press("Enter")
    stage.page.wait_for_selector(".cg-problem:not([hidden])")
    assert "fragile stopped in line" in root.locator(".cg-problem").inner_text()
    assert "b is too large" in root.locator(".cg-problem").inner_text()
    assert root.locator(".cg-plane .cg-plane-half").get_attribute("d") == d
    expect(root).to_contain_text("This is the picture of b = −0.5.")
    expect(root.locator(".cg-boundary[data-earlier]")).to_have_count(1)
    field.fill("-0.2")
    field.press("Enter")
    stage.page.wait_for_selector(".cg-problem", state="hidden")
    expect(root.locator(".cg-boundary[data-earlier]")).to_have_count(0)
    assert root.locator(".cg-plane .cg-plane-half").get_attribute("d") != d


def test_a_slow_function_is_asked_only_for_the_latest(stage):
    calls = []

    def slow(X, w, b):
        calls.append(b)
        time.sleep(0.05)
        return forward(X, w, b)

    widget = Boundary(or_table(), forward=slow)
    stage.show(widget)
    calls.clear()
    stage.page.evaluate(
        """async (id) => { const m = chalkgradModels[id];
        for (let i = 0; i < 30; i++) {
          m.set('b', i / 10); await new Promise(requestAnimationFrame); } }""",
        widget.model_id,
    )
    stage.until(lambda: calls[-1] == 2.9)
    assert len(set(calls)) < 15


def test_the_state_goes_to_the_browser_and_back(stage):
    widget = Boundary(or_table(), row=1)
    (root,) = stage.show(widget)
    drag(stage, place(root, 1, 1), place(root, 0.61, 0.37))
    other = Boundary(or_table())
    other.state = widget.state
    assert (other.X, other.y, other.row) == (widget.X, widget.y, 3)
    assert other.parameters == widget.parameters
    (root,) = stage.show(other)
    readout = root.locator(".cg-boundary-readout").inner_text()
    assert "point 4" in readout


def export(stage, root, name):
    root.locator(".cg-tools button").click()
    with stage.page.expect_download() as waiting:
        stage.page.get_by_role("menuitem", name=name).click()
    return waiting.value.path().read_text(encoding="utf-8")


def test_exports_hold_what_is_shown(stage):
    widget = Boundary(or_table(), row=2)
    (root,) = stage.show(widget)
    rows = list(csv.DictReader(io.StringIO(export(stage, root, "Save as CSV"))))
    assert [float(row["p"]) for row in rows] == pytest.approx(or_table().values("p"), abs=1e-15)
    assert [row["right"] for row in rows] == ["1", "0", "1", "0"]
    latex = export(stage, root, "Save as LaTeX")
    assert "0.6225" in latex
    assert r"p = \frac{1}{1 + e^{-h}}" in latex
    svg = ElementTree.fromstring(export(stage, root, "Save as SVG"))
    words = "".join(svg.itertext())
    assert "2 of 4" in words
    assert any(element.tag.endswith("image") for element in svg.iter())


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 1.6])
@pytest.mark.parametrize("make", [or_table, net, product_table])
def test_fits_a_projector_in_both_themes(stage, theme, scale, make):
    widget = Boundary(make(), scale=scale, row=2)
    (root,) = stage.show(widget, theme=theme)
    size = stage.page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    assert size[0] <= 1280
    assert size[1] <= 720
    assert root.get_attribute("data-theme") == theme


def test_the_live_text_says_what_is_seen(stage):
    (root,) = stage.show(Boundary(or_table(), row=2))
    live = root.locator(".cg-live")
    stage.page.wait_for_function("document.querySelector('.cg-live').textContent.length > 0")
    assert "OR: w₁ = 1.00, w₂ = \u22121.00, b = \u22120.50." in live.inner_text()
    assert "2 of 4 points right; the commoner class has 3." in live.inner_text()
    assert "Point 3 at (1, 0), class 1, h = 0.50, p = 0.62, predicts 1, right." in live.inner_text()


def test_the_plane_alone_beside_a_table_that_shows_the_rest(stage):
    (root,) = stage.show(Boundary(or_table(), show_panel=False))
    assert root.locator(".cg-plane").is_visible()
    assert not root.locator(".cg-boundary-side").is_visible()


def test_many_points_are_smaller_and_take_one_stop_of_the_tab_key(stage):
    X, y = datasets.moons(60, 0.1, np.random.default_rng(0))
    widget = Boundary(X=X, y=y, w=(1, -1), b=0.2, row=7)
    (root,) = stage.show(widget)
    points = root.locator(".cg-plane-point[role]")
    assert points.count() == 60
    assert root.locator('.cg-plane-point[tabindex="0"]').count() == 1
    radius = float(root.locator('[data-point="7"] .cg-plane-reach').get_attribute("r"))
    assert radius < 10
    root.locator('[data-point="7"]').focus()
    stage.page.keyboard.press("n")
    stage.settle()
    assert widget.row == 8
    assert "class" in root.locator('[data-point="8"]').get_attribute("aria-valuetext")
