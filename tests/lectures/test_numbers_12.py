"""Every number in the text of lecture 12, recomputed."""

import ast
import json

import numpy as np
import pytest

from course import datasets, hand, slips
from course.activations import sigmoid
from course.finite_differences import check_gradient
from course.graph import count_paths, paths, two_neuron_chain
from tests.course.test_xor_success import fresh, train_side_by_side
from tests.lectures.reading import FOLDER, decimals, lecture, written

CELLS = lecture(12)
CHAIN = two_neuron_chain()
D = CHAIN.derivatives("loss")
A1, A2 = CHAIN.value("a1"), CHAIN.value("a2")
W1_FACTORS = paths(CHAIN, "w1", "loss")[0].factors
W2_FACTORS = paths(CHAIN, "w2", "loss")[0].factors
RATES = (0.05, 1, 10)


def stepped(rate, graph=CHAIN):
    """The chain after one step of gradient descent."""
    return graph.copy().set(
        {name: graph.value(name) - rate * slope for name, slope in graph.gradient("loss").items()}
    )


AFTER = {rate: stepped(rate) for rate in RATES}
W2_FIRST = CHAIN.copy().set(w2=CHAIN.value("w2") - D["w2"])
STALE = D["w1"] * W2_FIRST.value("w2") / CHAIN.value("w2")
REPEATED = W2_FIRST.gradient("loss")["w1"]

X, Y = datasets.xor()
W, B = np.array([[1.0, -1.0, 1.0], [-1.0, 1.0, 1.0]]), np.array([-0.5, -0.5, -1.5])
W_OUT, B_OUT = np.array([1.0, 1.0, -1.0]), -0.5
NET = hand.mlp_table(W, B, W_OUT, B_OUT, X, Y)
[CHECKED] = hand.mlp_table(2 * W, 2 * B, 2 * W_OUT, 2 * B_OUT, [[0, 1]], [1])
UNITS = (1, 2, 3)


def row(r, *keys):
    return [NET.values(key)[r] for key in keys]


def each(template, r=3):
    """A column of each hidden unit, in one row."""
    return row(r, *(template.format(j) for j in UNITS))


E5 = slips.slip("E5")
PRINTED = E5.wrong(0.0, row(3, "p")[0], W_OUT, np.array(each("h_{}")), 1.0)
MENTAL = two_neuron_chain(1.0, 1.0, (0.5, 2.0), (-0.5, -1.0))
MENTAL_D = MENTAL.derivatives("loss")
START = [CHAIN.value(name) for name in ("x", "y", "w1", "w2", "b1", "b2")]
FACTORS_OF_W2 = np.round(W2_FACTORS, 3)

NUMBERS = {
    "chain": {f"{value:g}" for value in START}
    | written(4, CHAIN.value("z1"), A1, CHAIN.value("z2"), A2, CHAIN.value("loss")),
    "predict-ratio-widget": {"0.3", "0.05"} | written(4, A1 * (1 - A1), A1),
    "chain-factors": {"0.3", "0.05"}
    | written(4, *W2_FACTORS, D["w2"])
    | written(4, W1_FACTORS[0], W1_FACTORS[1], W1_FACTORS[3])
    | written(6, D["w1"]),
    "chain-lecturer": written(3, *W2_FACTORS)
    | written(5, FACTORS_OF_W2.prod(), D["w2"])
    | written(4, D["w2"]),
    "blame": written(4, D["z2"], D["z1"]),
    "check-1": written(1, MENTAL.value("w1"), MENTAL.value("b1")),
    "blame-lecturer": written(1, MENTAL_D["a2"])
    | written(2, 0.25)
    | written(3, MENTAL_D["z2"])
    | written(4, MENTAL_D["w2"]),
    "all-at-once": {"0.05"}
    | {
        number
        for after in AFTER.values()
        for number in written(4, *(after.value(n) for n in ("w2", "b2", "b1", "a2", "loss")))
        | written(5, after.value("w1"))
    },
    "predict-order-widget": written(6, STALE, REPEATED, D["w1"]),
    "three-units": written(1, *each("z_{}"))
    | written(4, *each("h_{}"), *row(3, "o", "p", "loss", "do"))
    | written(4, *each("dwo_{}"), *each("dw1_{}")),
    "sum-over-paths": written(4, *each("dz_{}"), *[np.dot(each("dz_{}"), W[0])]),
    "three-units-lecturer": written(4, *(CHECKED[key] for key in ("do", "dwo_2", "dz_3"))),
    "how-wrong": written(4, *each("dw1_{}"), *PRINTED),
    "check-3-factor": {"0.01"} | written(2, 0.01 * 2 * -3),
    "credits": {"6.4"},  # an algorithm in a book
}


@pytest.mark.parametrize("id", CELLS)
def test_each_decimal_number_is_computed(id):
    assert decimals(CELLS[id]) == NUMBERS.get(id, set())


def test_the_chain_is_the_one_that_was_studied():
    found = [D[name] for name in ("w2", "b2", "w1", "b1")]
    assert found == pytest.approx([0.067929, 0.142627, 0.00053365, 0.01067295], rel=1e-5)
    assert pytest.approx(0.566425, abs=5e-7) == AFTER[1].value("a2")
    assert pytest.approx(0.214699, abs=5e-7) == AFTER[10].value("a2")
    assert pytest.approx([0.000413, 0.000410], abs=5e-7) == [STALE, REPEATED]


def test_the_forward_pass_of_the_chain_stands_in_its_table():
    values = [CHAIN.value(name) for name in ("z1", "a1", "z2", "a2", "loss")]
    line = " | ".join(f"{value:.4f}".replace("-", "−") for value in values)
    assert f"| {line} |" in CELLS["chain"]


def test_the_derivative_of_w2_is_127_times_that_of_w1():
    ratio = D["w2"] / D["w1"]
    assert CELLS["predict-ratio-widget"].count(f"{ratio:.0f} times.") == 1
    assert ratio == pytest.approx(A1 / (0.3 * A1 * (1 - A1) * 0.05))  # as the explanation says


def test_the_factors_stand_under_their_braces():
    text = CELLS["chain-factors"]
    for factors, names in (
        (W2_FACTORS, ("a_2 - y", "a_2 (1 - a_2)", "a_1")),
        (W1_FACTORS, ("a_2 - y", "a_2 (1 - a_2)", "w_2", "a_1 (1 - a_1)", "x")),
    ):
        braces = [
            rf"\underbrace{{{round(factor, 4):g}}}_{{{name}}}"
            for factor, name in zip(factors, names, strict=True)
        ]
        assert r" \cdot ".join(braces) in text


def test_blame_times_what_came_in():
    assert D["w2"] == pytest.approx(D["z2"] * A1)
    assert D["b2"] == D["z2"]
    assert D["w1"] == pytest.approx(D["z1"] * CHAIN.value("x"))
    assert D["b1"] == D["z1"]
    assert D["z1"] == pytest.approx(D["z2"] * CHAIN.value("w2") * A1 * (1 - A1))


def test_check_1_has_kind_numbers():
    assert [MENTAL.value(name) for name in ("z1", "z2", "a1", "a2")] == [0, 0, 0.5, 0.5]
    assert [MENTAL_D[name] for name in ("z2", "w2", "z1", "w1")] == [
        -0.125,
        -0.0625,
        -0.0625,
        -0.0625,
    ]


@pytest.mark.parametrize("rate", RATES)
def test_one_step_of_the_chain_stands_in_the_table(rate):
    places = {"w2": 4, "b2": 4, "w1": 5, "b1": 4, "a2": 4, "loss": 4}
    values = [f"{AFTER[rate].value(name):.{n}f}" for name, n in places.items()]
    line = " | ".join(value.replace("-", "−") for value in values)
    assert f"| {rate:g} | {line} |" in CELLS["all-at-once"]


def test_the_loss_falls_with_each_of_the_rates():
    losses = [CHAIN.value("loss"), *(after.value("loss") for after in AFTER.values())]
    assert losses == sorted(losses, reverse=True)


def test_the_net_is_the_one_that_was_studied():
    assert each("dwo_{}") == pytest.approx([0.0747, 0.0747, 0.1231], abs=5e-5)
    assert each("dw1_{}") == pytest.approx([0.0465, 0.0465, -0.0465], abs=5e-5)
    assert row(3, "do") == pytest.approx([0.1978], abs=5e-5)


def test_the_row_1_1_stands_in_its_table():
    def together(values, places):
        return ", ".join(f"{v:.{places}f}".replace("-", "−") for v in values)

    o, p, loss = (f"{v:.4f}".replace("-", "−") for v in row(3, "o", "p", "loss"))
    line = f"| {together(each('z_{}'), 1)} | {together(each('h_{}'), 4)} | {o} | {p} | {loss} |"
    assert line in CELLS["three-units"]


def test_the_input_has_three_paths_and_a_weight_one():
    graph = NET.graph.copy().set({"X1": 1.0, "X2": 1.0, "y": 0.0})
    assert count_paths(graph, "X1", "loss") == 3
    assert count_paths(graph, "w1_1", "loss") == 1
    assert graph.derivatives("loss")["X1"] == pytest.approx(np.dot(each("dz_{}"), W[0]))
    terms = zip(each("dz_{}"), W[0], strict=True)
    written_out = " + ".join(
        rf"{f'{d:.4f}' if d > 0 else f'({d:.4f})'} \cdot {f'{w:g}' if w > 0 else f'({w:g})'}"
        for d, w in terms
    )
    assert f"{written_out} = {np.dot(each('dz_{}'), W[0]):.4f} ." in CELLS["sum-over-paths"]


def test_the_backward_lines_give_the_gradient_of_the_table():
    """The lines of the table in section 4, run as they are printed."""
    h = np.array([NET.values(f"h_{j}") for j in UNITS]).T
    names = {"np": np, "X": X, "y": Y, "A": h, "p": NET.values("p"), "w_out": W_OUT}
    lines = [line.split("`")[1] for line in CELLS["sum-over-paths"].splitlines() if "| `" in line]
    assert len(lines) == 6
    for line in lines:
        exec(line, names)
    for j in UNITS:
        assert names["dw_out"][j - 1] == pytest.approx(NET.gradient[f"wo_{j}"].value)
        assert names["db"][j - 1] == pytest.approx(NET.gradient[f"b_{j}"].value)
        for i in (1, 2):
            assert names["dW"][i - 1, j - 1] == pytest.approx(NET.gradient[f"w{i}_{j}"].value)
    shapes = ["(4,)", "(3,)", "(4, 3)", "(4, 3)", "(2, 3)", "(3,)"]
    for line, shape in zip(lines, shapes, strict=True):
        told = next(r for r in CELLS["sum-over-paths"].splitlines() if line in r)
        assert told.rstrip(" |").endswith(shape)
        assert str(names[line.split(" ")[0]].shape) == shape


def test_the_net_learns_xor_from_the_timid_weights():
    table, n_steps = NET, 0
    while table.n_right < 4:
        table, n_steps = table.next(), n_steps + 1
    assert NET.n_right == 1
    assert f"in {n_steps} steps" in CELLS["does-it-learn"]


def test_check_2_as_the_lecturer_has_it():
    note = CELLS["three-units-lecturer"]
    o, w_o2, d3, w13, w23 = (CHECKED[k] for k in ("do", "dwo_2", "dz_3", "dw1_3", "dw2_3"))
    assert rf"$\delta_o = {o:.4f}$; $\partial\ell/\partial w_{{o2}} = {w_o2:.4f}$" in note
    assert rf"$\delta_3 = {d3:.4f}$; then {w13:g} for $w_{{13}}$" in note
    assert f"and {w23:.4f} for $w_{{23}}$" in note


def test_the_printed_formula_beside_the_right_one():
    def line(values):
        return " | ".join(f"{v:.4f}".replace("-", "−") for v in values)

    right = np.array(each("dw1_{}"))
    text = CELLS["how-wrong"]
    assert f"X_1$ | {line(right)} |" in text
    assert f"X_1$ | {line(PRINTED)} |" in text
    assert right / PRINTED == pytest.approx(2 * W_OUT)
    ratios = " | ".join(f"{v:.0f}".replace("-", "−") for v in right / PRINTED)
    assert f"{ratios} |" in text


def test_finite_differences_decide_for_the_right_formula():
    def loss(theta):
        graph = NET.graph.copy().set({"X1": 1.0, "X2": 1.0, "y": 0.0})
        graph.set({f"w1_{j}": float(w) for j, w in zip(UNITS, theta, strict=True)})
        return graph.value("loss")

    assert check_gradient(loss, np.array(each("dw1_{}")), W[0]).passed
    assert not check_gradient(loss, PRINTED, W[0]).passed


def learned(hidden, as_printed):
    p = train_side_by_side(hidden, 3, as_printed=as_printed)
    return ((p > 0.5) == Y[:, np.newaxis]).all(axis=(1, 2))


def successes(hidden, as_printed):
    return int(learned(hidden, as_printed).sum())


def test_which_starts_fail():
    right, printed = (learned("sigmoid", as_printed) for as_printed in (False, True))
    assert np.sum(~right) == 1
    assert "the only ✗ in the row of starts" in CELLS["wrong-but-trains-lecturer"]
    first = int(np.flatnonzero(~printed)[0])
    assert f"Write `seed={first}` into the cell" in CELLS["printed-step"]
    assert right[first]
    assert printed[[0, 1, 2]].all()


def test_how_many_of_50_nets_learn_xor_with_either_gradient():
    told = CELLS["predict-wrong-widget"]
    right, printed = (successes("sigmoid", as_printed) for as_printed in (False, True))
    relu_right, relu_printed = (successes("relu", as_printed) for as_printed in (False, True))
    assert f"With the right gradient {right} of them succeed" in told
    assert f"{printed} of 50. With ReLU units the wrong gradient even wins" in told
    assert f"{relu_printed} of 50 against {relu_right} with the right one" in told


def test_the_printed_step_is_the_one_that_was_counted():
    """The function in the notebook, for two steps, against the fifty nets side by side."""
    [path] = FOLDER.glob("12_*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    source = next("".join(cell["source"]) for cell in cells if cell["id"] == "printed-player")
    function = next(n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef))
    names = {"sigmoid": sigmoid}
    exec(ast.unparse(function), names)
    for seed in range(3):
        params = fresh("sigmoid", 3, seed).parameters
        for _ in range(2):
            params = names["printed_step"](params, X, Y, 1.0)
        W, b, w_out, b_out = params
        p = sigmoid(sigmoid(X @ W + b) @ w_out + b_out)
        together = train_side_by_side("sigmoid", 3, n_seeds=3, n_steps=2, as_printed=True)
        assert p == pytest.approx(together[seed], rel=1e-12)
