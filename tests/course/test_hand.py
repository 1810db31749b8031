"""The tables by hand: every number of the lectures, recomputed with plain numpy."""

import doctest
import importlib
import json

import numpy as np
import pytest

from course import hand
from course.graph import from_data
from course.graph.mlp import CANON_B, CANON_B_OUT, CANON_W, CANON_W_OUT

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
TARGETS = {"OR": [0, 1, 1, 1], "AND": [0, 0, 0, 1], "XOR": [0, 1, 1, 0]}
W, B = [1, -1], -0.5
SIX = {"abs": 5e-7}


def table(name="OR", **options):
    return hand.table(options.pop("w", W), options.pop("b", B), X, TARGETS[name], **options)


def by_numpy(w, b, X, y, loss):
    """Every column of the neuron's table, from the formulas."""
    X, y = np.asarray(X, float), np.asarray(y, float)
    h = X @ w + b
    p = 1 / (1 + np.exp(-h))
    value, dp = {
        "squared_error": ((y - p) ** 2, 2 * (p - y)),
        "half_squared_error": ((y - p) ** 2 / 2, p - y),
        "binary_cross_entropy": (
            -y * np.log(p) - (1 - y) * np.log(1 - p),
            -y / p + (1 - y) / (1 - p),
        ),
    }[loss]
    dh = dp * p * (1 - p)
    columns = {"h": h, "p": p, "loss": value, "dp": dp, "dp_dh": p * (1 - p), "dh": dh, "db": dh}
    columns |= {"y_hat": (p > 0.5).astype(float), "y": y, "dh_db": np.ones(len(y))}
    for i in range(X.shape[1]):
        columns |= {f"X{i + 1}": X[:, i], f"dh_dw{i + 1}": X[:, i], f"dw{i + 1}": dh * X[:, i]}
    return columns


def test_the_main_table_to_six_places():
    by_hand = table()
    expected = {
        "h": [-0.5, -1.5, 0.5, -0.5],
        "p": [0.377541, 0.182426, 0.622459, 0.377541],
        "y_hat": [0, 0, 1, 0],
        "loss": [0.142537, 0.668428, 0.142537, 0.387456],
        "dh": [0.177447, -0.243877, -0.177447, -0.292561],
        "dw1": [0, 0, -0.177447, -0.292561],
        "dw2": [0, -0.243877, 0, -0.292561],
        "db": [0.177447, -0.243877, -0.177447, -0.292561],
    }
    for key, values in expected.items():
        assert by_hand.values(key) == pytest.approx(values, **SIX), key
    assert by_hand.n_right == 2
    entropy = table(loss="binary_cross_entropy", reduction="mean")
    assert entropy.values("loss") == pytest.approx([0.474077, 1.701413, 0.474077, 0.974077], **SIX)
    assert entropy.loss.value == pytest.approx(0.905911, **SIX)
    assert by_hand.loss.value == pytest.approx(0.335239, **SIX)
    assert table(reduction="sum").loss.value == pytest.approx(1.340958, **SIX)


@pytest.mark.parametrize("loss", ["squared_error", "half_squared_error", "binary_cross_entropy"])
@pytest.mark.parametrize("n_features", [1, 2, 5])
def test_any_data_any_loss_any_width_agrees_with_numpy(loss, n_features, rng):
    X = rng.normal(size=(7, n_features))
    y = rng.integers(0, 2, size=7)
    w, b = rng.normal(size=n_features), rng.normal()
    by_hand = hand.table(w, b, X, y, loss=loss, reduction="sum", learning_rate=0.3)
    expected = by_numpy(w, b, X, y, loss)
    assert set(by_hand.keys) == set(expected)
    for key, values in expected.items():
        assert by_hand.values(key) == pytest.approx(values, abs=1e-13), key
    for i in range(n_features):
        total = np.sum(expected[f"dw{i + 1}"])
        assert by_hand.gradient[f"w{i + 1}"].value == pytest.approx(total, abs=1e-13)
        assert by_hand.update[f"w{i + 1}"].value == pytest.approx(w[i] - 0.3 * total, abs=1e-13)


def test_cross_entropy_from_scores_gives_the_same_table_without_the_detour():
    plain, stable = (table(loss="binary_cross_entropy" + tail) for tail in ("", "_from_scores"))
    for key in ("h", "p", "y_hat", "loss", "dh", "dw1", "dw2", "db"):
        assert stable.values(key) == pytest.approx(plain.values(key), abs=1e-14), key
    assert "dp" not in stable.keys


@pytest.mark.parametrize(
    ("loss", "gradient"),
    [
        ("squared_error", (-0.470007, -0.536437, -0.536437)),
        ("half_squared_error", (-0.2350035, -0.2682185, -0.2682185)),
        ("binary_cross_entropy", (-1.0, -1.440034, -1.440034)),
    ],
)
def test_the_gradient_summed_and_averaged(loss, gradient):
    summed, averaged = (table(loss=loss, reduction=how).gradient for how in ("sum", "mean"))
    assert [summed[name].value for name in ("w1", "w2", "b")] == pytest.approx(gradient, abs=1e-6)
    for name, cell in averaged.items():
        assert cell.value == pytest.approx(summed[name].value / 4, abs=1e-16)


def test_the_cross_entropy_gradient_of_w1_is_exactly_minus_one():
    gradient = table(loss="binary_cross_entropy", reduction="sum").gradient["w1"].value
    assert gradient == pytest.approx(-1, abs=1e-15)  # sigma(1/2) + sigma(-1/2) = 1


@pytest.mark.parametrize(
    ("options", "parameters", "p", "mse", "n_right"),
    [
        (
            {"reduction": "mean", "learning_rate": 1},
            (1.117502, -0.865891, -0.365891),
            (0.409534, 0.225870, 0.679530, 0.471461),
            0.287263,
            2,
        ),
        ({"reduction": "mean", "learning_rate": 0.1}, (1.011750, -0.986589, -0.486589), None,
         0.330275, 2),
        (
            {"reduction": "sum", "learning_rate": 1},
            (1.470007, -0.463563, 0.036437),
            (0.509108, 0.394813, 0.818534, 0.739406),
            0.181571,
            2,
        ),
    ],
)  # fmt: skip
def test_the_new_table_filled_in(options, parameters, p, mse, n_right):
    new = table(**options).next()
    assert [new.parameters[name] for name in ("w1", "w2", "b")] == pytest.approx(parameters, **SIX)
    if p:
        assert new.values("p") == pytest.approx(p, **SIX)
    assert np.mean(new.values("loss")) == pytest.approx(mse, **SIX)
    assert new.n_right == n_right


def test_the_summed_step_turns_row_0_0_wrong():
    before, after = table(reduction="sum"), table(reduction="sum").next()
    assert list(before.values("y_hat") == before.values("y")) == [True, False, True, False]
    assert list(after.values("y_hat") == after.values("y")) == [False, False, True, True]
    assert after.loss.value / before.loss.value == pytest.approx(0.5416, abs=5e-5)


def test_online_updates_row_by_row():
    online = table(reduction="online")
    expected = [
        (1, -1, -0.6774),
        (1, -0.7765, -0.4539),
        (1.1704, -0.7765, -0.2835),
        (1.4059, -0.5410, -0.0480),
    ]
    w, b = np.array([1.0, -1.0]), -0.5
    for r, (x, y) in enumerate(zip(X, TARGETS["OR"], strict=True)):
        p = 1 / (1 + np.exp(-(x @ w + b)))
        assert online.values("p")[r] == pytest.approx(p, abs=1e-15)
        assert online.values("w1")[r] == pytest.approx(w[0], abs=1e-15)
        d = 2 * (p - y) * p * (1 - p)
        w, b = w - d * x, b - d
        step = [cell.value for cell in online.update_after(r).values()]
        assert step == pytest.approx([*w, b], abs=1e-15)
        assert step == pytest.approx(expected[r], abs=5e-5)
    assert list(online.next().parameters.values()) == pytest.approx([*w, b], abs=1e-15)
    assert online.gradient == {}
    assert online.cell(3, "h").filled().startswith(r"1.1704 \cdot 1")


def test_rows_that_cancel_leave_no_rounding_error_behind():
    by_hand = table("AND")
    assert sum(by_hand.values("dw1")) != 0  # the last digits of rows 3 and 4 are not the same
    assert by_hand.gradient["w1"].value == 0
    assert by_hand.update["w1"].value == 1


def test_and_from_the_same_start():
    by_hand = table("AND")
    assert by_hand.n_right == 2
    assert by_hand.loss.value == pytest.approx(0.237682, **SIX)
    assert by_hand.gradient["w1"].value == 0


def test_xor_scores_best_at_the_table_made_for_or():
    by_hand = table("XOR")
    assert by_hand.n_right == 3
    assert by_hand.gradient["w1"].value == 0


def test_without_a_bias_two_rows_tie_and_a_tie_is_class_0():
    by_hand = table(b=0)
    assert by_hand.values("p") == pytest.approx([0.5, 0.268941, 0.731059, 0.5], **SIX)
    assert list(by_hand.values("y_hat")) == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("name", "loss", "rate", "n_steps"),
    [("OR", "squared_error", 10, 3), ("OR", "squared_error", 1, 26),
     ("OR", "binary_cross_entropy", 10, 3), ("OR", "binary_cross_entropy", 1, 18),
     ("AND", "squared_error", 10, 3), ("AND", "squared_error", 1, 25),
     ("AND", "binary_cross_entropy", 10, 10), ("AND", "binary_cross_entropy", 1, 15)],
)  # fmt: skip
def test_so_many_tables_until_all_four_are_right(name, loss, rate, n_steps):
    by_hand = table(name, loss=loss, learning_rate=rate)
    for _ in range(n_steps):
        assert by_hand.n_right < 4
        by_hand = by_hand.next()
    assert by_hand.n_right == 4


def test_each_cell_opens():
    cell = table().cell(2, "p")
    assert cell.value == 1 / (1 + np.exp(-0.5))
    assert cell.rounded(2).text == "0.62"
    assert cell.column.symbol == "p"
    assert cell.column.expression == r"\frac{1}{1 + e^{-h}}"
    assert cell.filled() == r"\frac{1}{1 + e^{-0.5}}"
    assert cell.column.depends_on == ("h",)
    assert table().used_by("p") == ("y_hat", "loss", "dp", "dp_dh")


def test_a_gradient_opens_into_the_factors_of_the_chain_rule():
    by_hand = table()
    cell = by_hand.cell(3, "dw1")
    assert cell.column.depends_on == ("dp", "dp_dh", "dh_dw1")
    assert cell.column.expression == (
        r"\frac{\partial \ell}{\partial p} \cdot \frac{\partial p}{\partial h}"
        r" \cdot \frac{\partial h}{\partial w_1}"
    )
    assert cell.filled(2) == r"(-1.24) \cdot 0.24 \cdot 1"
    product = np.prod([by_hand.values(key) for key in cell.column.depends_on], axis=0)
    assert by_hand.values("dw1") == pytest.approx(product, abs=1e-16)
    assert by_hand.column("dp").expression == "2(p - y)"
    assert by_hand.column("dh_dw1").expression == "X_1"


def test_the_update_opens_into_its_three_numbers():
    cell = table(learning_rate=0.1).update["w1"]
    assert cell.symbol == r"w_1^{\text{new}}"
    assert cell.filled(3) == r"1 - 0.1 \cdot (-0.118)"
    assert cell.rounded(4).text == "1.0118"
    assert table().gradient["w1"].filled(2) == r"\frac{1}{4} (0 + 0 + (-0.18) + (-0.29))"
    assert table(reduction="sum").loss.filled(2) == "0.14 + 0.67 + 0.14 + 0.39"


def test_no_number_is_computed_from_a_rounded_one():
    by_hand = table()
    for _ in range(3):
        by_hand.cell(0, "p").rounded(1)
        by_hand.cell(0, "dw1").filled(1)
    assert by_hand.values("p")[0] == pytest.approx(1 / (1 + np.exp(0.5)), abs=1e-16)


def test_the_next_table_leaves_this_one_alone():
    by_hand = table()
    by_hand.next()
    by_hand.at({"w1": 7.0})
    assert by_hand.parameters == {"w1": 1.0, "w2": -1.0, "b": -0.5}
    assert by_hand.at({"w1": 7.0}).values("h")[2] == 6.5


def test_every_column_can_be_written_and_every_dependence_exists():
    for by_hand in (table(), table(loss="binary_cross_entropy", reduction="online"), canon_table()):
        known = {*by_hand.keys, *by_hand.parameters}
        for key in by_hand.keys:
            cell = by_hand.cell(1, key)
            assert set(cell.column.depends_on) <= known
            text = cell.equation() + cell.column.expression
            assert "#" not in text
            assert "@" not in text
            assert text.count("{") == text.count("}")


def canon_table(**options):
    return hand.mlp_table(CANON_W, CANON_B, CANON_W_OUT, CANON_B_OUT, X, TARGETS["XOR"], **options)


def test_the_table_of_the_2_3_1_net():
    by_hand = canon_table()
    assert by_hand.values("p") == pytest.approx([0.5182, 0.4818, 0.4818, 0.4092], abs=5e-5)
    assert by_hand.n_right == 1
    assert by_hand.values("dw1_3")[3] == pytest.approx(-0.0465, abs=5e-5)
    assert by_hand.column("dw1_3").depends_on == (
        "dp", "dp_do", "do_dh_3", "dh_3_dz_3", "dz_3_dw1_3",
    )  # fmt: skip
    for name in by_hand.parameters:
        factors = [by_hand.values(key) for key in by_hand.column(f"d{name}").depends_on]
        assert by_hand.values(f"d{name}") == pytest.approx(np.prod(factors, axis=0), abs=1e-15)


def test_the_next_table_of_the_2_3_1_net_is_a_step_downhill():
    by_hand = canon_table(learning_rate=0.5)
    assert by_hand.next().loss.value < by_hand.loss.value


def test_the_data_of_a_table_suffice_to_compute_it_again():
    by_hand = table(reduction="sum")
    data = json.loads(json.dumps(by_hand.to_data(), allow_nan=False))
    graph = from_data(data["graph"])
    for r, row in enumerate(data["rows"]):
        graph.set(row)
        derivatives = graph.derivatives("loss")
        for column in data["columns"]:
            if column["kind"] == "gradient":
                assert derivatives[column["node"]] == by_hand.values(column["key"])[r]
            elif column["kind"] != "factor":
                assert graph.value(column["node"]) == by_hand.values(column["key"])[r]
    assert (data["reduction"], data["learning_rate"]) == ("sum", 1.0)


def test_a_table_prints_itself():
    assert str(table()) == (
        "w1 = 1, w2 = -1, b = -0.5\n"
        "      X1  X2  y     h       p  y_hat    loss      dw1      dw2       db\n"
        "   0   0   0  0  -0.5  0.3775      0  0.1425   0.0000   0.0000   0.1774\n"
        "   1   0   1  1  -1.5  0.1824      0  0.6684   0.0000  -0.2439  -0.2439\n"
        "   2   1   0  1   0.5  0.6225      1  0.1425  -0.1774   0.0000  -0.1774\n"
        "   3   1   1  1  -0.5  0.3775      0  0.3875  -0.2926  -0.2926  -0.2926\n"
        "mean                                  0.3352  -0.1175  -0.1341  -0.1341\n"
        "2 of 4 right"
    )


def test_chosen_columns_are_printed_to_the_places_asked_for():
    assert table(reduction="sum").text(["dp", "dp_dh", "dh_dw1", "dw1"], places=2) == (
        "w1 = 1, w2 = -1, b = -0.5\n"
        "        dp  dp_dh  dh_dw1    dw1\n"
        "  0   0.76   0.24       0   0.00\n"
        "  1  -1.64   0.15       0   0.00\n"
        "  2  -0.76   0.24       1  -0.18\n"
        "  3  -1.24   0.24       1  -0.29\n"
        "sum                        -0.47\n"
        "2 of 4 right"
    )
    with pytest.raises(KeyError, match="no column 'q'"):
        table().text(["q"])


def test_an_online_table_prints_no_gradient_over_all_rows():
    lines = str(table(reduction="online")).splitlines()
    assert lines[-2].split() == ["mean", "0.3025"]
    assert lines[-1] == "3 of 4 right"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: hand.table([1], 0, X, TARGETS["OR"]), "x has 2 features and w 1 weights"),
        (lambda: hand.table(W, B, X, [1]), "X has 4 rows and y 1 targets"),
        (
            lambda: hand.table(W, B, [0, 1], [1]),
            r"X has shape \(2,\), expected \(n_examples, n_features\)",
        ),
        (lambda: hand.table(W, B, np.empty((0, 2)), []), "the table has no rows"),
        (lambda: table(reduction="max"), "reduction is 'max', expected one of sum, mean, online"),
        (lambda: table(loss="hinge"), "loss is 'hinge', expected one of squared_error"),
    ],
)
def test_a_wrong_argument_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_an_unknown_column_is_named():
    with pytest.raises(KeyError, match="no column 'q'; there are X1, X2, y, h, p"):
        table().values("q")


@pytest.mark.parametrize(
    "module", ["graph.graph", "graph.neuron", "graph.rounding", "hand.build", "notation"]
)
def test_the_examples_in_the_docstrings_are_true(module):
    flags = doctest.ELLIPSIS
    result = doctest.testmod(importlib.import_module(f"course.{module}"), optionflags=flags)
    assert result.attempted > 0
    assert result.failed == 0


def test_a_factor_with_many_operands_depends_on_its_own_only():
    wide = hand.mlp_table(np.ones((2, 8)), np.ones(8), np.ones(8), 0.0, [[0, 1]], [1])
    assert wide.column("do_dh_5").depends_on == ("wo_5",)  # its template is @10, not @1
