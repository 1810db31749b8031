"""Part 4: a price on large weights."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare, require
from autograder.homework.hw1a.backward import backward_pass
from autograder.homework.hw1a.declaration import regularization
from autograder.homework.hw1a.examples import (
    OR,
    B,
    P,
    W,
    X,
    close,
    fresh_neuron,
    fresh_rows,
    one_of_two,
)


@regularization.function(title="The penalty", array_form="l2 * np.sum(w**2)")
def l2_penalty(w, l2):
    """Return the L2 penalty: l2 times the sum of the squared weights.

    Parameters
    ----------
    w : ndarray of float, shape (n_features,)
        Weights, without the bias.
    l2 : float
        Strength of the penalty, 0 or more (written as a Greek lambda in formulas).

    Returns
    -------
    float
        One number.
    """
    return l2 * np.sum(w**2)


@l2_penalty.check(points=1, title="is 1.4 for w = (3, −2, 1) and 0.2 for w = (1, −1), with λ = 0.1")
def penalty_of_the_table(l2_penalty):
    compare(l2_penalty, np.array([3.0, -2.0, 1.0]), 0.1, rtol=1e-5)
    compare(l2_penalty, W, 0.1, rtol=1e-5)


@l2_penalty.check(points=1, hidden=True, title="holds for other weights and strengths")
def penalty_of_fresh_weights(l2_penalty, rng):
    for n_features in (1, 3, 5):
        w = rng.normal(size=n_features) + 2.0
        compare(l2_penalty, w, float(rng.uniform(0.1, 0.9)), rtol=1e-5)
    nothing = l2_penalty(np.array([1.0, 2.0]), 0.0)
    require(close(nothing, 0.0, 1e-9), "With l2 = 0 there is no penalty.")


@l2_penalty.mistake(
    "This is λ‖w‖, with the norm itself. The L2 penalty takes its square: the root must go."
)
def takes_the_norm(w, l2):
    return l2 * np.sqrt(np.sum(w**2))


@l2_penalty.mistake("There is a ½ too much: here the penalty is λ Σw², without a half.")
def halves_the_penalty(w, l2):
    return 0.5 * l2 * np.sum(w**2)


@l2_penalty.mistake("This is the L1 penalty, λ Σ|w|; L2 squares the weights.")
def takes_l1(w, l2):
    return l2 * np.sum(np.abs(w))


@l2_penalty.mistake("λ is missing: multiply the sum of squares by l2.")
def forgets_lambda(w, l2):
    return np.sum(w**2)


@l2_penalty.mistake("This is the mean of the squared weights; the penalty takes their sum.")
def averages_the_weights(w, l2):
    return l2 * np.mean(w**2)


@l2_penalty.mistake("The sum is squared; square each weight first, then add.")
def squares_the_sum(w, l2):
    return l2 * np.sum(w) ** 2


@regularization.function(
    needs=(backward_pass,),
    title="The backward pass with L2",
    array_form="dw, db = backward_pass(X, y, p); dw = dw + 2 * l2 * w",
)
def backward_pass_l2(X, y, p, w, b, l2):
    """Return the gradient of squared error plus L2 penalty by the weights and the bias.

    The loss is squared_error(y, p) + l2_penalty(w, l2). The bias is not penalised.

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        Inputs.
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1.
    p : ndarray of float, shape (n_examples,)
        Probabilities that the forward pass gave for these rows.
    w : ndarray of float, shape (n_features,)
        Weights.
    b : float
        Bias.
    l2 : float
        Strength of the penalty, 0 or more.

    Returns
    -------
    dw : ndarray of float, shape (n_features,)
        Gradient by the weights.
    db : float
        Gradient by the bias.
    """
    dw, db = backward_pass(X, y, p)
    return dw + 2 * l2 * w, db


@backward_pass_l2.check(points=0.5, title="gives dw for the table with λ = 0.1")
def penalised_weights_of_the_table(student):
    one_of_two(student, backward_pass_l2, 0, X, OR, P, W, B, 0.1)


@backward_pass_l2.check(points=0.5, title="gives db for the table with λ = 0.1")
def free_bias_of_the_table(student):
    one_of_two(student, backward_pass_l2, 1, X, OR, P, W, B, 0.1)


@backward_pass_l2.check(points=1, hidden=True, title="gives dw for other rows and strengths")
def penalised_weights_of_fresh_rows(student, rng):
    for n_examples, n_features in ((6, 3), (5, 2)):
        rows, neuron = fresh_rows(rng, n_examples, n_features), fresh_neuron(rng, n_features)
        one_of_two(student, backward_pass_l2, 0, *rows, *neuron, float(rng.uniform(0.1, 0.9)))


@backward_pass_l2.check(points=0.5, hidden=True, title="l2 = 0 changes nothing")
def zero_changes_nothing(student, rng):
    rows = fresh_rows(rng)
    want = backward_pass(*rows)
    compare(student, *rows, *fresh_neuron(rng), 0.0, want=want, rtol=1e-5, atol=1e-7)


@backward_pass_l2.check(points=0.5, hidden=True, title="the bias is not penalised")
def leaves_the_bias_free(student, rng):
    rows = fresh_rows(rng)
    neuron = fresh_neuron(rng)
    _, weak = student(*rows, *neuron, 0.0)
    _, strong = student(*rows, *neuron, 0.8)
    require(close(weak, strong, 1e-6), "A larger l2 must not change the bias's gradient.")


@backward_pass_l2.mistake("The bias is penalised too; the penalty is on the weights alone.")
def penalises_the_bias(X, y, p, w, b, l2):
    dw, db = backward_pass(X, y, p)
    return dw + 2 * l2 * w, db + 2 * l2 * b


@backward_pass_l2.mistake("The 2 is lost: the derivative of λw² by w is 2λw.")
def loses_the_two_of_the_penalty(X, y, p, w, b, l2):
    dw, db = backward_pass(X, y, p)
    return dw + l2 * w, db


@backward_pass_l2.mistake(
    "The penalty is averaged over the rows; it does not depend on the rows: add 2λw once."
)
def averages_the_penalty(X, y, p, w, b, l2):
    dw, db = backward_pass(X, y, p)
    return dw + 2 * l2 * w / len(y), db


@backward_pass_l2.mistake(
    "The penalty itself is added to the gradient; its derivative belongs there: 2λw."
)
def adds_the_penalty(X, y, p, w, b, l2):
    dw, db = backward_pass(X, y, p)
    return dw + l2 * np.sum(w**2), db


@backward_pass_l2.mistake("This is the gradient of the norm, λw/‖w‖; the squared norm gives 2λw.")
def takes_the_gradient_of_the_norm(X, y, p, w, b, l2):
    dw, db = backward_pass(X, y, p)
    return dw + l2 * w / np.sqrt(np.sum(w**2)), db


@backward_pass_l2.mistake("The penalty's sign is turned: it makes weights grow. Add 2λw.")
def turns_the_penalty(X, y, p, w, b, l2):
    dw, db = backward_pass(X, y, p)
    return dw - 2 * l2 * w, db


@backward_pass_l2.mistake(
    "Only the penalty's gradient is here; the gradient of the loss is missing."
)
def returns_the_penalty_alone(X, y, p, w, b, l2):
    return 2 * l2 * w, 0.0


choosing_l2 = regularization.manual(
    "choosing_l2",
    points=3,
    kind="code",
    title="Choosing λ",
    prompt="""
Train with `backward_pass_l2` on the 80 rows `X_few`, `y_few` for at least five values of λ
between 0 and 1 (0, 0.001, 0.01, … is a good beginning), long enough for the loss to settle:
3000 steps with learning rate 0.5 are. Show for each λ the sum of the squared weights, and the loss
(without the penalty) and the AUC for the 80 rows and for the validation rows. Choose a λ and say
in a comment why: which number decided, what does λ do to the weights, and why are the numbers of
the 80 rows no help?
""".strip(),
    rubric="""
- 1 point: trains for at least five λ on the few rows only, bias unpenalised.
- 1 point: a table or plot with Σw², and loss or AUC for the 80 rows and for the validation rows.
- 1 point: a choice made on *validation* numbers (near λ = 0.01: loss 0.104 against 0.139 at
  λ = 0 and 0.125 at λ = 1), that sees the weights shrink as λ grows, and that the training loss
  always prefers λ = 0.
Do not take points for wrong numbers that follow from an earlier function graded above.
""".strip(),
)
