"""Part 3, continued: XOR from random starts, and from none."""

from __future__ import annotations

import numpy as np

from autograder.exercise import Choice, Integer, Number
from autograder.homework.hw1b.backward.whole import backward_pass
from autograder.homework.hw1b.declaration import training
from autograder.homework.hw1b.examples import XOR, X, delta_of
from autograder.homework.hw1b.forward.by_matrices import forward_pass

ZERO = {"W": np.zeros((2, 3)), "b": np.zeros(3), "w_out": np.zeros(3), "b_out": 0.0}
"""A 2-3-1 net in which every parameter is 0."""


P = forward_pass(X, ZERO)[0]
GRADIENT = backward_pass(X, XOR, ZERO, forward_pass(X, ZERO)[1])
SLOPES = [GRADIENT["w_out"][0], GRADIENT["b_out"], GRADIENT["W"][0, 0], GRADIENT["b"][0]]


def slopes_from(typed):
    """Return the four mean slopes that follow from typed deltas; all activations are ½."""
    delta = typed["zero_delta"]
    return [np.mean(0.5 * delta), np.mean(delta), 0.0, 0.0]


random_starts = training.answers(
    "random_starts",
    title="Random starts, and none",
    labels=["(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)"],
    entries={
        "one_unit": Integer(0),
        "eight_units": Choice(
            "c",
            options={"a": "9 or fewer", "b": "10 to 24", "c": "25 or more"},
        ),
        "zero_p": Number(P, places=2),
        "zero_delta": Number(
            delta_of(XOR, P), places=2, follow=lambda typed: delta_of(XOR, typed["zero_p"])
        ),
        "zero_slopes": Number(
            SLOPES, places=2, labels=("w_out", "b_out", "W", "b"), follow=slopes_from
        ),
        "why_zero": Choice(
            "b",
            options={
                "a": "The slope a(1 − a) of every hidden unit is 0 there.",
                "b": "w_out = 0 lets nothing through to W and b, and for w_out and b_out the rows "
                "with y = 1 and those with y = 0 cancel.",
                "c": "All inputs are 0 in row (0, 0), and the other rows cancel it.",
                "d": "The loss has its smallest value there.",
            },
        ),
        "same_units": Choice(
            "d",
            options={
                "a": "Nothing: any start that is not 0 is as good as a random one.",
                "b": "All gradients are 0, as in the start with zeros.",
                "c": "The sigmoids saturate, so the gradients vanish.",
                "d": "All hidden units get the same gradient, stay equal for ever, and are worth "
                "no more than one.",
            },
        ),
    },
    prompt=r"""
Your cell above has trained nets with 1, 3 and 8 hidden sigmoid units on XOR, each from 30 random
starts, and has counted the starts after which all four rows are right.

Then take a net with **three hidden sigmoid units in which every parameter is 0**, and all four
rows as one batch. Here paper is quicker than code. Replace each `None`:

- `one_unit`: how many of the 30 starts learn XOR with **one** hidden unit? A whole number.
- `eight_units`: and with **eight**? The letter: **a** 9 or fewer, **b** 10 to 24, **c** 25 or more.
  (Optimizers and orders differ, so your number need not be your neighbour's.)
- `zero_p`: the zero net's probabilities $p$, one for each row, in the order (0, 0), (0, 1), (1, 0),
  (1, 1). Two decimals.
- `zero_delta`: $\delta = 2(p - y)\,p\,(1 - p)$, one for each row. Two decimals.
- `zero_slopes`: the mean gradient of the zero net by one weight of $w_{out}$, by $b_{out}$, by one
  weight of $W$, by one bias of $b$: four numbers in this order.
- `why_zero`: why does the zero net never move? The letter:
  - **a** The slope $a(1 - a)$ of every hidden unit is 0 there.
  - **b** $w_{out} = 0$ lets nothing through to $W$ and $b$, and for $w_{out}$ and $b_{out}$ the
    rows with $y = 1$ and those with $y = 0$ cancel.
  - **c** All inputs are 0 in row (0, 0), and the other rows cancel it.
  - **d** The loss has its smallest value there.
- `same_units`: now all weights and biases are ½ and not 0, so all hidden units are equal. What is
  still wrong with this start? The letter:
  - **a** Nothing: any start that is not 0 is as good as a random one.
  - **b** All gradients are 0, as in the start with zeros.
  - **c** The sigmoids saturate, so the gradients vanish.
  - **d** All hidden units get the same gradient, stay equal for ever, and are worth no more than
    one.
""".strip(),
)

random_starts.check_entries(
    "one_unit", "eight_units", points=0.25, title="how often random starts succeed"
)
random_starts.check_entries(
    "zero_p", "zero_delta", "zero_slopes", points=0.25, title="the numbers of the zero net"
)
random_starts.check_entries(
    "why_zero", points=0.25, hidden=True, title="why the zero net never moves"
)
random_starts.check_entries(
    "same_units", points=0.25, hidden=True, title="what is wrong with equal hidden units"
)


@random_starts.mistake(
    "One hidden unit cannot do it, whatever the start: it draws one straight line, and no line "
    "has the two ones of XOR on one side. Count a start only where all four rows are right."
)
def counts_starts_with_three_rows_right():
    return {"one_unit": 30}


@random_starts.mistake(
    "With eight units nearly every start succeeds. Does each start get 1000 epochs with learning "
    "rate 0.5, and a new random net?"
)
def counts_few_of_the_eight():
    return {"eight_units": "a"}


@random_starts.mistake(
    "The zero net has p = ½ in every row, not 0: its weighted sum is 0, and σ(0) = ½."
)
def takes_zero_for_p():
    return {"zero_p": [0, 0, 0, 0]}


@random_starts.mistake("The factor 2 is lost in δ: the derivative of (y − p)² by p is 2(p − y).")
def loses_the_two():
    return {"zero_delta": delta_of(XOR, P) / 2}


@random_starts.mistake("The factor p(1 − p) = ¼ is missing from δ.")
def leaves_out_the_slope():
    return {"zero_delta": 2 * (P - XOR)}


@random_starts.mistake("The sign of δ is turned: with p − y, rows with y = 1 have a negative δ.")
def turns_delta():
    return {"zero_delta": -delta_of(XOR, P)}


@random_starts.mistake(
    "These slopes are of one row. Take the mean over all four: two have δ = ¼ and two −¼."
)
def takes_one_row():
    return {"zero_slopes": [0.125, 0.25, None, None]}


@random_starts.mistake(
    "Every hidden unit stands at a = ½, where the sigmoid is steepest: a(1 − a) = ¼. What else do "
    "the paths to W go through?"
)
def blames_the_hidden_slope():
    return {"why_zero": "a"}


@random_starts.mistake(
    "The zero net's loss is ¼, and XOR can be learnt almost to 0. It is a place without slope, and "
    "no valley."
)
def takes_it_for_the_minimum():
    return {"why_zero": "d"}


@random_starts.mistake(
    "With weights of ½ the gradients are not 0 (w_out lets them through). But compare the "
    "columns of dW with each other."
)
def believes_in_no_gradient():
    return {"same_units": "b"}


@random_starts.mistake(
    "Such a net does move, but look at its hidden units after some steps: is there more than one?"
)
def trusts_any_start():
    return {"same_units": "a"}
