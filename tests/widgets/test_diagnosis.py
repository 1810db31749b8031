"""A wrong number is named: every slip that is declared is found, and only where it was made."""

import json
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from course import hand, slips
from course.datasets import or_, xor
from course.graph import from_data
from course.graph.mlp import CANON_B, CANON_B_OUT, CANON_W, CANON_W_OUT
from nbextensions.graphs.tables import table_data
from nbextensions.hand_table.diagnosis import compact, diagnosis_data, wrong, wrong_formulas
from nbextensions.hand_table.worked import Worked
from nbextensions.javascript.build import node

SCRIPT = Path(__file__).with_name("verdicts.mjs")


def neuron(**settings):
    return hand.table((1, -1), -0.5, *or_(), **settings)


def net(activation="sigmoid", **settings):
    weights = (CANON_W, CANON_B, CANON_W_OUT, CANON_B_OUT)
    return hand.mlp_table(*weights, *xor(), activation=activation, **settings)


def in_javascript(table, **asked):
    """Have the browser's core judge answers, or evaluate formulas, for a table."""
    given = {"data": table_data(table), "formulas": diagnosis_data(table), "choices": {}, **asked}
    done = subprocess.run([node(), SCRIPT], input=json.dumps(given), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def verdict(table, id, text, **before):
    """What is said about one answer, after others that stand in `before` (row 0's, by key)."""
    earlier = {f"{id.split(':')[0]}:{key}": typed for key, typed in before.items()}
    answers = {**earlier, id: text}
    (found,) = in_javascript(table, cases=[{"id": id, "answers": answers}])["verdicts"]
    return found


# What a formula means, in Python ----------------------------------------------------------------
@cache
def worked_out(table):
    return Worked(table)


def looked_up(table, id, name):
    """A number that a formula refers to; None where there is none."""
    worked = worked_out(table)
    row, _, key = id.partition(":")
    if name == "self":
        return worked.number(id)
    if row == "update" and name in ("old", "learning_rate", "slope"):
        parts = table.update[key.removeprefix("d")].parts
        return parts[("old", "learning_rate", "slope").index(name)]
    if ":" in name:
        return worked.number(name)
    column, _, at = name.partition("@")
    if at:
        return worked.number(f"{at}:{column}")
    if not row.isdecimal():
        return table.parameters.get(name)
    if name in ("above", "below"):
        return worked.number(f"{int(row) + (1 if name == 'below' else -1)}:{key}") if row else None
    return worked.number(f"{row}:{name}")


def evaluated(table, id, formula):
    """The wrong number, by Python's graph; None where something is missing."""
    inputs = {leaf.name: looked_up(table, id, leaf.name) for leaf in formula.graph.leaves("input")}
    if None in inputs.values():
        return None
    return formula.graph.copy().set(inputs).value("wrong")


def places_of(table, formula):
    """Ids of the numbers that a formula is about."""
    rows = [str(r) for r in range(len(table))] if formula.place == "cell" else [formula.place]
    keys = ["p"] if formula.key == "*" else [formula.key]
    return [f"{row}:{key}" for row in rows for key in keys]


def applies(table, formula):
    loss = table.graph["loss"].operation.name
    return (not formula.losses or loss in formula.losses) and (
        not formula.reductions or table.reduction in formula.reductions
    )


TABLES = {
    "squared error": neuron(),
    "half": neuron(loss="half_squared_error", reduction="sum", learning_rate=0.5),
    "cross-entropy": neuron(loss="binary_cross_entropy", learning_rate=0.1),
    "online": neuron(reduction="online"),
    "net": net(),
    "square net": hand.mlp_table([[1, 2.5], [1.2, -1]], [-1, -1], [3, -2], 1, [[1, 2]], [1]),
    "net with tanh": net("tanh", reduction="sum"),
    "net with ReLU": net("relu", loss="binary_cross_entropy"),
}


SLIPPERY = ["squared error", "half", "cross-entropy", "net", "square net", "net with tanh"]


@pytest.mark.parametrize("name", TABLES)
def test_the_browser_evaluates_every_formula_as_python_does(name):
    table = TABLES[name]
    asked, expected = [], []
    for i, formula in enumerate(wrong_formulas(table)):
        for id in places_of(table, formula):
            value = evaluated(table, id, formula) if applies(table, formula) else None
            if value is not None:
                asked.append({"id": id, "formula": i})
                expected.append(value)
    values = in_javascript(table, evaluated=asked)["values"]
    assert len(values) > 100
    wrong_ones = [
        (asked[i], got, want)
        for i, (got, want) in enumerate(zip(values, expected, strict=True))
        if abs(float(got) - want) > 1e-12 * max(1, abs(want))
    ]
    assert wrong_ones == []


def says_alike(shown, declared):
    """Whether a sentence is the declared one, with symbols in the places of names."""
    return re.fullmatch(".+".join(map(re.escape, re.split(r"\{\w+\}", declared))), shown)


def typed(value):
    return f"{value:.6f}" if abs(value) > 1e-4 else f"{value:.9f}"


@pytest.mark.parametrize("name", SLIPPERY)
def test_every_slip_is_named_by_a_sentence_that_gives_its_number(name):
    """Typed to six places, a slip's number is wrong, and explained by that number's own formula."""
    table = TABLES[name]
    numbers = slips_by_place(table)
    cases, meant = [], []
    for id, entries in numbers.items():
        right = worked_out(table).number(id)
        for formula, value in entries:
            if right is not None and abs(value - right) > 0.02:
                cases.append({"id": id, "answers": {id: typed(value)}})
                meant.append((formula, value))
    found = in_javascript(table, cases=cases)["verdicts"]
    named = set()
    for case, (formula, value), got in zip(cases, meant, found, strict=True):
        assert got["kind"] == "wrong", (case, formula.says, got)
        fitting = {o.says for o, number in numbers[case["id"]] if abs(number - value) < 2e-6}
        named |= fitting if len(fitting) == 1 else set()
        assert any(says_alike(got["says"], says) for says in fitting), (case, formula.says, got)
    assert len(named) >= 20


def slips_by_place(table):
    """For each number every formula that is about it, with the wrong number that it gives."""
    found = {}
    for formula in wrong_formulas(table):
        keys = table.keys if formula.key == "*" else [formula.key]
        for id in (id for key in keys for id in places_of(table, formula._replace(key=key))):
            value = evaluated(table, id, formula) if applies(table, formula) else None
            if value is not None:
                found.setdefault(id, []).append((formula, value))
    given = [column.key for column in table.columns if column.kind == "input"]
    return {id: entries for id, entries in found.items() if id.split(":")[1] not in given}


def test_the_weights_taken_in_the_order_of_another_book_are_named():
    table = TABLES["square net"]  # z1 = 1 + 1.2*2 - 1; with W transposed 1 + 2.5*2 - 1
    assert verdict(table, "0:z_1", "5.0")["says"] == (
        "The indices are read the other way round: w₂₁ leads from input 2 to unit 1."
    )
    named = {formula.key for formula in wrong_formulas(net()) if "other way" in formula.says}
    assert named == {"z_1", "z_2"}  # unit 3 has no partner among two inputs


def test_there_are_enough_slips_and_those_in_print_are_on_record():
    table = neuron()
    said = {formula.says for formula in wrong_formulas(table)}
    assert len(said) >= 45
    printed = {formula.slip for formula in wrong_formulas(net())} | {
        formula.slip for formula in wrong_formulas(table)
    }
    assert {"E2", "E3", "E4", "E5", "E9", "E15", "E16", "E21", "E22", "E40"} <= printed
    assert printed - {""} <= set(slips.SLIPS)


@pytest.mark.parametrize(
    ("id", "text", "says", "slip"),
    [
        ("2:p", "0.38", "The sign of h is lost", "E2"),
        ("0:p", ".6225", "The sign of h is lost", "E2"),
        ("0:dp_dh", "-0.75", "h stands where p belongs", ""),
        ("1:h", "-1", "The bias b is left out", ""),
        ("3:loss", "0.62", "This is the distance", ""),
        ("1:loss", "1.70", "cross-entropy", "E15"),
        ("1:dp", "-0.82", "The 2 of the square is lost", "E4"),
        ("1:dp", "1.64", "The sign is turned", ""),
        ("2:dp_dh", "0.38", "One p is missing", ""),
        ("2:dp_dh", "1.01", "The sign inside is turned", ""),
        ("2:dw2", "-0.177", "The factor ∂h/∂w₂ is missing", ""),
        ("3:dw1", "-1.245", "The factor ∂p/∂h is missing", ""),
        ("total:dw1", "-0.47", "This is the sum over the rows", ""),
        ("update:dw1", "0.8825", "uphill", ""),
        ("update:dw2", "-0.4636", "sum of the rows", ""),
        ("update:dw2", "-0.8674", "w₁ has moved before", "E40"),
        ("1:y_hat", "1", "copies the target", ""),
        ("1:p", "38 %", "row above", ""),
    ],
)
def test_the_usual_wrong_answers_of_the_or_table_get_their_sentence(id, text, says, slip):
    found = verdict(neuron(), id, text)
    assert found["kind"] == "wrong"
    assert says in found["says"]
    assert found["slip"] == slip


@pytest.mark.parametrize(
    ("loss", "id", "text", "says", "slip"),
    [
        ("binary_cross_entropy", "1:loss", "0.7389", "base 10", ""),
        ("binary_cross_entropy", "1:loss", "0.2014", "other branch", ""),
        ("binary_cross_entropy", "1:loss", "-1.7014", "minus is lost", ""),
        ("binary_cross_entropy", "0:loss", "0", "Only −y ln p", "E22"),
        ("half_squared_error", "1:loss", "0.67", "½ is missing", "E21"),
        ("half_squared_error", "1:dp", "-1.635", "no 2 here", "E21"),
    ],
)
def test_each_loss_has_slips_of_its_own(loss, id, text, says, slip):
    found = verdict(neuron(loss=loss), id, text)
    assert (found["kind"], found["slip"]) == ("wrong", slip)
    assert says in found["says"]


def test_a_tie_is_told_from_a_copied_target():
    table = hand.table((1, -1), 0, *or_())
    assert "A tie" in verdict(table, "0:y_hat", "1")["says"]
    assert verdict(table, "0:y_hat", "1")["slip"] == "E3"


def test_the_hidden_layers_lost_weight_is_the_one_in_print():
    table = net()
    short = table.values("dw1_3")[3] / (2 * CANON_W_OUT[2])
    found = verdict(table, "3:dw1_3", f"{short:.5f}")
    assert found["slip"] == "E5"
    assert "Two things are lost" in found["says"]


@pytest.mark.parametrize("text", [".62", "0.62", "62 %", ".6225", "0,62", "0.622459331", "62.2%"])
def test_every_honest_rounding_is_right(text):
    assert verdict(neuron(), "2:p", text)["kind"] == "right"


@pytest.mark.parametrize("text", ["−0.5", "-1/2", "-.5", "-0.50"])
def test_a_number_may_be_written_in_several_ways(text):
    assert verdict(neuron(), "0:h", text)["kind"] == "right"


def test_too_few_digits_and_what_is_no_number_are_said_so():
    assert verdict(neuron(), "2:p", "0.6")["kind"] == "coarse"
    assert verdict(neuron(), "2:p", "0.6.2")["kind"] == "unreadable"


def test_rounding_on_the_way_is_right_and_said_kindly():
    """-1.24 times 0.24 is -0.2976, where all digits give -0.2926."""
    found = verdict(neuron(), "3:dh", "-0.298")
    assert found["kind"] == "drift"
    assert "−0.2926" in found["says"]
    assert verdict(neuron(), "3:dh", "-0.31")["kind"] == "wrong"
    assert verdict(neuron(), "0:dw1", "0.01")["kind"] == "wrong"


def test_what_follows_from_an_earlier_wrong_answer_is_no_second_mistake():
    found = verdict(neuron(), "2:loss", "0.3844", p="0.38")
    assert found["kind"] == "follows"
    assert "p = 0.38" in found["says"]
    assert verdict(neuron(), "2:loss", "0.14", p="0.38")["kind"] == "right"
    assert verdict(neuron(), "2:loss", "0.3844")["kind"] == "wrong"


def test_sentences_are_in_the_letters_that_are_shown():
    given = {"notation": "erdem", "loss": "half_squared_error"}
    answers = {"id": "2:p", "answers": {"2:p": "0.38"}}
    (found,) = in_javascript(neuron(), choices=given, cases=[answers])["verdicts"]
    assert "The sign of z is lost" in found["says"]
    assert "o = 1/(1 + exp(−z))" in found["says"]


def test_no_sentence_keeps_a_placeholder():
    for table in (neuron(), net("relu")):
        known = {*table.keys, *table.parameters}
        for formula in wrong_formulas(table):
            names = [piece.split("}")[0] for piece in formula.says.split("{")[1:]]
            assert set(names) <= known, formula.says


def test_a_formula_travels_as_a_short_list_and_means_the_same():
    entry = wrong("p", "", lambda f: f.sigmoid(-f("h")) * 2)
    assert compact(entry.graph) == [
        "h", ["negate", 0], ["sigmoid", 1], 2.0, ["multiply", 2, 3], ["identity", 4],
    ]  # fmt: skip
    assert from_data(entry.graph.to_data()).set({"h": 0.0}).value("wrong") == 1.0
