"""A made-up clinical data set: patients leaving hospital, and who is back within 30 days.

No patient stands behind any row. The columns are drawn from distributions that look like a
medical ward's, hang together a little (the frail have been in hospital before, failing kidneys
thin the blood), and tell the outcome in part: a linear model reaches an area under the ROC curve
of about 0.8, a net that sees bends and products a little more. One column is pure noise.
Nothing medical may be concluded from it.
"""

from __future__ import annotations

import numpy as np

from course._arrays import generator, whole
from course.datasets.features import Feature

CLINICAL_FEATURES = (
    Feature("age", "years", "age at admission"),
    Feature("prior_admissions", "admissions", "stays in hospital in the 12 months before"),
    Feature("length_of_stay", "days", "from admission to discharge"),
    Feature("heart_rate", "beats/min", "last value before discharge"),
    Feature("systolic_pressure", "mmHg", "last systolic blood pressure before discharge"),
    Feature("haemoglobin", "g/dL", "last value before discharge"),
    Feature("creatinine", "mg/dL", "last value before discharge"),
    Feature("body_height", "cm", "height; has nothing to do with the outcome"),
)

CLINICAL_POSITIVE_SHARE = 0.135


def clinical(n_examples: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw synthetic patients, of whom 13.5 % are readmitted within 30 days.

    Parameters
    ----------
    n_examples : int
        At least 4, so that there is a positive one.
    rng : Generator

    Returns
    -------
    X : ndarray of float64, shape (n_examples, 8)
        Columns, units and meanings: `CLINICAL_FEATURES`. Values are rounded as a ward reports
        them. The scales differ widely: standardize before a gradient step.
    y : ndarray of int64, shape (n_examples,)
        1: readmitted; exactly ``round(0.135 * n_examples)`` of them.

    Raises
    ------
    ValueError
        If there are fewer than 4 examples.

    Notes
    -----
    Synthetic. The outcome of the logistic model ``risk(X) + noise > threshold``, with standard
    logistic noise, where the threshold is set so that the share of positives is exact.
    """
    X = _patients(whole(n_examples, "n_examples", 4), generator(rng))
    belief = _risk(X) + rng.logistic(size=n_examples)
    y = np.zeros(n_examples, dtype=np.int64)
    y[np.argsort(belief)[n_examples - round(CLINICAL_POSITIVE_SHARE * n_examples) :]] = 1
    return X, y


def _patients(n_examples: int, rng: np.random.Generator) -> np.ndarray:
    """Draw the columns; a hidden frailty ties some of them together."""
    normal = rng.standard_normal((8, n_examples))
    frailty = normal[0]
    age = np.clip(66 + 14 * (0.5 * frailty + 0.87 * normal[1]), 18, 99)
    prior_admissions = np.minimum(rng.poisson(np.exp(-0.5 + 0.6 * frailty)), 15)
    length_of_stay = np.clip(np.exp(1.5 + 0.3 * frailty + 0.6 * normal[2]), 1, 90)
    heart_rate = np.clip(78 + 3 * frailty + 12 * normal[3], 40, 160)
    systolic_pressure = np.clip(130 + 0.2 * (age - 66) + 18 * normal[4], 75, 230)
    creatinine = np.clip(np.exp(0.05 + 0.006 * (age - 66) + 0.35 * normal[5]), 0.4, 12)
    haemoglobin = np.clip(12.6 - 0.4 * frailty - 0.8 * np.log(creatinine) + 1.6 * normal[6], 5, 19)
    body_height = np.clip(169 + 9.5 * normal[7], 135, 210)
    whole = (age, prior_admissions, length_of_stay, heart_rate, systolic_pressure)
    return np.column_stack(
        [*np.rint(whole), np.round(haemoglobin, 1), np.round(creatinine, 2), np.rint(body_height)]
    )


def _risk(X: np.ndarray) -> np.ndarray:
    """Log odds of the outcome, up to a constant; bent in the pressure and the creatinine."""
    age, prior_admissions, length_of_stay, heart_rate, systolic, haemoglobin, creatinine, _ = X.T
    return (
        0.030 * (age - 66)
        + 0.75 * np.sqrt(prior_admissions)
        + 0.70 * np.log(length_of_stay)
        + 0.035 * (heart_rate - 78)
        - 0.36 * (haemoglobin - 12.6)
        + 1.10 * np.log(creatinine)
        + 0.40 * ((systolic - 130) / 18) ** 2
        + 0.50 * (age - 66) / 14 * (np.log(creatinine) - 0.05)
    )
