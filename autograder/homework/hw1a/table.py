"""Part 0: the OR table, typed in by hand. Nothing here is a function of the student's."""

from __future__ import annotations

import numpy as np

from autograder.exercise import Integer, Number
from autograder.homework.hw1a.declaration import by_hand
from autograder.homework.hw1a.examples import OR, B, W, X
from course import hand

LEARNING_RATE = 1.0
BY_HAND = hand.table(W, B, X, OR, learning_rate=LEARNING_RATE)
H, P = BY_HAND.values("h"), BY_HAND.values("p")
X1, X2 = X.T
GRADIENT = np.array([BY_HAND.gradient[name].value for name in ("w1", "w2", "b")])
UPDATED = np.array([BY_HAND.update[name].value for name in ("w1", "w2", "b")])
START = np.array([*W, B])
PARAMETERS = ("w₁", "w₂", "b")


def sigmoid(h):
    return 1 / (1 + np.exp(-h))


def gradient_from(typed):
    delta = typed["dl_dp"] * typed["dp_dh"]
    return [np.mean(delta * typed["dh_dw1"]), np.mean(delta * X2), np.mean(delta)]


def prediction_from(typed):
    return [None if np.isnan(p) else int(p > 0.5) for p in typed["p"]]


or_table = by_hand.answers(
    "or_table",
    title="The OR table",
    labels=["(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)"],
    entries={
        "h": Number(H, places=1),
        "p": Number(P, places=2, follow=lambda typed: sigmoid(typed["h"])),
        "y_hat": Integer(BY_HAND.values("y_hat"), follow=prediction_from),
        "squared_error": Number(
            BY_HAND.values("loss"), places=2, follow=lambda typed: (OR - typed["p"]) ** 2
        ),
        "dl_dp": Number(BY_HAND.values("dp"), places=2, follow=lambda typed: 2 * (typed["p"] - OR)),
        "dp_dh": Number(
            BY_HAND.values("dp_dh"), places=2, follow=lambda typed: typed["p"] * (1 - typed["p"])
        ),
        "dh_dw1": Number(BY_HAND.values("dh_dw1"), places=1),
        "gradient": Number(GRADIENT, places=2, labels=PARAMETERS, follow=gradient_from),
        "updated": Number(
            UPDATED,
            places=2,
            labels=PARAMETERS,
            follow=lambda typed: START - LEARNING_RATE * typed["gradient"],
        ),
    },
    prompt=r"""
Replace each `None`. The lists for `h` to `dh_dw1` hold one number for each row, in the order
(0, 0), (0, 1), (1, 0), (1, 1). The lists for `gradient` and `updated` hold three numbers:
for $w_1$, for $w_2$ and for $b$. Two decimals are enough, more are welcome; `.62`, `0.6225`
and `"62 %"` all count as the same answer. If one number is wrong and you go on rightly from
it, you lose the points of that one number only.
""".strip(),
)

or_table.check_entries("h", points=0.5, title="the weighted sums h")
or_table.check_entries("p", points=0.5, title="the probabilities p")
or_table.check_entries("y_hat", points=0.5, title="the predictions ŷ")
or_table.check_entries("squared_error", points=0.5, title="the squared errors")
or_table.check_entries("dl_dp", points=0.5, title="the first factor, ∂l/∂p")
or_table.check_entries("dp_dh", points=0.5, title="the second factor, ∂p/∂h")
or_table.check_entries("dh_dw1", points=0.5, title="the third factor, ∂h/∂w₁")
or_table.check_entries("gradient", points=0.5, title="the average gradient for w₁, w₂ and b")
or_table.check_entries(
    "updated", points=1, hidden=True, title="w₁, w₂ and b after one step with learning rate 1"
)


@or_table.mistake(
    "The bias is left out of h: add b = −0.5 in every row, also where both inputs are 0."
)
def forgets_the_bias():
    return {"h": X @ W}


@or_table.mistake("The sign of w₂ is lost: w₂ is −1, so a 1 in X2 makes h smaller.")
def loses_the_sign_of_w2():
    return {"h": [None, 0.5, None, 1.5]}


@or_table.mistake(
    "The sign of h is lost on the way to p: p = 1/(1 + exp(−h)). Where h is above 0, p must be "
    "above ½, so h = 0.5 gives 0.62 and h = −0.5 gives 0.38, never the other way round."
)
def loses_the_sign_of_h():
    return {"p": sigmoid(-H)}


@or_table.mistake("ŷ says what the neuron predicts, not what is right: it is 1 where p > 0.5.")
def copies_the_target():
    return {"y_hat": [None, 1, None, 1]}


@or_table.mistake("This is the distance |y − p|; the squared error is its square.")
def forgets_to_square():
    return {"squared_error": np.abs(OR - P)}


@or_table.mistake("This is the error of ŷ; the loss looks at the probability p: (y − p)².")
def takes_the_error_of_the_prediction():
    return {"squared_error": [0, 1, 0, 1]}


@or_table.mistake("The factor 2 is lost: the derivative of (y − p)² by p is 2(p − y).")
def loses_the_two():
    return {"dl_dp": P - OR}


@or_table.mistake(
    "The sign of the first factor is turned: where p is too small, more p means less loss, so "
    "∂l/∂p = 2(p − y) must be negative there."
)
def turns_the_first_factor():
    return {"dl_dp": 2 * (OR - P)}


@or_table.mistake("∂p/∂h = p(1 − p) takes the probability p, not the weighted sum h.")
def takes_h_for_p():
    return {"dp_dh": H * (1 - H)}


@or_table.mistake("∂h/∂w₁ is X1, the input that w₁ multiplies; this is X2.")
def takes_the_other_input():
    return {"dh_dw1": [None, 1, 0, None]}


@or_table.mistake("∂h/∂w₁ is X1, the input that w₁ multiplies; it is 0 in the rows with X1 = 0.")
def takes_one_for_the_input():
    return {"dh_dw1": [1, 1, None, None]}


@or_table.mistake("This is the sum over the four rows; the gradient here is their mean: ÷ 4.")
def sums_the_rows():
    return {"gradient": 4 * GRADIENT}


@or_table.mistake("The factor p(1 − p) is missing from the gradient: multiply all three factors.")
def leaves_out_the_slope():
    slip = 2 * (P - OR)
    return {"gradient": [np.mean(slip * X1), np.mean(slip * X2), np.mean(slip)]}


@or_table.mistake("This goes uphill: the step is minus learning rate times gradient.")
def steps_uphill():
    return {"updated": START + LEARNING_RATE * GRADIENT}


@or_table.mistake("The step was taken with the sum over the rows; take it with their mean.")
def steps_with_the_sum():
    return {"updated": START - LEARNING_RATE * 4 * GRADIENT}
