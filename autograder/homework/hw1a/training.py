"""Part 3: one step, many steps, what they are worth, and what cannot be learned."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare, require
from autograder.homework.hw1a.backward import backward_pass
from autograder.homework.hw1a.declaration import training
from autograder.homework.hw1a.examples import (
    AND,
    OR,
    B,
    P,
    W,
    X,
    fresh_neuron,
    fresh_rows,
    one_of_two,
)
from autograder.homework.hw1a.forward import forward_pass, predict, squared_error

TRUTH_TABLE = X


@training.function(title="One step", array_form="w - learning_rate * dw, b - learning_rate * db")
def update(w, b, dw, db, learning_rate):
    """Take one step of gradient descent: against the gradient, learning_rate times its length.

    Return new weights; leave the array `w` that was passed in as it is.

    Parameters
    ----------
    w : ndarray of float, shape (n_features,)
        Weights.
    b : float
        Bias.
    dw : ndarray of float, shape (n_features,)
        Gradient by the weights.
    db : float
        Gradient by the bias.
    learning_rate : float
        Length of the step.

    Returns
    -------
    new_w : ndarray of float, shape (n_features,)
    new_b : float
    """
    return w - learning_rate * dw, b - learning_rate * db


@update.check(points=0.5, title="gives the new w of the table, learning rate 1")
def moves_the_weights_of_the_table(student):
    one_of_two(student, update, 0, W, B, *backward_pass(X, OR, P), 1.0)


@update.check(points=0.5, title="gives the new b of the table, learning rate 1")
def moves_the_bias_of_the_table(student):
    one_of_two(student, update, 1, W, B, *backward_pass(X, OR, P), 1.0)


@update.check(points=0.5, hidden=True, title="gives the new w for other learning rates")
def moves_other_weights(student, rng):
    for n_features in (1, 4):
        one_of_two(student, update, 0, *fresh_step(rng, n_features))


@update.check(points=0.5, hidden=True, title="gives the new b for other learning rates")
def moves_other_biases(student, rng):
    for n_features in (1, 4):
        one_of_two(student, update, 1, *fresh_step(rng, n_features))


def fresh_step(rng, n_features):
    """Draw weights, bias, their gradients, and a learning rate below 1."""
    neuron, gradient = fresh_neuron(rng, n_features), fresh_neuron(rng, n_features)
    return *neuron, *gradient, float(rng.uniform(0.05, 0.4))


@update.mistake("This goes uphill: subtract the gradient.")
def goes_uphill(w, b, dw, db, learning_rate):
    return w + learning_rate * dw, b + learning_rate * db


@update.mistake("The learning rate is not used: the step is learning_rate times the gradient.")
def ignores_the_learning_rate(w, b, dw, db, learning_rate):
    return w - dw, b - db


@update.mistake("The bias stays where it was: it takes a step too, with db.")
def leaves_the_bias(w, b, dw, db, learning_rate):
    return w - learning_rate * dw, b


@update.mistake("The learning rate divides; it multiplies the gradient.")
def divides_by_the_learning_rate(w, b, dw, db, learning_rate):
    return w - dw / learning_rate, b - db / learning_rate


@update.mistake("This is the step alone; take it from w and b and return where it leads.")
def returns_the_step(w, b, dw, db, learning_rate):
    return learning_rate * dw, learning_rate * db


@training.function(
    needs=(forward_pass, predict, squared_error, backward_pass, update), title="Many steps"
)
def train(X, y, w, b, learning_rate, n_steps):
    """Train with the squared error: n_steps steps, each with the average gradient of all rows.

    Write the loss and the accuracy down before the first step and after every
    step, so each list of the history has n_steps + 1 numbers: the first belongs
    to the `w` and `b` that were passed in, the last to those that are returned.

    Parameters
    ----------
    X : ndarray of float, shape (n_examples, n_features)
        Inputs.
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1.
    w : ndarray of float, shape (n_features,)
        Weights to start from; the array stays as it is.
    b : float
        Bias to start from.
    learning_rate : float
        Length of the steps.
    n_steps : int
        Number of steps.

    Returns
    -------
    w : ndarray of float, shape (n_features,)
        Trained weights.
    b : float
        Trained bias.
    history : dict
        "loss": list of n_steps + 1 mean squared errors;
        "accuracy": list of n_steps + 1 shares of rows with a right prediction.
    """
    history = {"loss": [], "accuracy": []}
    for step in range(n_steps + 1):
        p = forward_pass(X, w, b)
        history["loss"].append(squared_error(y, p))
        history["accuracy"].append(np.mean(predict(p) == y))
        if step < n_steps:
            dw, db = backward_pass(X, y, p)
            w, b = update(w, b, dw, db, learning_rate)
    return w, b, history


def reaches(student, *task):
    """Compare the weights and the bias, whatever the history says."""
    w, b, _ = train(*task)
    compare(student, *task, want=(w, b, None), rtol=1e-4, atol=1e-6)


def recorded(student, name, *task, n_steps=4):
    """Compare one list of the history with what the student's own weights give at each step.

    So a wrong path costs the points of the path, and not those of the diary.
    """
    X, y = task[:2]
    path = [student(*task, n)[:2] for n in range(n_steps + 1)]
    want = {name: np.array(history_of(y, [forward_pass(X, w, b) for w, b in path])[name])}
    compare(student, *task, n_steps, want=(None, None, want), rtol=1e-4, atol=1e-6)


@train.check(points=1, title="learns OR: the weights after three steps")
def learns_or(student):
    reaches(student, TRUTH_TABLE, OR, W, B, 1.0, 3)


@train.check(points=0.5, title="writes down the loss, before the first step and after each")
def writes_down_the_loss(student):
    recorded(student, "loss", TRUTH_TABLE, OR, W, B, 1.0)


@train.check(points=0.5, title="writes down the accuracy likewise")
def writes_down_the_accuracy(student):
    recorded(student, "accuracy", TRUTH_TABLE, OR, W, B, 10.0)


@train.check(points=1, hidden=True, title="learns AND from another start")
def learns_and(student, rng):
    reaches(student, TRUTH_TABLE, AND, *fresh_neuron(rng, 2), float(rng.uniform(0.5, 1.5)), 5)


@train.check(points=0.5, hidden=True, title="keeps the right history for other rows")
def keeps_the_history(student, rng):
    rows, y, _ = fresh_rows(rng, 9, 3)
    start = fresh_neuron(rng, 3)
    for name in ("loss", "accuracy"):
        recorded(student, name, rows, y, *start, 2.0)


@train.check(points=0.5, hidden=True, title="the loss falls at every small step")
def the_loss_falls(student, rng):
    rows, y, _ = fresh_rows(rng, 12, 2)
    answer = student.loosely(rows, y, *fresh_neuron(rng, 2), 0.05, 20)
    loss = np.asarray(answer[2]["loss"], dtype=float)
    require(loss.shape in ((20,), (21,)), "The history needs a loss for each step.")
    require(np.all(np.diff(loss) < 0), "With a small learning rate the loss falls at every step.")


@train.mistake(
    "w moves first and the gradient of b is then taken at the new w. Take all gradients at the "
    "same point, then move everything."
)
def updates_one_after_the_other(X, y, w, b, learning_rate, n_steps):
    history = {"loss": [], "accuracy": []}
    for step in range(n_steps + 1):
        p = forward_pass(X, w, b)
        history["loss"].append(squared_error(y, p))
        history["accuracy"].append(np.mean(predict(p) == y))
        if step < n_steps:
            w = w - learning_rate * backward_pass(X, y, p)[0]
            b = b - learning_rate * backward_pass(X, y, forward_pass(X, w, b))[1]
    return w, b, history


@train.mistake(
    "The gradient is computed once and used for every step: run the forward and the backward "
    "pass again inside the loop."
)
def keeps_the_first_gradient(X, y, w, b, learning_rate, n_steps):
    dw, db = backward_pass(X, y, forward_pass(X, w, b))
    history = {"loss": [], "accuracy": []}
    for step in range(n_steps + 1):
        p = forward_pass(X, w, b)
        history["loss"].append(squared_error(y, p))
        history["accuracy"].append(np.mean(predict(p) == y))
        if step < n_steps:
            w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, history


@train.mistake(
    "Each row takes a step of its own (online learning). Here one step uses the mean over all rows."
)
def steps_row_by_row(X, y, w, b, learning_rate, n_steps):
    history = {"loss": [], "accuracy": []}
    for step in range(n_steps + 1):
        p = forward_pass(X, w, b)
        history["loss"].append(squared_error(y, p))
        history["accuracy"].append(np.mean(predict(p) == y))
        for i in range(len(y) if step < n_steps else 0):
            row = X[i : i + 1]
            dw, db = backward_pass(row, y[i : i + 1], forward_pass(row, w, b))
            w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, history


def train_and_record(X, y, w, b, learning_rate, n_steps):
    """Return the right path as lists: weights, biases, probabilities."""
    path = [(w, b, forward_pass(X, w, b))]
    for _ in range(n_steps):
        dw, db = backward_pass(X, y, path[-1][2])
        w, b = w - learning_rate * dw, b - learning_rate * db
        path.append((w, b, forward_pass(X, w, b)))
    return w, b, [p for _, _, p in path]


def history_of(y, probabilities):
    """Return the right history of a list of probability arrays."""
    return {
        "loss": [squared_error(y, p) for p in probabilities],
        "accuracy": [np.mean(predict(p) == y) for p in probabilities],
    }


@train.mistake(
    "The history begins after the first step: write down the start as well, n_steps + 1 entries."
)
def forgets_the_start(X, y, w, b, learning_rate, n_steps):
    w, b, probabilities = train_and_record(X, y, w, b, learning_rate, n_steps)
    return w, b, history_of(y, probabilities[1:])


@train.mistake(
    "The history stops before the last step: write down what the returned w and b give, too, "
    "n_steps + 1 entries."
)
def forgets_the_end(X, y, w, b, learning_rate, n_steps):
    w, b, probabilities = train_and_record(X, y, w, b, learning_rate, n_steps)
    return w, b, history_of(y, probabilities[:-1])


@train.mistake(
    "The accuracy is taken from p, not from ŷ: it is the share of rows where predict(p) == y."
)
def takes_the_accuracy_of_p(X, y, w, b, learning_rate, n_steps):
    w, b, probabilities = train_and_record(X, y, w, b, learning_rate, n_steps)
    accuracy = [np.mean(1 - np.abs(y - p)) for p in probabilities]
    return w, b, history_of(y, probabilities) | {"accuracy": accuracy}


@train.mistake("The accuracy is a number of rows; divide by n_examples to get the share.")
def counts_the_right_rows(X, y, w, b, learning_rate, n_steps):
    w, b, probabilities = train_and_record(X, y, w, b, learning_rate, n_steps)
    accuracy = [np.sum(predict(p) == y) for p in probabilities]
    return w, b, history_of(y, probabilities) | {"accuracy": accuracy}


@train.mistake("The steps go uphill, so the loss rises: subtract the gradient.")
def climbs(X, y, w, b, learning_rate, n_steps):
    w, b, probabilities = train_and_record(X, y, w, b, -learning_rate, n_steps)
    return w, b, history_of(y, probabilities)


@train.mistake(
    "One step too many: n_steps + 1 numbers are written down, but only n_steps steps taken."
)
def takes_one_step_more(X, y, w, b, learning_rate, n_steps):
    _, _, probabilities = train_and_record(X, y, w, b, learning_rate, n_steps)
    w, b, _ = train_and_record(X, y, w, b, learning_rate, n_steps + 1)
    return w, b, history_of(y, probabilities)


@train.mistake("The start is returned, not the trained weights: keep what `update` returns.")
def returns_the_start(X, y, w, b, learning_rate, n_steps):
    _, _, probabilities = train_and_record(X, y, w, b, learning_rate, n_steps)
    return w, b, history_of(y, probabilities)


@training.function(title="The majority baseline", array_form="max(np.mean(y), 1 - np.mean(y))")
def majority_baseline(y):
    """Return the accuracy of always predicting the label that is more frequent in y.

    Parameters
    ----------
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1.

    Returns
    -------
    float
        A share between 0.5 and 1.
    """
    return max(np.mean(y), 1 - np.mean(y))


@majority_baseline.check(points=0.5, title="is 3/4 for OR and for AND")
def baseline_of_the_tables(majority_baseline):
    compare(majority_baseline, OR, rtol=1e-5)
    compare(majority_baseline, AND, rtol=1e-5)


@majority_baseline.check(points=0.5, hidden=True, title="holds where ones or zeros are rare")
def baseline_of_rare_labels(majority_baseline, rng):
    y = np.zeros(20)
    y[: rng.integers(2, 9)] = 1.0
    for labels in (y, 1 - y, np.ones(5), np.array([0.0, 1.0])):
        compare(majority_baseline, rng.permutation(labels), rtol=1e-5)


@majority_baseline.mistake("This is the share of ones; where zeros are more frequent, take theirs.")
def takes_the_share_of_ones(y):
    return np.mean(y)


@majority_baseline.mistake("This is the share of the rarer label; take the more frequent one.")
def takes_the_rarer(y):
    return min(np.mean(y), 1 - np.mean(y))


@majority_baseline.mistake("This counts rows; divide by their number to get a share.")
def counts_rows(y):
    return max(np.sum(y), len(y) - np.sum(y))


@majority_baseline.mistake("This is the more frequent label itself; its share is asked for.")
def returns_the_label(y):
    return float(np.mean(y) > 0.5)


xor_discussion = training.manual(
    "xor_discussion",
    points=2,
    kind="text",
    title="What happened with XOR?",
    prompt=r"""
Look at your XOR run above: the loss, the accuracy, the line. In three to six sentences: what
does the neuron do in the end, **why** can no choice of $w_1, w_2, b$ get all four rows right,
and what does it tell you that accuracy alone looked better at the start than at the end?
""".strip(),
    rubric="""
- 1 point: the four XOR points cannot be separated by one straight line (a picture, an
  argument from the four inequalities, or "the decision boundary of one neuron is a line").
- 1 point: says what training does: p goes to ½ everywhere, squared error to ¼ (weights to 0),
  no learning rate or number of steps helps; *or* reads loss and accuracy apart with the
  numbers of the run (3 of 4 right at the start although the loss is higher than at the end).
- Half points for a claim without a reason. A remark that a hidden layer or a feature X1·X2
  would help is welcome and not needed.
""".strip(),
)

clinical_report = training.manual(
    "clinical_report",
    points=2,
    kind="code",
    title="The clinical set",
    prompt="""
Train your neuron on the clinical set. Print loss, accuracy and AUC for the training and the
validation rows, the majority baseline beside the accuracy, and plot the loss over the steps.
Use `roc_auc` from above. End with a comment of one or two sentences: has the neuron learned
something that the baseline does not know?
""".strip(),
    rubric="""
- 0.5: trains with the student's own `train` on the standardized *training* rows only, with a
  learning rate and number of steps for which the loss has settled.
- 0.5: loss, accuracy and AUC for training and validation rows.
- 0.5: the plot of the loss, with named axes.
- 0.5: the baseline stands beside the accuracy, and the comment sees that accuracy is about
  the baseline's while the AUC is well above ½ (or says the same of its own numbers).
Do not take points for wrong numbers that follow from an earlier function graded above.
""".strip(),
)
