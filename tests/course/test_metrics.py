"""Metrics against scikit-learn, against counting by hand, and by their invariances."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, confusion_matrix, roc_auc_score

from course.metrics import (
    ConfusionCounts,
    accuracy,
    confusion_counts,
    majority_baseline,
    one_class_warning,
    predicts_one_class,
    roc_auc,
)

classes_and_scores = st.lists(
    st.tuples(st.integers(0, 1), st.integers(-5, 5)), min_size=2, max_size=40
)


def test_accuracy_is_the_share_that_agrees():
    assert accuracy([0, 1, 1, 1], [0, 0, 1, 0]) == 0.5
    assert accuracy(["cat", "dog"], ["cat", "frog"]) == 0.5


def test_accuracy_refuses_to_broadcast_a_column_against_a_row():
    with pytest.raises(ValueError, match=r"y_hat has shape \(4, 1\), expected that of y, \(4,\)"):
        accuracy(np.zeros(4), np.zeros((4, 1)))


def test_an_accuracy_of_nothing_is_an_error():
    with pytest.raises(ValueError, match="at least one example"):
        accuracy([], [])


def test_confusion_counts_by_hand():
    counts = confusion_counts([0, 0, 0, 1, 1, 1], [0, 1, 1, 0, 1, 1])
    assert counts == ConfusionCounts(1, 2, 1, 2)
    assert counts.false_positives == 2
    assert counts.false_negatives == 1


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=50))
def test_confusion_counts_and_accuracy_agree_with_scikit_learn(pairs):
    y, y_hat = np.array(pairs).T
    assert tuple(confusion_counts(y, y_hat)) == tuple(
        confusion_matrix(y, y_hat, labels=[0, 1]).ravel()
    )
    assert accuracy(y, y_hat) == pytest.approx(accuracy_score(y, y_hat))


@pytest.mark.parametrize("wrong", [2, -1, 0.5])
def test_confusion_counts_name_the_row_that_is_no_class(wrong):
    with pytest.raises(ValueError, match=f"y_hat is {wrong} in row 1, expected 0 or 1"):
        confusion_counts([0, 1], np.array([0, wrong]))


def test_confusion_counts_want_one_dimension():
    with pytest.raises(ValueError, match=r"y has shape \(2, 1\), expected \(n_examples,\)"):
        confusion_counts([[0], [1]], [[0], [1]])


def test_auc_by_hand():
    # Positives score 3 and 1, negatives 2 and 1: wins 3>2, 3>1; tie 1=1; loss 1<2.
    assert roc_auc([1, 1, 0, 0], [3, 1, 2, 1]) == 2.5 / 4


@settings(deadline=None)
@given(classes_and_scores)
def test_auc_is_the_share_of_pairs_won_ties_counting_half(pairs):
    y, score = np.array(pairs).T
    assume(0 < y.sum() < len(y))
    ahead = score[y == 1][:, None] - score[y == 0][None, :]
    assert roc_auc(y, score) == pytest.approx(np.mean((ahead > 0) + (ahead == 0) / 2))
    assert roc_auc(y, score) == pytest.approx(roc_auc_score(y, score))


@settings(deadline=None)
@given(classes_and_scores)
def test_auc_depends_on_the_order_of_the_scores_alone(pairs):
    y, score = np.array(pairs).T
    assume(0 < y.sum() < len(y))
    area = roc_auc(y, score)
    assert roc_auc(y, 1 / (1 + np.exp(-score / 3))) == area
    assert roc_auc(y, 7.0 * score - 100) == area


@settings(deadline=None)
@given(classes_and_scores)
def test_auc_turns_round_with_the_scores_and_with_the_classes(pairs):
    y, score = np.array(pairs).T
    assume(0 < y.sum() < len(y))
    assert roc_auc(y, -score) == pytest.approx(1 - roc_auc(y, score))
    assert roc_auc(1 - y, -score) == pytest.approx(roc_auc(y, score))


@settings(deadline=None)
@given(classes_and_scores, st.randoms(use_true_random=False))
def test_auc_does_not_depend_on_the_order_of_the_rows(pairs, random):
    y, score = np.array(pairs).T
    assume(0 < y.sum() < len(y))
    rows = list(range(len(y)))
    random.shuffle(rows)
    assert roc_auc(y[rows], score[rows]) == roc_auc(y, score)


def test_auc_of_guessing_with_one_value_is_a_half():
    assert roc_auc([0, 1, 1], [0.3, 0.3, 0.3]) == 0.5


def test_auc_accepts_infinite_scores():
    assert roc_auc([0, 1], [-np.inf, np.inf]) == 1


def test_auc_of_many_examples_agrees_with_scikit_learn(rng):
    y = (rng.random(20_000) < 0.135).astype(int)
    score = np.round(rng.normal(size=20_000) + y, 1)
    assert roc_auc(y, score) == pytest.approx(roc_auc_score(y, score), abs=1e-12)


@pytest.mark.parametrize(
    ("y", "score", "message"),
    [
        ([1, 1], [0.1, 0.2], "y is all 1, expected both classes"),
        ([0, 0], [0.1, 0.2], "y is all 0, expected both classes"),
        ([0, 1], [0.1, float("nan")], "score is NaN in row 1"),
        ([0, 1], [0.1], r"score has shape \(1,\), expected that of y, \(2,\)"),
        ([0, 2], [0.1, 0.2], "y is 2 in row 1, expected 0 or 1"),
    ],
)
def test_auc_says_what_it_cannot_use(y, score, message):
    with pytest.raises(ValueError, match=message):
        roc_auc(y, score)


def test_the_majority_baseline_is_the_share_of_the_most_frequent_class():
    assert majority_baseline([0, 0, 0, 1]) == 0.75
    assert majority_baseline([2, 2, 1, 0]) == 0.5
    assert majority_baseline([0, 1, 1, 0]) == 0.5


def test_predicting_one_class_is_seen():
    assert predicts_one_class([1, 1, 1])
    assert not predicts_one_class([1, 0, 1])


def test_the_warning_tells_that_the_accuracy_is_the_baseline():
    y = np.repeat([0, 1], [173, 27])
    warning = one_class_warning(y, np.zeros(200, dtype=int))
    assert warning == (
        "All 200 predictions are class 0: the accuracy of 86.5% needs no input at all "
        "(always the most frequent class: 86.5%)."
    )


def test_the_warning_is_silent_where_the_classes_differ_or_there_is_only_one():
    assert one_class_warning([0, 0, 1], [0, 1, 0]) == ""
    assert one_class_warning([1, 1], [1, 1]) == ""
    assert one_class_warning([1, 1], [0, 0]) != ""
