"""The net: what is shown is what course computes, and every number can be changed by hand."""

from xml.etree import ElementTree

import numpy as np
import pytest
import traitlets

from course import datasets, hand
from course.activations import activation
from course.graph import canon
from course.graph.mlp import CANON_B, CANON_B_OUT, CANON_W, CANON_W_OUT
from course.layers import Linear
from course.mlp import MLP
from nbextensions import NetworkView

MINUS = "\u2212"


def lecture_table():
    return hand.mlp_table(CANON_W, CANON_B, CANON_W_OUT, CANON_B_OUT, *datasets.xor())


def text(value, places=2):
    return f"{value:.{places}f}".replace("-", MINUS)


# Python -------------------------------------------------------------------------------------------
def test_the_lectures_call_shows_the_lectures_net():
    net = NetworkView(lecture_table(), row=2, title="The 2-3-1 net, row (1, 0)")
    assert net.n_parameters == 13
    for row, (x, y) in enumerate(zip(*datasets.xor(), strict=True)):
        assert net.p[row] == pytest.approx(canon(x, y)["p"].value, rel=1e-12)
    assert "Row 3 of 4: (1, 0)" in net.describe()


@pytest.mark.parametrize("sizes", [(2, 1), (2, 3, 1), (2, 8, 8, 1), (8, 8, 8, 8, 1)])
@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
def test_drawn_nets_of_any_depth_are_the_layers_of_the_course(sizes, name):
    net = NetworkView(sizes=sizes, activation=name, seed=3)
    assert net.net.sizes == list(sizes)
    layers = net.net.arrays(net.parameters)
    parts = [part for W, b in layers for part in (Linear(W, b), activation(name))][:-1]
    o, _ = MLP((*parts, activation("sigmoid"))).forward(np.array(net.X))
    np.testing.assert_allclose(net.p, o[:, 0], rtol=1e-12)
    again = NetworkView(sizes=sizes, activation=name, seed=3)
    assert again.parameters == net.parameters
    assert NetworkView(sizes=sizes, seed=4).parameters != net.parameters


def test_the_quiz_of_the_shapes_has_41_parameters():
    assert NetworkView(sizes=(3, 4, 4, 1)).n_parameters == 41


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ({"sizes": (2, 9, 1)}, "at most 8"),
        ({"sizes": (2, 2, 2, 2, 2, 1)}, "more than 4 layers"),
        ({"sizes": (2, 3)}, "the last one 1"),
        ({"sizes": (2, 3, 1), "initializer": "magic"}, "initializer is 'magic'"),
        ({"sizes": (2, 1), "layers": []}, "more than one"),
        ({"layers": [([[1], [1]], [0])], "X": [[1, 2, 3]], "y": [1]}, "X has shape"),
        ({"layers": [([[1], [1]], [0])], "X": [[1, 2]]}, "y is missing"),
        ({"row": 4}, "row is 4, expected 0 to 3"),
    ],
)
def test_what_is_no_net_is_refused_in_a_sentence(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        NetworkView(**call)


def test_traits_refuse_what_does_not_fit():
    net = NetworkView()
    with pytest.raises(traitlets.TraitError, match="lit is 'w9_9'"):
        net.lit = "w9_9"
    with pytest.raises(traitlets.TraitError, match="X has 3 columns"):
        net.X = [[1, 2, 3]]


def own_forward(X, params):
    """Right, and it keeps Z and A."""
    Z = X @ params["W"] + params["b"]
    A = 1 / (1 + np.exp(-Z))
    return 1 / (1 + np.exp(-(A @ params["w_out"] + params["b_out"]))), {"Z": Z, "A": A}


def lost_bias(X, params):
    A = 1 / (1 + np.exp(-(X @ params["W"])))
    return 1 / (1 + np.exp(-(A @ params["w_out"] + params["b_out"]))), (X, A)


def raises_below_zero(X, params):
    if params["w_out"][0] < 0:
        raise ValueError("w_out is negative")
    return own_forward(X, params)


def test_a_right_forward_differs_nowhere_and_its_hidden_units_are_found():
    net = NetworkView(forward=own_forward)
    assert net.first_difference() == ""
    hidden = np.array(net._last_own["numbers"]["hidden"])
    np.testing.assert_allclose(hidden[:, 0], net.values("h_1"))


def test_the_first_difference_is_said():
    said = NetworkView(forward=lost_bias).first_difference()
    assert said == "First difference: row 1, h₁. lost_bias gives 0.5000, the course 0.3775."


@pytest.mark.parametrize(
    ("forward", "sentence"),
    [
        (lambda X, params: None, "returned None"),
        (lambda X, params: np.ones((2, 2)), "shape (2, 2)"),
        (lambda X, params: np.full(len(X), np.nan), "returned nan for row 1"),
        (lambda X, params: X @ params["W"].T, "stopped in line"),
    ],
)
def test_errors_of_an_own_function_are_sentences(forward, sentence):
    assert sentence in NetworkView(forward=forward).problem


def test_deeper_nets_hand_a_list_of_layers_to_the_students_function():
    seen = {}

    def forward(X, layers):
        seen["shapes"] = [(W.shape, b.shape) for W, b in layers]
        for W, b in layers:
            X = 1 / (1 + np.exp(-(X @ W + b)))
        return X

    assert NetworkView(sizes=(2, 3, 2, 1), forward=forward).first_difference() == ""
    assert seen["shapes"] == [((2, 3), (3,)), ((3, 2), (2,)), ((2, 1), (1,))]


@pytest.mark.parametrize("net", [{}, {"sizes": (8, 8, 8, 8, 1)}, {"sizes": (2, 1)}])
@pytest.mark.parametrize("notation", ["course", "erdem", "louppe"])
def test_the_picture_is_xml_and_holds_the_numbers(net, notation):
    widget = NetworkView(notation=notation, **net)
    written = "".join(ElementTree.fromstring(widget.still()).itertext())
    assert text(widget.p[-1]) in written
    assert f"{widget.n_parameters} parameters" in written


def test_the_picture_has_the_shapes_of_the_convention():
    assert "(4, 3) = (4, 2) (2, 3) + (3,)" in NetworkView().still()
    assert "(3, 4) = (3, 2) (2, 4) + (3, 1)" in NetworkView(notation="louppe").still()


# The browser --------------------------------------------------------------------------------------
def part(shown, name):
    return shown.locator(f'.cg-net-stage [data-name="{name}"]')


def unit(shown, name):
    """What is drawn of a unit: its circle and what is written in it."""
    return shown.locator(f'.cg-net-unit:has([data-name="{name}"])')


def entries(shown, name):
    return shown.locator(f'.cg-net-lines td[data-name="{name}"]')


@pytest.mark.browser
@pytest.mark.parametrize("row", range(4))
def test_the_numbers_on_the_screen_are_the_courses(stage, row):
    widget = NetworkView(lecture_table(), row=row)
    (shown,) = stage.show(widget)
    graph = canon(datasets.xor()[0][row], datasets.xor()[1][row])
    for name in ("h_1", "h_2", "h_3", "p"):
        wanted = text(graph[name].value)
        assert unit(shown, name).locator(".cg-net-number").inner_html() == wanted
        for cell in entries(shown, name).all():
            r = int(cell.get_attribute("data-row"))
            assert cell.inner_text() == text(widget.values(name)[r])
    sums = shown.locator(".cg-net-sum").all_text_contents()
    wanted = [text(graph[name].value) for name in ("z_1", "z_2", "z_3", "o")]
    assert [label.split("=")[1].strip() for label in sums] == wanted


@pytest.mark.browser
def test_a_weight_is_typed_and_the_net_follows(stage):
    widget = NetworkView(lecture_table(), row=2)
    (shown,) = stage.show(widget)
    part(shown, "w1_2").dispatch_event("click")
    field = shown.locator(".cg-net-field")
    assert field.input_value() == f"{MINUS}1"
    field.fill("1/4")
    stage.page.keyboard.press("Enter")
    stage.settle()
    assert widget.w1_2 == 0.25
    assert widget.lit == "w1_2"
    assert entries(shown, "w1_2").inner_text() == "0.25"
    assert unit(shown, "h_2").locator(".cg-net-number").inner_html() == text(
        widget.values("h_2")[2]
    )
    assert stage.page.evaluate("document.activeElement.dataset.name") == "w1_2"


@pytest.mark.browser
def test_what_cannot_be_read_or_is_left_changes_nothing(stage):
    widget = NetworkView(row=2)
    (shown,) = stage.show(widget)
    part(shown, "b_1").dispatch_event("click")
    field = shown.locator(".cg-net-field")
    field.fill("half")
    stage.page.keyboard.press("Enter")
    assert field.get_attribute("aria-invalid") == "true"
    assert "“half” is no number" in shown.get_by_role("alert").inner_text()
    stage.page.keyboard.press("Escape")
    stage.settle()
    assert shown.get_by_role("alert").count() == 0
    assert field.is_hidden()
    assert widget.b_1 == -0.5


@pytest.mark.browser
def test_the_keyboard_alone_walks_nudges_and_types(stage):
    widget = NetworkView(row=2)
    (shown,) = stage.show(widget)
    part(shown, "X1").focus()
    stage.page.keyboard.press("ArrowUp")
    stage.settle()
    assert widget.X[2] == [1.1, 0]
    stage.page.keyboard.press("ArrowRight")  # X2
    stage.page.keyboard.press("ArrowRight")  # w1_1
    stage.page.keyboard.press("ArrowDown")
    stage.page.keyboard.press("Shift+ArrowDown")
    stage.settle()
    assert widget.w1_1 == pytest.approx(0.89)
    stage.page.keyboard.press("Enter")
    stage.page.keyboard.type("2,5")
    stage.page.keyboard.press("Enter")
    stage.settle()
    assert widget.w1_1 == 2.5
    stage.page.keyboard.press("End")
    assert stage.page.evaluate("document.activeElement.dataset.name") == "p"
    stage.page.keyboard.press("Escape")
    stage.settle()
    assert widget.lit == ""


@pytest.mark.browser
def test_a_clicker_goes_through_the_rows(stage):
    widget = NetworkView(row=0)
    (shown,) = stage.show(widget)
    part(shown, "X1").focus()
    for wanted in (1, 2, 3, 3):
        stage.page.keyboard.press("PageDown")
        stage.settle()
        assert widget.row == wanted
    stage.page.keyboard.press("PageUp")
    stage.settle()
    assert widget.row == 2
    assert "(1, 0)" in shown.locator(".cg-nv-row").inner_text()


@pytest.mark.browser
def test_an_entry_lights_its_edge_and_an_edge_its_entry(stage):
    widget = NetworkView(row=2)
    (shown,) = stage.show(widget)
    entries(shown, "w2_3").click()
    stage.settle()
    assert "cg-net-lit" in part(shown, "w2_3").get_attribute("class")
    assert "from X2 to unit 3" in shown.locator(".cg-nv-said").inner_text().replace("\n", "")
    stage.page.mouse.move(2, 2)
    part(shown, "h_1").dispatch_event("pointerenter")
    stage.settle()
    lit = set(shown.locator("td.cg-net-lit").evaluate_all("all => all.map(td => td.dataset.name)"))
    assert lit == {"w1_1", "w2_1", "b_1", "z_1", "h_1"}
    part(shown, "h_1").dispatch_event("pointerleave")
    stage.settle()
    assert "cg-net-lit" in entries(shown, "w2_3").get_attribute("class")


@pytest.mark.browser
def test_an_entry_of_another_row_changes_the_row(stage):
    widget = NetworkView(row=2)
    (shown,) = stage.show(widget)
    shown.locator('td[data-name="z_2"][data-row="1"]').click()
    stage.settle()
    assert (widget.row, widget.lit) == (1, "z_2")


@pytest.mark.browser
def test_sums_are_written_out_for_the_lit_unit(stage):
    widget = NetworkView(row=2, lit="h_2")
    (shown,) = stage.show(widget)
    shown.get_by_role("button", name="sums").click()
    stage.settle()
    assert widget.written == "sum"
    said = "".join(shown.locator(".cg-nv-one").inner_text().split())
    assert f"({MINUS}1)·1" in said
    assert said.endswith("≈0.1824")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("notation", "shapes", "name"),
    [
        ("course", ["(4, 3)", "(4, 2)", "(2, 3)", "(3,)", "(4, 3)"], "W"),
        ("louppe", ["(3, 4)", "(3, 2)", "(2, 4)", "(3, 1)", "(3, 4)"], "W⊤"),
        ("erdem", ["(3, 4)", "(3, 2)", "(2, 4)", "(3, 1)", "(3, 4)"], "V"),
    ],
)
def test_shapes_follow_the_convention_of_the_letters(stage, notation, shapes, name):
    (shown,) = stage.show(NetworkView(notation=notation))
    line = shown.locator(".cg-net-line").first
    assert line.locator(".cg-net-shape").all_inner_texts() == shapes
    names = ["".join(t.split()) for t in line.locator(".cg-net-matrix-name").all_inner_texts()]
    assert name in names


@pytest.mark.browser
def test_an_own_forward_stands_beside_ours_and_its_error_leaves_the_picture(stage):
    widget = NetworkView(row=2, forward=lost_bias)
    other = NetworkView(row=2, forward=raises_below_zero)
    shown, second = stage.show(widget, other)
    said = shown.locator(".cg-nv-compared").inner_text()
    assert said.startswith("First difference: row 1, h₁. lost_bias gives 0.5000")
    assert "yours 0.73" in unit(shown, "h_1").locator("xpath=..").inner_html()
    assert shown.locator("td.cg-net-first").first.inner_text() == "0.38"
    assert "in all 4 rows" in second.locator(".cg-nv-compared").inner_text()
    stage.set_from_python(other, wo_1=-1.0)
    assert "w_out is negative" in second.get_by_role("alert").inner_text()
    assert part(second, "p").is_visible()
    stage.set_from_python(other, wo_1=1.0)
    assert second.get_by_role("alert").is_hidden()


@pytest.mark.browser
def test_a_group_shares_row_weights_and_examples(stage):
    one, two = NetworkView(row=0, group="g"), NetworkView(row=3, group="g")
    shown = stage.show(one, two)
    shown[0].get_by_role("button", name="next row").click()
    part(shown[0], "bo").dispatch_event("click")
    shown[0].locator(".cg-net-field").fill("0.7")
    stage.page.keyboard.press("Enter")
    stage.settle()
    assert two.row == 1
    assert two.bo == 0.7


@pytest.mark.browser
def test_a_state_travels_from_the_screen_to_another_widget(stage):
    one, two = NetworkView(row=0), NetworkView(row=3)
    shown, _ = stage.show(one, two)
    part(shown, "w1_1").dispatch_event("click")
    shown.locator(".cg-net-field").fill("0.1")
    stage.page.keyboard.press("Enter")
    stage.page.keyboard.press("PageDown")
    stage.settle()
    two.state = one.state
    assert (two.w1_1, two.row, two.lit) == (0.1, 1, "w1_1")
    assert two.p.tolist() == one.p.tolist()


@pytest.mark.browser
@pytest.mark.parametrize("net", [{}, {"sizes": (2, 8, 8, 1)}, {"sizes": (8, 8, 8, 8, 1)}])
@pytest.mark.parametrize("written", ["matrix", "sum"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_fits_a_projector_at_the_lectures_scale(stage, net, written, theme):
    widget = NetworkView(**net, scale=1.6, written=written, lit="p")
    (shown,) = stage.show(widget, theme=theme)
    page = stage.page.evaluate("[document.body.scrollWidth, document.body.scrollHeight]")
    assert page[0] <= 1280
    net_box = shown.locator(".cg-nv-net svg").bounding_box()
    assert net_box["y"] + net_box["height"] <= 720
    side = shown.locator(".cg-nv-side").bounding_box()
    assert net_box["x"] + net_box["width"] <= side["x"] + 1
    smallest = shown.locator(".cg-net-number").evaluate_all(
        "all => Math.min(...all.map(t => t.getBoundingClientRect().height))"
    )
    assert smallest >= 12


@pytest.mark.browser
def test_what_is_exported_is_what_is_shown(stage):
    widget = NetworkView(row=2)
    (shown,) = stage.show(widget)
    shown.locator(".cg-tools button").last.click()
    with stage.page.expect_download() as download:
        shown.get_by_role("menuitem", name="Save as CSV").click()
    lines = download.value.path().read_text(encoding="utf-8").splitlines()
    head = lines[0].split(",")
    row = dict(zip(head, map(float, lines[3].split(",")), strict=True))
    assert row["p"] == pytest.approx(widget.p[2], rel=1e-15)
    assert "w1_2,-1" in lines
