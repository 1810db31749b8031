"""Part 0: two neurons in a row, by hand."""

from __future__ import annotations

import numpy as np

from autograder.exercise import Number
from autograder.homework.hw1b.declaration import by_hand
from course.graph import two_neuron_chain

LEARNING_RATE = 10.0
GRAPH = two_neuron_chain()
GRADIENT = GRAPH.gradient("loss")
START = {name: GRAPH.value(name) for name in ("w2", "b2", "w1", "b1")}
UPDATED = [START[name] - LEARNING_RATE * GRADIENT[name] for name in START]
X, Y = GRAPH.value("x"), GRAPH.value("y")
A1, A2 = GRAPH.value("a1"), GRAPH.value("a2")
Z1, Z2 = GRAPH.value("z1"), GRAPH.value("z2")
W2, B2 = START["w2"], START["b2"]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def nearest(typed, name, *ways):
    """Choose, of several ways to go on from the student's own numbers, what fits the typed one."""
    off = np.abs(np.array(ways) - typed[name])
    return np.nan if np.isnan(off).all() else ways[np.nanargmin(off)]


def gradient_from(typed, name):
    """Multiply the student's own factors, all of them or those that are left."""
    back = typed["dz2_da1"] * typed["da1_dz1"]
    delta_2 = typed["dl_da2"] * typed["da2_dz2"]
    db2 = [delta_2, typed["db2"]]
    db1 = [*(each * back for each in db2), typed["db1"]]
    ways = {
        "dw2": [each * typed["dz2_dw2"] for each in db2],
        "db2": db2[:-1],
        "dw1": [each * typed["dz1_dw1"] for each in db1],
        "db1": db1[:-1],
    }
    return nearest(typed, name, *ways[name])


def updated_from(typed):
    return [START[name] - LEARNING_RATE * typed[f"d{name}"] for name in START]


FORWARD = {
    "z1": Number(Z1, places=3),
    "a1": Number(A1, places=4, follow=lambda typed: sigmoid(typed["z1"])),
    "z2": Number(Z2, places=4, follow=lambda typed: W2 * typed["a1"] + B2),
    "a2": Number(A2, places=4, follow=lambda typed: sigmoid(typed["z2"])),
    "loss": Number(
        GRAPH.value("loss"), places=4, follow=lambda typed: 0.5 * (Y - typed["a2"]) ** 2
    ),
}
FACTORS = {
    "dl_da2": Number(A2 - Y, places=4, follow=lambda typed: typed["a2"] - Y),
    "da2_dz2": Number(
        A2 * (1 - A2), places=4, follow=lambda typed: typed["a2"] * (1 - typed["a2"])
    ),
    "dz2_dw2": Number(A1, places=4, follow=lambda typed: typed["a1"]),
    "dz2_da1": Number(W2, places=1),
    "da1_dz1": Number(
        A1 * (1 - A1), places=4, follow=lambda typed: typed["a1"] * (1 - typed["a1"])
    ),
    "dz1_dw1": Number(X, places=2),
}
GRADIENTS = {
    "dw2": Number(GRADIENT["w2"], places=4, follow=lambda typed: gradient_from(typed, "dw2")),
    "db2": Number(GRADIENT["b2"], places=4, follow=lambda typed: gradient_from(typed, "db2")),
    "dw1": Number(GRADIENT["w1"], places=5, follow=lambda typed: gradient_from(typed, "dw1")),
    "db1": Number(GRADIENT["b1"], places=4, follow=lambda typed: gradient_from(typed, "db1")),
}

chain = by_hand.answers(
    "chain",
    title="Two neurons in a row",
    entries={
        **FORWARD,
        **FACTORS,
        **GRADIENTS,
        "updated": Number(UPDATED, places=3, labels=("w₂", "b₂", "w₁", "b₁"), follow=updated_from),
    },
    prompt=r"""
One input, two sigmoid neurons, one after the other:

$$z_1 = w_1 x + b_1, \quad a_1 = \sigma(z_1), \quad z_2 = w_2 a_1 + b_2, \quad a_2 = \sigma(z_2)$$

with $x = 0.05$, $w_1 = 0.1$, $b_1 = -0.1$, $w_2 = 0.3$, $b_2 = 0.3$ and the target $y = 0.01$.
This one table takes **half** the squared error, $\ell = \frac12 (y - a_2)^2$, so that
$\partial \ell / \partial a_2 = a_2 - y$ has no 2 in it.

Replace each `None`:

- forward: `z1`, `a1`, `z2`, `a2` and `loss`;
- the factors of the chain rule, from the loss back to the input: `dl_da2` is
  $\partial \ell / \partial a_2$, and so on. `dz2_dw2` leads to the second weight, `dz2_da1` to
  the first neuron;
- the gradients: `dw2` is $\partial \ell / \partial w_2$, and so on;
- `updated`: $w_2$, $b_2$, $w_1$, $b_1$, in this order, after one step of gradient descent with
  learning rate 10. All four take their step at the same time.

Give four decimals, for `dw1` five, for `updated` three; more are welcome. If one number is wrong
and you go on rightly from it, you lose the points of that one number only.
""".strip(),
)

chain.check_entries(*FORWARD, points=0.75, title="the forward pass, from z₁ to the loss")
chain.check_entries(*FACTORS, points=0.75, title="the six factors of the chain rule")
chain.check_entries("dw2", "db2", points=0.5, title="the gradients of the second neuron")
chain.check_entries("dw1", "db1", points=0.5, title="the gradients of the first neuron")
chain.check_entries(
    "updated", points=0.5, hidden=True, title="all four parameters after one step at once"
)


@chain.mistake("The bias is left out: z = w · input + b, in both neurons.")
def forgets_the_biases():
    return {"z1": Z1 - GRAPH.value("b1"), "z2": Z2 - B2}


@chain.mistake("The second neuron is fed with a₁, what the first one gives; this has z₁ in it.")
def feeds_the_sum_forward():
    return {"z2": W2 * Z1 + B2, "dz2_dw2": Z1, "dw2": GRADIENT["b2"] * Z1}


@chain.mistake(
    "The sign of z is lost on the way to a = 1/(1 + exp(−z)): where z is below 0, a is below ½; "
    "where z is above 0, a is above ½."
)
def loses_the_sign_of_z():
    return {"a1": sigmoid(-Z1), "a2": sigmoid(-Z2)}


@chain.mistake(
    "There is a 2 too much: this table takes half the squared error, and ∂ℓ/∂a₂ = a₂ − y."
)
def keeps_the_two():
    doubled = {f"d{name}": 2 * GRADIENT[name] for name in START}
    return {"loss": (Y - A2) ** 2, "dl_da2": 2 * (A2 - Y), **doubled}


@chain.mistake("The half is taken twice: ½ · 2 is 1, so ∂ℓ/∂a₂ is a₂ − y itself.")
def halves_twice():
    return {"dl_da2": 0.5 * (A2 - Y), "dw2": 0.5 * GRADIENT["w2"], "db2": 0.5 * GRADIENT["b2"]}


@chain.mistake(
    "The sign of the first factor is turned: a₂ is too large here, more of it means more loss, so "
    "∂ℓ/∂a₂ = a₂ − y is positive."
)
def turns_the_first_factor():
    return {"dl_da2": Y - A2, "dw2": -GRADIENT["w2"], "db2": -GRADIENT["b2"]}


@chain.mistake("The target is y = 0.01; this was computed with 0.1.")
def reads_another_target():
    return {"loss": 0.5 * (0.1 - A2) ** 2, "dl_da2": A2 - 0.1}


@chain.mistake(
    "The sigmoid's slope is σ(z)(1 − σ(z)), and a is σ(z) already: take a(1 − a). Here the "
    "activated value a has been put through the sigmoid once more."
)
def feeds_the_activated_value():
    return {
        "da2_dz2": sigmoid(A2) * (1 - sigmoid(A2)),
        "da1_dz1": sigmoid(A1) * (1 - sigmoid(A1)),
    }


@chain.mistake("The slope of the sigmoid is a(1 − a); this is a alone.")
def takes_the_activation_for_the_slope():
    return {
        "da2_dz2": A2,
        "da1_dz1": A1,
        "dw1": GRADIENT["w1"] / (1 - A1),
        "db1": GRADIENT["b1"] / (1 - A1),
    }


@chain.mistake("The slope of the sigmoid is a(1 − a), in activations; this has z in place of a.")
def takes_the_sum_for_the_activation():
    return {"da2_dz2": Z2 * (1 - Z2), "da1_dz1": Z1 * (1 - Z1)}


@chain.mistake("z₂ = w₂a₁ + b₂, so ∂z₂/∂w₂ is a₁, what w₂ multiplies, and ∂z₂/∂a₁ is w₂.")
def swaps_weight_and_input():
    return {"dz2_dw2": W2, "dz2_da1": A1}


@chain.mistake("The way from the second neuron to the first leads through w₂ = 0.3, not w₁ = 0.1.")
def goes_through_the_other_weight():
    w1 = START["w1"]
    return {"dz2_da1": w1, "dw1": GRADIENT["w1"] * w1 / W2, "db1": GRADIENT["b1"] * w1 / W2}


@chain.mistake("∂z₁/∂w₁ is x = 0.05, what w₁ multiplies.")
def takes_the_weight_for_the_input():
    return {"dz1_dw1": START["w1"], "dw1": GRADIENT["b1"] * START["w1"]}


@chain.mistake("The factor a₁ is missing: w₂ multiplies a₁, so ∂ℓ/∂w₂ is ∂ℓ/∂b₂ times a₁.")
def leaves_out_a1():
    return {"dz2_dw2": 1.0, "dw2": GRADIENT["b2"]}


@chain.mistake("The factor x is missing: w₁ multiplies x, so ∂ℓ/∂w₁ is ∂ℓ/∂b₁ times x = 0.05.")
def leaves_out_x():
    return {"dz1_dw1": 1.0, "dw1": GRADIENT["b1"]}


@chain.mistake("The factor w₂ is missing: the first neuron reaches the loss through w₂ only.")
def leaves_out_w2():
    return {"dw1": GRADIENT["w1"] / W2, "db1": GRADIENT["b1"] / W2}


@chain.mistake("The factor a₁(1 − a₁) is missing: the way to w₁ and b₁ leads through two sigmoids.")
def leaves_out_the_first_slope():
    slope = A1 * (1 - A1)
    return {"dw1": GRADIENT["w1"] / slope, "db1": GRADIENT["b1"] / slope}


@chain.mistake("The factor a₂(1 − a₂) is missing: it carries the loss through the second sigmoid.")
def leaves_out_the_second_slope():
    slope = A2 * (1 - A2)
    return {f"d{name}": GRADIENT[name] / slope for name in START}


@chain.mistake("This goes uphill: the step is minus learning rate times gradient.")
def steps_uphill():
    return {"updated": [START[name] + LEARNING_RATE * GRADIENT[name] for name in START]}


@chain.mistake("The learning rate is 10: multiply each gradient by it before you subtract it.")
def forgets_the_learning_rate():
    return {"updated": [START[name] - GRADIENT[name] for name in START]}


@chain.mistake("The new w₂ is the old w₂ minus learning rate times ∂ℓ/∂w₂; this starts from w₁.")
def starts_from_the_other_weight():
    return {"updated": [START["w1"] - LEARNING_RATE * GRADIENT["w2"], None, None, None]}


@chain.mistake(
    "w₁ and b₁ were moved by a gradient that has the new w₂ in it. Take all four gradients with "
    "the old parameters; only then move, all at once."
)
def moves_w2_first():
    ratio = UPDATED[0] / W2
    moved = [START[name] - LEARNING_RATE * ratio * GRADIENT[name] for name in ("w1", "b1")]
    return {"updated": [None, None, *moved]}


@chain.mistake(
    "The second neuron was moved first and the forward pass repeated before the first neuron's "
    "gradient was taken. Take all four gradients with the old parameters; then move all at once."
)
def repeats_the_forward_pass_in_between():
    halfway = GRAPH.copy().set(w2=UPDATED[0], b2=UPDATED[1]).gradient("loss")
    moved = [START[name] - LEARNING_RATE * halfway[name] for name in ("w1", "b1")]
    return {"updated": [None, None, *moved]}
