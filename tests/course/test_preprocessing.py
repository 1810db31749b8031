"""Splits lose no row and leak nothing; standardizing agrees with scikit-learn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.preprocessing import StandardScaler

from course.preprocessing import Standardizer, split, split_rows, standardize


@settings(deadline=None)
@given(
    n_examples=st.integers(4, 60),
    shares=st.sampled_from([(0.2, 0.2), (0.0, 0.25), (0.3, 0.0), (0.0, 0.0), (0.1, 0.5)]),
    n_classes=st.integers(0, 4),
    seed=st.integers(0, 9),
)
def test_every_row_is_in_exactly_one_part_and_the_parts_have_their_shares(
    n_examples, shares, n_classes, seed
):
    rng = np.random.default_rng(seed)
    classes = rng.integers(n_classes, size=n_examples) if n_classes else None
    parts = split_rows(n_examples, rng, validation=shares[0], test=shares[1], classes=classes)
    assert sorted(np.concatenate(parts).tolist()) == list(range(n_examples))
    assert len(parts[1]) == round(shares[0] * n_examples)
    assert len(parts[2]) == round(shares[1] * n_examples)


def test_inputs_and_targets_stay_together(rng):
    X = np.arange(40.0).reshape(20, 2)
    y = X[:, 0] * 10
    (X_train, y_train), (X_validation, y_validation), (X_test, y_test) = split(X, y, rng)
    assert (len(X_train), len(X_validation), len(X_test)) == (12, 4, 4)
    for some_X, some_y in ((X_train, y_train), (X_validation, y_validation), (X_test, y_test)):
        assert np.array_equal(some_X[:, 0] * 10, some_y)


def test_a_split_repeats_with_its_generator_and_differs_with_another():
    X, y = np.arange(30), np.arange(30)
    one, two, other = (split(X, y, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(one.train.X, two.train.X)
    assert not np.array_equal(one.train.X, other.train.X)


def test_rows_are_mixed_before_they_are_cut(rng):
    result = split(np.arange(1000), np.arange(1000), rng)
    assert result.test.X.mean() == pytest.approx(500, abs=70)
    assert np.count_nonzero(np.diff(result.train.X) < 0) > 100


def test_the_parts_are_copies(rng):
    X = np.zeros((10, 2))
    split(X, np.zeros(10), rng).train.X[:] = 1
    assert not X.any()


@settings(deadline=None)
@given(st.integers(0, 30))
def test_a_stratified_split_keeps_the_share_of_a_rare_class_to_within_a_row(seed):
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.repeat([0, 1], [173, 27]))
    parts = split(np.arange(200), y, rng, validation=0.25, test=0.15, stratified=True)
    for part in parts:
        assert abs(part.y.sum() - 0.135 * len(part.y)) <= 1


@settings(deadline=None)
@given(st.integers(0, 30))
def test_a_stratified_split_keeps_the_shares_of_ten_classes_nearly(seed):
    rng = np.random.default_rng(seed)
    y = rng.choice(10, size=200, p=rng.dirichlet(np.ones(10)))
    for part in split(np.arange(200), y, rng, stratified=True):
        share = np.bincount(y, minlength=10) / 200
        assert np.abs(np.bincount(part.y, minlength=10) - share * len(part.y)).max() < 3


def test_a_stratified_split_is_still_random_within_and_across_parts():
    y = np.repeat([0, 1], [80, 20])
    one, other = (
        split(np.arange(100), y, np.random.default_rng(seed), stratified=True) for seed in (1, 2)
    )
    assert set(one.test.X) != set(other.test.X)
    gaps = np.diff(np.flatnonzero(one.train.y))
    assert len(set(gaps)) > 2  # not one in five, like clockwork


@pytest.mark.parametrize(
    ("validation", "test"), [(0.5, 0.5), (-0.1, 0.2), (0.2, -0.1), (float("nan"), 0.1)]
)
def test_shares_must_leave_something_to_train_on(validation, test, rng):
    with pytest.raises(ValueError, match=f"validation is {validation} and test is {test}"):
        split_rows(10, rng, validation=validation, test=test)


def test_too_few_rows_are_named(rng):
    with pytest.raises(ValueError, match="n_examples is 1: with 1 for validation"):
        split_rows(1, rng, validation=0.6, test=0.3)


@pytest.mark.parametrize(
    ("X", "y", "stratified", "message"),
    [
        (np.zeros((3, 2)), np.zeros(4), False, r"X has shape \(3, 2\) and y has shape \(4,\)"),
        (np.float64(1), np.zeros(4), False, r"X has shape \(\)"),
        (np.zeros(5), np.zeros((5, 1)), True, r"classes has shape \(5, 1\), expected one for"),
    ],
)
def test_a_split_says_which_shape_is_wrong(X, y, stratified, message, rng):
    with pytest.raises(ValueError, match=message):
        split(X, y, rng, stratified=stratified)


def test_standardizing_agrees_with_scikit_learn(rng):
    X = rng.normal([5, -300, 0.01], [2, 50, 1e-4], size=(200, 3))
    X_new = rng.normal([5, -300, 0.01], [2, 50, 1e-4], size=(20, 3))
    theirs = StandardScaler().fit(X)
    ours = Standardizer.fit(X)
    assert np.allclose(ours.mean, theirs.mean_, rtol=1e-13)
    assert np.allclose(ours.scale, theirs.scale_, rtol=1e-10)
    assert np.allclose(ours.transform(X_new), theirs.transform(X_new), rtol=1e-9, atol=1e-11)
    assert np.allclose(ours.inverse(ours.transform(X_new)), X_new, rtol=1e-12)


def test_training_rows_get_mean_0_and_deviation_1_and_others_their_own(rng):
    train, test = rng.normal(3, 2, size=(500, 2)), rng.normal(5, 2, size=(500, 2))
    Z_train, Z_test = standardize(train, test)
    assert Z_train.mean(axis=0) == pytest.approx([0, 0], abs=1e-12)
    assert Z_train.std(axis=0) == pytest.approx([1, 1])
    assert (Z_test.mean(axis=0) > 0.7).all()


def test_test_rows_do_not_change_what_was_learned(rng):
    train = rng.normal(size=(30, 2))
    alone = standardize(train)[0]
    assert np.array_equal(standardize(train, 1e6 * np.ones((5, 2)))[0], alone)


@pytest.mark.parametrize("constant", [0.0, 0.1, 1e8 + 0.1])
def test_a_constant_column_becomes_exactly_0(constant):
    X = np.column_stack([np.full(7, constant), np.arange(7.0)])
    standardizer = Standardizer.fit(X)
    assert (standardizer.transform(X)[:, 0] == 0).all()
    assert standardizer.scale[0] == 1
    assert standardizer.transform([[constant + 2, 3]])[0] == pytest.approx([2, 0], abs=1e-6)


def test_float32_stays_and_whole_numbers_become_floats():
    X = np.array([[1, 2], [3, 4], [5, 9]])
    assert standardize(X.astype(np.float32))[0].dtype == np.float32
    assert standardize(X)[0].dtype == np.float64


def test_standardizing_leaves_its_input_alone(rng):
    X = rng.normal(size=(5, 2))
    before = X.copy()
    standardize(X)
    assert np.array_equal(X, before)


@pytest.mark.parametrize(
    ("X", "message"),
    [
        ([1.0, 2.0], r"X has shape \(2,\), expected \(n_examples, n_features\)"),
        (np.zeros((0, 2)), r"X has shape \(0, 2\), expected at least one row"),
        ([[1.0, 2.0], [3.0, np.nan]], "X is nan in row 1, column 1"),
        ([["a"]], "X has dtype <U1, expected real numbers"),
    ],
)
def test_fitting_says_what_it_cannot_use(X, message):
    with pytest.raises(ValueError, match=message):
        Standardizer.fit(X)


def test_transforming_wants_the_columns_of_the_training_rows():
    standardizer = Standardizer.fit([[1.0, 2.0], [3.0, 5.0]])
    with pytest.raises(ValueError, match=r"X has shape \(1, 3\), expected \(n_examples, 2\)"):
        standardizer.transform([[1, 2, 3]])
