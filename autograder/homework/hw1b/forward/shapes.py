"""Part 1, continued: the shapes of a deeper net, and how many parameters it has."""

from __future__ import annotations

import numpy as np

from autograder.exercise import Integer
from autograder.homework.hw1b.declaration import forward
from autograder.homework.hw1b.examples import CANON

LAYERS = (3, 4, 4, 1)
"""Three inputs, two hidden layers of four units, one output."""

SHAPES = {f"W{k}": [*LAYERS[k - 1 : k + 1]] for k in (1, 2, 3)}
BIASES = {f"b{k}": LAYERS[k] for k in (1, 2, 3)}


def counted(typed):
    """Count the parameters of the student's own shapes."""
    weights = sum(typed[name][0] * typed[name][1] for name in SHAPES)
    return weights + sum(typed[name] for name in BIASES)


TOTAL = counted(SHAPES | BIASES)
CANON_TOTAL = sum(np.size(value) for value in CANON.values())

shapes = forward.answers(
    "shapes",
    title="The shapes of a deeper net",
    labels=["rows", "columns"],
    entries={
        "W1": Integer(SHAPES["W1"]),
        "b1": Integer(BIASES["b1"]),
        "W2": Integer(SHAPES["W2"]),
        "b2": Integer(BIASES["b2"]),
        "W3": Integer(SHAPES["W3"]),
        "b3": Integer(BIASES["b3"]),
        "total": Integer(TOTAL, follow=counted),
        "total_231": Integer(CANON_TOTAL),
    },
    prompt=r"""
A net has 3 inputs, two hidden layers of 4 units each, and 1 output:

$$A_1 = \varphi(X W_1 + b_1), \quad A_2 = \varphi(A_1 W_2 + b_2), \quad
p = \sigma(A_2 W_3 + b_3)$$

$X$ has one row for each example and one column for each input, as everywhere in this course.

Replace each `None`. `W1`, `W2` and `W3` hold two whole numbers, rows and columns, such as
`[2, 3]`; `b1`, `b2` and `b3` hold one, the number of biases. `total` is the number of all
parameters of this net, weights and biases together, and `total_231` that of the 2-3-1 net of
Part 0.
""".strip(),
)

shapes.check_entries("W1", "W2", "W3", points=0.25, title="the shapes of the weights")
shapes.check_entries("b1", "b2", "b3", points=0.25, title="the numbers of biases")
shapes.check_entries("total", points=0.25, title="how many parameters there are")
shapes.check_entries(
    "total_231", points=0.25, hidden=True, title="how many parameters the 2-3-1 net has"
)


@shapes.mistake("Each column of W₁ belongs to one of the 4 units, each row to one of the 3 inputs.")
def makes_the_first_weights_square():
    return {"W1": [4, None]}


@shapes.mistake(
    "The weights are transposed. X W needs as many rows in W as X has columns: W has the shape "
    "(inputs of the layer, units of the layer)."
)
def transposes_the_weights():
    return {"W1": [4, 3], "W3": [1, 4]}


@shapes.mistake("The layer's inputs are counted; a layer has one bias for each of its units.")
def gives_each_input_a_bias():
    return {"b1": 3, "b3": 4}


@shapes.mistake("A layer has one bias for each of its units, not one for all of them.")
def gives_each_layer_one_bias():
    return {"b1": 1, "b2": 1, "total": TOTAL - 6, "total_231": CANON_TOTAL - 2}


@shapes.mistake("The biases are parameters too: add one for each hidden unit and for the output.")
def leaves_out_the_biases():
    return {"total": TOTAL - sum(BIASES.values()), "total_231": CANON_TOTAL - 4}


@shapes.mistake("These are the units. The parameters are the weights between them and the biases.")
def counts_the_units():
    return {"total": sum(LAYERS), "total_231": 6}


@shapes.mistake("The second hidden layer is left out: W₂ and b₂ have 4 · 4 + 4 = 20 parameters.")
def leaves_out_the_second_layer():
    return {"total": TOTAL - 20}


@shapes.mistake("The output has a bias too: one more.")
def leaves_out_the_output_bias():
    return {"b3": 0, "total": TOTAL - 1, "total_231": CANON_TOTAL - 1}
