"""Part 3, continued: columns on one scale, without a look at what is held back."""

from __future__ import annotations

import numpy as np

from autograder.exercise import compare
from autograder.homework.hw1b.declaration import training
from autograder.homework.hw1b.examples import close


@training.function(title="Standardizing")
def standardize(X_train, X_validation, X_test):
    """Subtract each column's mean and divide by its standard deviation, those of X_train.

    The standard deviation is the one that divides by the number of rows, as np.std does.
    A column that is the same number in all rows of X_train is divided by 1.

    Parameters
    ----------
    X_train : ndarray of float, shape (n_train, n_features)
        Rows to learn from; the only ones that mean and standard deviation are taken of.
    X_validation : ndarray of float, shape (n_validation, n_features)
        Rows to choose with.
    X_test : ndarray of float, shape (n_test, n_features)
        Rows for the very end.

    Returns
    -------
    X_train : ndarray of float, shape (n_train, n_features)
        On the new scale.
    X_validation : ndarray of float, shape (n_validation, n_features)
        On the same scale.
    X_test : ndarray of float, shape (n_test, n_features)
        On the same scale.
    """
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    deviation = np.where(deviation > 0, deviation, 1.0)
    scaled_train = (X_train - mean) / deviation
    scaled_validation = (X_validation - mean) / deviation
    return scaled_train, scaled_validation, (X_test - mean) / deviation


TRAIN = np.array([[1.0, 10.0], [3.0, 30.0], [3.0, 50.0], [5.0, 30.0]])
VALIDATION = np.array([[3.0, 70.0], [7.0, 30.0]])
TEST = np.array([[1.0, 30.0], [9.0, -10.0], [3.0, 50.0]])


def one_of_three(student, position, *sets):
    """Compare one of the three sets, whatever the others are."""
    want = [None, None, None]
    want[position] = standardize(*sets)[position]
    compare(student, *sets, want=tuple(want), rtol=1e-4, atol=1e-5)


def fresh_sets(rng, n_features):
    """Draw three sets that differ in place and width, as different hospitals' patients do."""
    scale = rng.uniform(0.5, 5.0, n_features)
    place = rng.uniform(2.0, 9.0, n_features)
    sizes = rng.integers(5, 9, 3) + np.array([4, 0, 0])
    shifts = (0.0, 0.7, -1.2)
    return [
        place + scale * (shift + rng.normal(size=(size, n_features)))
        for size, shift in zip(sizes, shifts, strict=True)
    ]


@standardize.check(points=0.25, title="the training rows get mean 0 and deviation 1 by column")
def standardizes_the_training_rows(standardize):
    one_of_three(standardize, 0, TRAIN, VALIDATION, TEST)


@standardize.check(points=0.25, title="validation and test rows use the training rows' figures")
def standardizes_the_others_alike(student):
    mine = student(TRAIN, VALIDATION, TEST)
    n = len(TRAIN)
    # Whoever divided by n − 1 in the deviation has lost the first check's points, and no more.
    by_n_less_one = close(np.std(mine[0], axis=0), np.sqrt((n - 1) / n))
    factor = np.sqrt((n - 1) / n) if by_n_less_one else 1.0
    for position in (1, 2):
        want = [None, None, None]
        want[position] = factor * standardize(TRAIN, VALIDATION, TEST)[position]
        compare(student, TRAIN, VALIDATION, TEST, want=tuple(want), rtol=1e-4, atol=1e-5)


@standardize.check(
    points=0.25, hidden=True, title="holds for other sets, and whatever the test rows are"
)
def standardizes_other_sets(standardize, rng):
    for n_features in (1, 3):
        train, validation, test = fresh_sets(rng, n_features)
        for position in (0, 1, 2):
            one_of_three(standardize, position, train, validation, test)
        one_of_three(standardize, 0, train, validation, 100 * test)


@standardize.check(points=0.25, hidden=True, title="a column that is constant stays finite")
def leaves_a_constant_column(standardize, rng):
    sets = fresh_sets(rng, 3)
    sets[0][:, 1] = 4.0
    for position in (0, 1, 2):
        one_of_three(standardize, position, *sets)


def scaled(sets, mean, deviation):
    """Subtract and divide, in each set; a deviation of 0 counts as 1."""
    deviation = np.where(deviation > 0, deviation, 1.0)
    return tuple((rows - mean) / deviation for rows in sets)


@standardize.mistake(
    "Leak: mean and deviation are taken of all rows together, so the test rows have a say in "
    "training. Take them of X_train alone, and use them for all three."
)
def leaks_the_test_rows(X_train, X_validation, X_test):
    sets = (X_train, X_validation, X_test)
    every = np.concatenate(sets)
    return scaled(sets, every.mean(axis=0), every.std(axis=0))


@standardize.mistake(
    "Leak: mean and deviation are taken of training and validation rows together. Validation rows "
    "choose; they may not shape what they judge. Take X_train alone."
)
def leaks_the_validation_rows(X_train, X_validation, X_test):
    every = np.concatenate([X_train, X_validation])
    sets = (X_train, X_validation, X_test)
    return scaled(sets, every.mean(axis=0), every.std(axis=0))


@standardize.mistake(
    "Each set is standardized by figures of its own, so one patient gets different numbers in "
    "different sets. Use the mean and the deviation of X_train for all three."
)
def gives_each_set_its_own_figures(X_train, X_validation, X_test):
    sets = (X_train, X_validation, X_test)
    return tuple(scaled([rows], rows.mean(axis=0), rows.std(axis=0))[0] for rows in sets)


@standardize.mistake("This divides by the variance; divide by its root, the standard deviation.")
def divides_by_the_variance(X_train, X_validation, X_test):
    sets = (X_train, X_validation, X_test)
    return scaled(sets, X_train.mean(axis=0), X_train.var(axis=0))


@standardize.mistake("The mean is not subtracted; the columns are only divided.")
def forgets_the_mean(X_train, X_validation, X_test):
    return scaled((X_train, X_validation, X_test), 0.0, X_train.std(axis=0))


@standardize.mistake("The columns are centred but not divided by their standard deviation.")
def forgets_the_deviation(X_train, X_validation, X_test):
    return scaled((X_train, X_validation, X_test), X_train.mean(axis=0), 1.0)


@standardize.mistake(
    "One mean and one deviation serve all columns. Each column has its own: axis=0."
)
def takes_one_mean_for_all_columns(X_train, X_validation, X_test):
    return scaled((X_train, X_validation, X_test), X_train.mean(), X_train.std())


@standardize.mistake(
    "Means and deviations are taken along the rows. A row is a patient, a column a measurement: "
    "axis=0."
)
def standardizes_the_rows(X_train, X_validation, X_test):
    sets = (X_train, X_validation, X_test)
    return tuple(
        scaled([rows], rows.mean(axis=1, keepdims=True), rows.std(axis=1, keepdims=True))[0]
        for rows in sets
    )


@standardize.mistake(
    "The columns are squeezed between 0 and 1 by their smallest and largest value. Asked for are "
    "mean 0 and standard deviation 1."
)
def squeezes_between_zero_and_one(X_train, X_validation, X_test):
    low = X_train.min(axis=0)
    return scaled((X_train, X_validation, X_test), low, X_train.max(axis=0) - low)


@standardize.mistake(
    "The deviation is that of a sample, with n − 1 (ddof=1). Here it is the plain root of the mean "
    "square: divide by n, as np.std does by itself."
)
def divides_by_n_minus_one(X_train, X_validation, X_test):
    sets = (X_train, X_validation, X_test)
    return scaled(sets, X_train.mean(axis=0), X_train.std(axis=0, ddof=1))


@standardize.mistake(
    "A column that is constant has deviation 0, and 0/0 is nan. Divide by 1 there: "
    "np.where(deviation > 0, deviation, 1)."
)
def divides_by_zero(X_train, X_validation, X_test):
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    return tuple((rows - mean) / deviation for rows in (X_train, X_validation, X_test))
