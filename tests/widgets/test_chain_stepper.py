"""The chain rule, step by step, in Python; and that the browser walks the same steps."""

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import traitlets

from course.graph import neuron_over_rows, penalised_net, two_neuron_chain
from nbextensions import ChainStepper
from nbextensions.chain_stepper.graph_layout import layout
from nbextensions.chain_stepper.steps import chain_steps, followable, revealed_at, sensible_few
from nbextensions.javascript.build import node
from tests.widgets.agreement import difference
from tests.widgets.chain import (
    OR,
    backward_pass,
    backward_sums,
    backward_without_two,
    forward_pass,
    keys,
    net,
    or_table,
    step_of,
    text,
)  # fmt: skip
from tests.widgets.examples import GRAPHS

AGREEMENT = Path(__file__).with_name("chain_agreement.mjs")


# Python ---------------------------------------------------------------------------------------
def test_one_neuron_goes_forward_backward_over_the_rows_and_on():
    stepper = ChainStepper(or_table(), follow=["w1"])
    assert keys(stepper)[5:] == [
        *("factor:loss:1", "factor:p:0", "factor:h:0", "path:w1:0", "over:w1", "update")
    ]
    assert stepper.row == 2
    products = [np.prod([e.factor for e in s.edges]) for s in stepper.steps if s.kind == "path"]
    assert products == [pytest.approx(or_table().cell(2, "dw1").value, abs=1e-15)]


def test_what_is_followed_without_a_choice():
    assert ChainStepper(or_table()).follow == ["w1", "w2", "b"]
    assert ChainStepper(two_neuron_chain()).follow == ["w2", "w1"]
    assert ChainStepper(net()).follow == ["wo_1", "w1_1"]
    assert ChainStepper().w1 == 1.0


def test_paths_of_one_weight_add_up():
    stepper = ChainStepper(neuron_over_rows(*OR, [1, -1], -0.5), follow=["w1"])
    shares = [np.prod([e.factor for e in s.edges]) for s in stepper.steps if s.kind == "path"]
    assert len(shares) == 4
    assert sum(shares) == pytest.approx(or_table().gradient["w1"].value, abs=1e-15)
    assert "total:w1" in keys(stepper)
    assert "over:w1" not in keys(stepper)
    penalised = ChainStepper(penalised_net([1, 0], 1, [[1, -1], [0.5, 2]], [1, -1]))
    assert penalised.shown.graph.value("y_hat") == pytest.approx(0.6135, abs=1e-4)


def test_the_first_factors_are_kept_for_the_second_weight():
    stepper = ChainStepper(net(), row=3, follow=["w1_1", "w1_3"])
    paths = [step for step in stepper.steps if step.kind == "path"]
    assert [step.known for step in paths] == ["o", "o"]
    found = keys(stepper)
    assert len(set(found)) == len(found)
    assert found.count("factor:loss:1") == 1


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"follow": ["w9"]}, "follow has 'w9', expected some of w1, w2, b, X1, X2"),
        ({"follow": []}, "follow"),
        ({"row": 7}, "row is 7, expected 0 to 3"),
        ({"loss": "absolute"}, "loss is 'absolute', expected one of squared_error"),
        ({"learning_rate": np.inf}, "finite"),
        ({"speed": 3}, "ChainStepper has no 'speed'"),
        ({"forward": 3}, "forward is 3, expected a function"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(settings, words):
    with pytest.raises((ValueError, TypeError, traitlets.TraitError), match=words):
        ChainStepper(or_table(), **settings)


def test_examples_keep_their_columns():
    with pytest.raises(traitlets.TraitError, match="X has 3 columns, expected 2"):
        ChainStepper().X = [[1, 2, 3]]


def test_own_functions_need_a_table_that_they_fit():
    with pytest.raises(ValueError, match="serve tables of one neuron"):
        ChainStepper(two_neuron_chain(), forward=lambda X, params: X)


def test_the_state_comes_back_bit_for_bit():
    stepper = ChainStepper(or_table(), row=1, follow=["b"], step=4)
    stepper.set_trait_values({"w1": 0.1 + 0.2, "history": [{"w1": 1.0, "w2": -1.0, "b": -0.5}]})
    other = ChainStepper(or_table())
    other.state = stepper.state
    assert (other.w1, other.row, other.follow, other.step) == (0.1 + 0.2, 1, ["b"], 4)
    assert other.history == stepper.history


# The browser says the same --------------------------------------------------------------------
def _cases():
    for name, graph in GRAPHS.items():
        if name.startswith("random") or name == "penalised at 0":
            continue  # random graphs: their losses need not depend on a parameter
        some = followable(graph)
        yield graph, sensible_few(graph), 4, "mean"
        yield graph, some[-2:], 1, "sum"


def test_steps_and_places_are_those_of_the_browser():
    cases = [case for case in _cases() if case[1]]
    sent = [
        {"graph": g.to_data(), "follow": f, "rows": n, "reduction": r, "width": 700.0}
        for g, f, n, r in cases
    ]
    done = subprocess.run(
        [node(), AGREEMENT], input=json.dumps(sent), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert len(cases) > 60
    for (graph, follow, n, reduction), found in zip(cases, json.loads(done.stdout), strict=True):
        steps = chain_steps(graph, follow, n, reduction)
        known = revealed_at(graph, steps, len(steps) // 2)
        factors = {f"{child}:{position}" for child, position in known.factors}
        plan = layout(graph, follow, 700.0)
        said = {
            "followable": followable(graph),
            "steps": [
                [s.key, s.chapter, s.known, [f"{e.child}:{e.position}" for e in s.edges]]
                for s in steps
            ],
            "revealed": sorted([*known.values, *factors, *known.slopes]),
            "places": {name: [box.x, box.y] for name, box in plan.boxes.items()},
            "wires": [[f"{w.child}:{w.position}", w.points, w.gap] for w in plan.wires],
            "size": [plan.width, plan.height],
        }
        assert difference(_scaled(said), _scaled(found)) == ""


def _scaled(said):
    """Places are hundreds of units: a thousandth of a billionth of them is no difference."""
    places = {name: [round(v, 9) for v in at] for name, at in said["places"].items()}
    wires = [
        [key, [[round(v, 9) for v in point] for point in points], round(gap, 9)]
        for key, points, gap in said["wires"]
    ]
    return {**said, "places": places, "wires": wires, "size": [round(v, 9) for v in said["size"]]}


# The picture left behind ----------------------------------------------------------------------
def test_the_still_holds_what_was_reached_and_nothing_else():
    stepper = ChainStepper(or_table(), row=2, step=0)
    before = stepper.still()
    stepper.step = step_of(stepper, "path:w1:0")
    after = stepper.still()
    ElementTree.fromstring(before)
    ElementTree.fromstring(after)
    for number in (-0.7551, 0.6225, 0.235, -0.1774):
        assert text(number) in after
        assert text(number) not in before
    assert text(or_table().gradient["w1"].value) not in after
    stepper.step = step_of(stepper, "over:w1")
    assert text(or_table().gradient["w1"].value) in stepper.still()


def test_the_description_is_whole_sentences():
    stepper = ChainStepper(or_table(), row=2)
    assert "X₁ = 1, X₂ = 0, y = 1." in stepper.describe()
    stepper.step = step_of(stepper, "value:p")
    said = "p: sigmoid of h. p = 1/(1 + exp(−h)) = 1/(1 + exp(−0.5)) ≈ 0.6225."
    assert said in stepper.describe()
    stepper.step = 99
    assert "step 18 of 18, update." in stepper.describe()
    assert "w₁ new = w₁ − η · ∂ℓ/∂w₁ ≈ 1 − 1 · (−0.1175) ≈ 1.1175." in stepper.describe()


# The student's functions ----------------------------------------------------------------------
def test_right_functions_agree_at_every_step():
    stepper = ChainStepper(or_table(), forward=forward_pass, backward=backward_pass)
    said = []
    for at in range(len(stepper.steps)):
        stepper.step = at
        said.append(stepper.comparison)
    assert [sentence[0] for sentence in said if sentence] == [
        "✓"
    ] * 8  # p, 3 products, 3 means, update


def test_the_first_number_that_differs_is_named():
    stepper = ChainStepper(or_table(), backward=backward_without_two)
    stepper.step = step_of(stepper, "path:w1:0")
    assert (
        stepper.comparison
        == "✗ yours: ∂ℓ/∂w₁ = −0.0887, here −0.1774. The first number that differs."
    )
    stepper.step = step_of(stepper, "over:w1")
    assert "The first" not in stepper.comparison
    sums = ChainStepper(or_table(), backward=backward_sums)
    sums.step = step_of(sums, "path:w1:0")
    assert sums.comparison == "✓ yours: −0.1774"
    sums.step = step_of(sums, "over:w1")
    assert sums.comparison.startswith("✗ yours: mean ∂ℓ/∂w₁ = −0.47, here −0.1175. The first")


def test_what_forward_says_is_compared_also_where_backward_fails():
    def backward(X, y, p):
        raise NotImplementedError

    stepper = ChainStepper(or_table(), forward=lambda X, w, b: X @ w, backward=backward)
    stepper.step = step_of(stepper, "value:p")
    assert stepper.problem == "backward is not written yet: it raises NotImplementedError."
    assert stepper.comparison == "✗ yours: p = 1, here 0.6225. The first number that differs."
    stepper.step = step_of(stepper, "path:w1:0")
    assert stepper.comparison == ""


def test_an_error_is_a_sentence_with_its_line():
    def backward(X, y, p):
        return X.T * y / p.missing

    stepper = ChainStepper(or_table(), backward=backward)
    assert stepper.problem.startswith("backward stopped in line ")
    assert "p.missing" in stepper.problem
    assert stepper.problem in stepper.describe()
    assert stepper.comparison == ""
