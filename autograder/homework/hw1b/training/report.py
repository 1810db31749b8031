"""Part 3, continued: what a net has learnt, beside what needs no net."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare
from autograder.homework.hw1b.declaration import training


@training.function(title="The report")
def report(y, p):
    """Say how good probabilities are: loss, accuracy and AUC, beside what anybody could guess.

    A row is predicted 1 where p > 0.5, else 0.

    Parameters
    ----------
    y : ndarray of float, shape (n_examples,)
        Labels, 0 or 1; each occurs.
    p : ndarray of float, shape (n_examples,)
        Probabilities.

    Returns
    -------
    results : dict
        "loss": mean squared error;
        "accuracy": share of rows that are predicted right;
        "auc": how often a row with y = 1 has a larger p than a row with y = 0, a tie counts half;
        "true_positives", "false_positives", "false_negatives", "true_negatives": numbers of rows;
        "baseline": accuracy of always predicting the more frequent label of y;
        "one_class": True where all rows are predicted alike.
    """
    y_hat = np.where(p > 0.5, 1, 0)
    positive, negative = p[y == 1][:, None], p[y == 0]
    return {
        "loss": np.mean((y - p) ** 2),
        "accuracy": np.mean(y_hat == y),
        "auc": np.mean((positive > negative) + 0.5 * (positive == negative)),
        "true_positives": np.sum((y_hat == 1) & (y == 1)),
        "false_positives": np.sum((y_hat == 1) & (y == 0)),
        "false_negatives": np.sum((y_hat == 0) & (y == 1)),
        "true_negatives": np.sum((y_hat == 0) & (y == 0)),
        "baseline": max(np.mean(y), 1 - np.mean(y)),
        "one_class": np.min(y_hat) == np.max(y_hat),
    }


Y = np.array([1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0])
P = np.array([0.9, 0.7, 0.5, 0.3, 0.5, 0.3, 0.2, 0.6, 0.1, 0.3])
"""Three ones among ten; two rows stand at exactly ½, and a one ties with zeros twice."""

COUNTS = ("true_positives", "false_positives", "false_negatives", "true_negatives")


def entries(student, names, y, p):
    """Compare some entries of the report, whatever the others are."""
    want = report(y, p)
    wanted = {name: want[name] for name in names}
    compare(student, y, p, want=wanted, rtol=1e-4, atol=1e-6)


def several(student, names, judged):
    """Compare some entries for several sets; all calls come first, to show a mistake whole."""
    for y, p in judged:
        student.loosely(y, p)
    for y, p in judged:
        entries(student, names, y, p)


def fresh_judgement(rng, n_examples=40):
    """Draw labels with rare ones, and probabilities in tenths that are not all wrong."""
    y = rng.permutation((np.arange(n_examples) < rng.integers(8, 15)).astype(float))
    p = np.clip(np.round(0.35 + 0.25 * y + rng.normal(0.0, 0.25, n_examples), 1), 0.0, 1.0)
    p[:2], y[:2] = 0.5, (0.0, 1.0)
    p[2:4], y[2:4] = (0.2, 0.8), (1.0, 0.0)
    return y, p


@report.check(points=0.25, title="loss and accuracy of ten patients")
def loss_and_accuracy(report):
    entries(report, ("loss", "accuracy"), Y, P)


@report.check(points=0.25, title="the AUC, in which a tie counts half")
def area(report):
    entries(report, ("auc",), Y, P)


@report.check(points=0.25, title="the four counts")
def counts(report):
    entries(report, COUNTS, Y, P)


@report.check(points=0.25, title="the baseline, and the alarm where all are predicted alike")
def baseline_and_alarm(report):
    several(report, ("baseline", "one_class"), [(Y, P), (Y, 0.5 * P), (Y, 0.55 + 0.4 * P)])


@report.check(points=0.25, hidden=True, title="loss, accuracy and counts of other rows")
def figures_of_fresh_rows(report, rng):
    for _ in range(3):
        entries(report, ("loss", "accuracy", *COUNTS), *fresh_judgement(rng))


@report.check(points=0.25, hidden=True, title="AUC, baseline and alarm of other rows")
def judgement_of_fresh_rows(report, rng):
    y, p = fresh_judgement(rng)
    judged = [(y, p), (1 - y, p), (y, 0.4 * p), (1 - y, 0.6 + 0.4 * p)]
    several(report, ("auc", "baseline", "one_class"), judged)


def changed(y, p, **changes):
    """Return the right report with some entries changed."""
    return report(y, p) | changes


@report.mistake(
    "False positives and false negatives are exchanged. A false positive was predicted 1 and is 0."
)
def exchanges_the_errors(y, p):
    right = report(y, p)
    positives, negatives = right["false_negatives"], right["false_positives"]
    return right | {"false_positives": positives, "false_negatives": negatives}


@report.mistake("The counts are shares of all rows; give numbers of rows.")
def gives_shares(y, p):
    right = report(y, p)
    return right | {name: right[name] / len(y) for name in COUNTS}


@report.mistake(
    "The accuracy is taken from p. Make 0 or 1 of p first, then see how often it equals y."
)
def takes_the_accuracy_of_p(y, p):
    return changed(y, p, accuracy=np.mean(1 - np.abs(y - p)))


@report.mistake("p = ½ is predicted 0 here: p > 0.5, not p >= 0.5.")
def calls_a_half_a_one(y, p):
    right = report(y, np.where(p == 0.5, 0.51, p))
    return right | {name: report(y, p)[name] for name in ("loss", "auc")}


@report.mistake("The loss is taken from the predictions 0 and 1. It looks at p: mean of (y − p)².")
def takes_the_loss_of_the_prediction(y, p):
    return changed(y, p, loss=np.mean(y != (p > 0.5)))


@report.mistake("The loss is a sum over the rows; take the mean.")
def sums_the_loss(y, p):
    return changed(y, p, loss=np.sum((y - p) ** 2))


@report.mistake("This loss is the cross-entropy; the report asks for the mean squared error.")
def takes_the_cross_entropy(y, p):
    q = np.clip(p, 1e-12, 1 - 1e-12)
    return changed(y, p, loss=-np.mean(y * np.log(q) + (1 - y) * np.log(1 - q)))


@report.mistake("Ties are forgotten in the AUC: a pair with equal p counts ½, not 0.")
def forgets_the_ties(y, p):
    return changed(y, p, auc=np.mean(p[y == 1][:, None] > p[y == 0]))


@report.mistake("Ties count as won in the AUC (>=); a pair with equal p counts ½.")
def counts_ties_as_won(y, p):
    return changed(y, p, auc=np.mean(p[y == 1][:, None] >= p[y == 0]))


@report.mistake(
    "The AUC is taken of the predictions 0 and 1, which throws the order away. Compare the p of "
    "each pair."
)
def takes_the_auc_of_the_prediction(y, p):
    return changed(y, p, auc=report(y, 1.0 * (p > 0.5))["auc"])


@report.mistake(
    "The AUC is turned round: count the pairs in which the row with y = 1 has the larger p."
)
def turns_the_auc(y, p):
    return changed(y, p, auc=1 - report(y, p)["auc"])


@report.mistake(
    "The baseline is the share of ones. Where zeros are more frequent, always saying 0 is right "
    "more often."
)
def takes_the_share_of_ones(y, p):
    return changed(y, p, baseline=np.mean(y))


@report.mistake(
    "The baseline is that of the predictions. It is what one reaches without a net: the share of "
    "the more frequent label in y."
)
def takes_the_baseline_of_the_predictions(y, p):
    share = np.mean(p > 0.5)
    return changed(y, p, baseline=max(share, 1 - share))


@report.mistake(
    "The alarm never rings. It must be True where all predictions are alike, all 0 or all 1; it "
    "looks at them and not at y."
)
def looks_at_the_labels(y, p):
    return changed(y, p, one_class=np.min(y) == np.max(y))


@report.mistake("The alarm rings for all ones only; a net that says 0 to everybody is as blind.")
def rings_for_ones_only(y, p):
    return changed(y, p, one_class=bool(np.all(p > 0.5)))


@report.mistake("The alarm rings for all zeros only; a net that says 1 to everybody is as blind.")
def rings_for_zeros_only(y, p):
    return changed(y, p, one_class=bool(np.all(p <= 0.5)))


@report.mistake("The alarm is the wrong way round: True where all rows are predicted alike.")
def turns_the_alarm(y, p):
    return changed(y, p, one_class=not report(y, p)["one_class"])
