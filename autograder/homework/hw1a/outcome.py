"""Part 3, continued: what training is worth, and what it cannot do."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare
from autograder.homework.hw1a.declaration import training
from autograder.homework.hw1a.examples import AND, OR


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
