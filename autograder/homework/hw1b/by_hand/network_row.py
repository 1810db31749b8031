"""Part 0, continued: one row of the 2-3-1 table, by hand."""

from __future__ import annotations

import numpy as np

from autograder.exercise import Number
from autograder.homework.hw1b.declaration import by_hand
from course.graph import canon

GRAPH = canon((1.0, 1.0), 0.0)
GRADIENT = GRAPH.gradient("loss")
UNITS = ("unit 1", "unit 2", "unit 3")
X1, Y = GRAPH.value("X1"), GRAPH.value("y")


def of_units(name):
    """Take a node's value for each of the three hidden units."""
    return np.array([GRAPH.value(f"{name}_{j}") for j in (1, 2, 3)])


Z, A, W_OUT, B_OUT = of_units("z"), of_units("h"), of_units("wo"), GRAPH.value("bo")
OUTPUT_SUM, P = GRAPH.value("o"), GRAPH.value("p")
DELTA = GRADIENT["bo"]
DW_OUT = np.array([GRADIENT[f"wo_{j}"] for j in (1, 2, 3)])
DW_1 = np.array([GRADIENT[f"w1_{j}"] for j in (1, 2, 3)])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


network_row = by_hand.answers(
    "network_row",
    title="One row of the 2-3-1 net",
    entries={
        "z": Number(Z, places=1, labels=UNITS),
        "a": Number(A, places=4, labels=UNITS, follow=lambda typed: sigmoid(typed["z"])),
        "o": Number(OUTPUT_SUM, places=4, follow=lambda typed: W_OUT @ typed["a"] + B_OUT),
        "p": Number(P, places=4, follow=lambda typed: sigmoid(typed["o"])),
        "loss": Number(GRAPH.value("loss"), places=4, follow=lambda typed: (Y - typed["p"]) ** 2),
        "delta": Number(
            DELTA,
            places=4,
            follow=lambda typed: 2 * (typed["p"] - Y) * typed["p"] * (1 - typed["p"]),
        ),
        "dw_out": Number(
            DW_OUT, places=4, labels=UNITS, follow=lambda typed: typed["delta"] * typed["a"]
        ),
        "dw_1": Number(
            DW_1,
            places=4,
            labels=UNITS,
            follow=lambda typed: typed["delta"] * W_OUT * typed["a"] * (1 - typed["a"]) * X1,
        ),
    },
    prompt=r"""
The net of the lecture: two inputs, three hidden sigmoid units, one sigmoid output.

$$z_j = w_{1j} X_1 + w_{2j} X_2 + b_j, \quad a_j = \sigma(z_j), \quad
o = \sum_j w_{oj} a_j + b_o, \quad p = \sigma(o)$$

| unit $j$ | $w_{1j}$ | $w_{2j}$ | $b_j$ | $w_{oj}$ |
|---|---|---|---|---|
| 1 | 1 | −1 | −0.5 | 1 |
| 2 | −1 | 1 | −0.5 | 1 |
| 3 | 1 | 1 | −1.5 | −1 |

and $b_o = -0.5$. The row is $X_1 = 1$, $X_2 = 1$ with $y = 0$, and the loss is the **whole**
squared error again, $\ell = (y - p)^2$.

Replace each `None`. `z`, `a`, `dw_out` and `dw_1` hold three numbers, for the units 1, 2 and 3;
the others hold one:

- `z`, `a`, `o`, `p` and `loss`;
- `delta` is $\delta = \partial \ell / \partial o$, the derivative of the loss by the output's sum;
- `dw_out` holds $\partial \ell / \partial w_{oj}$ for each unit $j$, and `dw_1` holds
  $\partial \ell / \partial w_{1j}$.

Give four decimals, for `z` one; more are welcome. If one number is wrong and you go on rightly
from it, you lose the points of that one number only.
""".strip(),
)

network_row.check_entries("z", points=0.25, title="the weighted sums z of the hidden units")
network_row.check_entries("a", points=0.25, title="the activations a of the hidden units")
network_row.check_entries("o", "p", "loss", points=0.75, title="the output's o and p, and the loss")
network_row.check_entries("delta", points=0.5, title="δ, the derivative of the loss by o")
network_row.check_entries("dw_1", points=0.75, title="the gradients by the weights w₁ⱼ from X1")
network_row.check_entries(
    "dw_out", points=0.5, hidden=True, title="the gradients by the output's weights"
)


@network_row.mistake("The bias is left out: every unit adds its own, also the output.")
def leaves_out_the_biases():
    return {"z": Z - of_units("b"), "o": OUTPUT_SUM - B_OUT}


@network_row.mistake(
    "Unit 3 has the bias −1.5, so that it is on only where both inputs are 1: 1 + 1 − 1.5."
)
def gives_all_units_one_bias():
    return {"z": [None, None, 1.5]}


@network_row.mistake(
    "A minus is lost: units 1 and 2 each have one weight of −1, so that their inputs cancel here."
)
def loses_a_minus_of_the_weights():
    return {"z": [1.5, 1.5, None]}


@network_row.mistake(
    "The sign of z is lost on the way to a: where z is below 0, a = 1/(1 + exp(−z)) is below ½."
)
def turns_the_hidden_sigmoid():
    return {"a": sigmoid(-Z)}


@network_row.mistake("Unit 3 is subtracted: its output weight w_o3 is −1.")
def adds_the_third_unit():
    return {"o": A.sum() + B_OUT}


@network_row.mistake("The output takes the activations a of the hidden units, not their sums z.")
def sums_up_the_sums():
    return {"o": W_OUT @ Z + B_OUT, "dw_out": DELTA * Z}


@network_row.mistake(
    "The sign of o is lost on the way to p: o is below 0, so p = 1/(1 + exp(−o)) is below ½."
)
def turns_the_output_sigmoid():
    return {"p": sigmoid(-OUTPUT_SUM)}


@network_row.mistake("This is the distance |y − p|; the loss is its square.")
def leaves_out_the_square():
    return {"loss": abs(Y - P)}


@network_row.mistake("This is half the squared error, as in the chain; here it is (y − p)².")
def halves_the_loss():
    return {"loss": 0.5 * (Y - P) ** 2}


@network_row.mistake(
    "The factor 2 is lost: the derivative of (y − p)² by p is 2(p − y). Only half the square, as "
    "in the chain, has none."
)
def loses_the_two():
    return {"delta": DELTA / 2, "dw_out": DW_OUT / 2, "dw_1": DW_1 / 2}


@network_row.mistake(
    "The factor w_oj is missing: unit j reaches the output through w_oj. For unit 3 that is −1, "
    "and its gradient changes sign."
)
def leaves_out_the_output_weights():
    return {"dw_1": DELTA * A * (1 - A) * X1}


@network_row.mistake("The sign of δ is turned: p is too large for y = 0, so 2(p − y) is positive.")
def turns_delta():
    return {"delta": -DELTA, "dw_out": -DW_OUT, "dw_1": -DW_1}


@network_row.mistake("The factor p(1 − p) is missing: δ goes through the output's sigmoid.")
def stops_before_the_output_sigmoid():
    loss_by_p = 2 * (P - Y)
    return {
        "delta": loss_by_p,
        "dw_out": loss_by_p * A,
        "dw_1": loss_by_p * W_OUT * A * (1 - A) * X1,
    }


@network_row.mistake("p is σ(o) already, so its slope is p(1 − p); here σ was applied once more.")
def squeezes_p_again():
    return {"delta": 2 * (P - Y) * sigmoid(P) * (1 - sigmoid(P))}


@network_row.mistake("∂o/∂w_oj is what w_oj multiplies, a_j; this has the weight itself.")
def takes_the_weight_for_the_activation():
    return {"dw_out": DELTA * W_OUT}


@network_row.mistake("∂o/∂w_oj is a_j alone: the slope a(1 − a) comes in one layer further back.")
def puts_a_slope_into_the_output():
    return {"dw_out": DELTA * A * (1 - A)}


@network_row.mistake(
    "Two factors are missing: the 2 of the square, and w_oj, through which unit j reaches the "
    "output."
)
def leaves_out_the_two_and_the_output_weights():
    return {"dw_1": DELTA / 2 * A * (1 - A) * X1}


@network_row.mistake("The slope of a hidden sigmoid is a(1 − a); this is a alone.")
def takes_the_activation_for_the_slope():
    return {"dw_1": DELTA * W_OUT * A * X1}


@network_row.mistake("The slope a(1 − a) of the hidden units is missing.")
def leaves_out_the_hidden_slopes():
    return {"dw_1": DELTA * W_OUT * X1}


@network_row.mistake(
    "a is σ(z) already, so the slope is a(1 − a). Here the activated value a has been put through "
    "the sigmoid once more."
)
def feeds_the_activated_value():
    return {"dw_1": DELTA * W_OUT * sigmoid(A) * (1 - sigmoid(A)) * X1}
