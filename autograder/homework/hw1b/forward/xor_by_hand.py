"""Part 1, continued: XOR with weights made by hand, as given and doubled."""

from __future__ import annotations

import numpy as np

from autograder.exercise import Choice, Integer, Number
from autograder.homework.hw1b.declaration import forward
from autograder.homework.hw1b.examples import CANON, XOR, X, times
from autograder.homework.hw1b.forward.by_matrices import forward_pass

ROWS = ("(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)")
P_AS_GIVEN, _ = forward_pass(X, CANON)
P_DOUBLED, _ = forward_pass(X, times(CANON, 2))


def right_rows(p):
    """Count the rows in which p is on the right side of one half; NaN where a p is missing."""
    return np.nan if np.isnan(p).any() else np.sum((p > 0.5) == XOR)


xor_by_hand = forward.answers(
    "xor_by_hand",
    title="XOR with weights made by hand",
    labels=ROWS,
    entries={
        "p_as_given": Number(P_AS_GIVEN, places=3),
        "p_doubled": Number(P_DOUBLED, places=3),
        "right_as_given": Integer(
            right_rows(P_AS_GIVEN), follow=lambda typed: right_rows(typed["p_as_given"])
        ),
        "right_doubled": Integer(
            right_rows(P_DOUBLED), follow=lambda typed: right_rows(typed["p_doubled"])
        ),
        "why": Choice("b", options=["a", "b", "c", "d"]),
    },
    prompt=r"""
The weights of the 2-3-1 net were made by hand: unit 1 is to be on where $X_1$ is 1 and $X_2$ is
not, unit 2 where $X_2$ is 1 and $X_1$ is not, unit 3 where both are. XOR is then: unit 1 or
unit 2. Run your `forward_pass` on the four rows, once with `canon` and once with `doubled`, where
every one of the thirteen parameters is multiplied by 2.

`p_as_given` and `p_doubled` hold the probabilities of the rows (0, 0), (0, 1), (1, 0), (1, 1) to
three decimals; `right_as_given` and `right_doubled` say in how many of the four rows the
prediction is that of XOR (1 where $p > 0.5$, else 0). Then look at the hidden activations `A` in
the cache, and type the letter of what explains the difference:

- **a** Doubling moves the lines $z_j = 0$, at which the hidden units turn from off to on, to
  better places.
- **b** As given, the hidden sigmoids are too flat: a unit that should be on reaches only 0.62,
  and one that should be off still gives 0.18 or 0.38, so that $a_1 + a_2 - a_3$ is on the wrong
  side of the output's threshold ½. Doubled, the units are nearer to 1 and 0.
- **c** Doubling makes every $p$ larger, so that more rows get above 0.5.
- **d** It is the doubled output that counts: with its weights and its bias alone doubled, the net
  would get all four rows right as well.
""".strip(),
)

xor_by_hand.check_entries("p_as_given", "p_doubled", points=0.25, title="the eight probabilities")
xor_by_hand.check_entries(
    "right_as_given", "right_doubled", points=0.25, title="how many rows are right"
)
xor_by_hand.check_entries("why", points=0.5, hidden=True, title="why doubling helps")


@xor_by_hand.mistake(
    "These are the rows that are wrong. A row is right where p > 0.5 and y = 1, and where p ≤ 0.5 "
    "and y = 0."
)
def counts_the_wrong_rows():
    return {"right_as_given": 3, "right_doubled": 0}


@xor_by_hand.mistake(
    "This counts the rows that are predicted to be 1; rows that are rightly predicted 0 count too."
)
def counts_the_ones():
    return {"right_doubled": 2}


@xor_by_hand.mistake(
    "Only the weights are doubled here. All thirteen parameters are, the biases as well."
)
def doubles_the_weights_only():
    net = times(CANON, 2) | {"b": CANON["b"], "b_out": CANON["b_out"]}
    return {"p_doubled": forward_pass(X, net)[0]}


@xor_by_hand.mistake("Only the output's weights and bias are doubled here; double W and b as well.")
def doubles_the_output_only():
    net = times(CANON, 2) | {"W": CANON["W"], "b": CANON["b"]}
    return {"p_doubled": forward_pass(X, net)[0], "right_doubled": 1}


@xor_by_hand.mistake("Only the hidden layer is doubled here; double w_out and b_out as well.")
def doubles_the_hidden_layer_only():
    net = times(CANON, 2) | {"w_out": CANON["w_out"], "b_out": CANON["b_out"]}
    return {"p_doubled": forward_pass(X, net)[0]}


@xor_by_hand.mistake("The probabilities were doubled; double the parameters and run it again.")
def doubles_the_probabilities():
    return {"p_doubled": 2 * P_AS_GIVEN}


@xor_by_hand.mistake("These are the sums o of the output; p = σ(o).")
def types_the_output_sums():
    return {
        "p_as_given": np.log(P_AS_GIVEN / (1 - P_AS_GIVEN)),
        "p_doubled": np.log(P_DOUBLED / (1 - P_DOUBLED)),
    }


@xor_by_hand.mistake(
    "The line z = 0 stays where it is: 2z is 0 where z is 0. What changes is how steeply a unit "
    "goes from off to on there."
)
def moves_the_lines():
    return {"why": "a"}


@xor_by_hand.mistake("Compare the p of row (0, 0), or of (1, 1): doubled, it is smaller.")
def makes_every_p_larger():
    return {"why": "c"}


@xor_by_hand.mistake(
    "With the output alone doubled, o is doubled and keeps its sign: no prediction changes. Try it."
)
def believes_in_the_output():
    return {"why": "d"}
