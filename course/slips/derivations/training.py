"""Slips in losses, steps and penalties, worked through line by line."""

from __future__ import annotations

import itertools
import math

import numpy as np

from course.slips.derivations.derivation import Derivation, slope


def _penalty_slopes(w: np.ndarray, b: float, l2: float) -> list[float]:
    """Slopes of the penalised part by both weights and by the bias."""

    def penalty(parameters: list[float]) -> float:
        return l2 * (parameters[0] ** 2 + parameters[1] ** 2)

    start = [*w.tolist(), b]

    def along(place: int, value: float) -> float:
        return penalty([*start[:place], value, *start[place + 1 :]])

    return [slope(lambda v, i=i: along(i, v), start[i]) for i in range(3)]  # type: ignore[misc]


def _mean_over_masks(A: np.ndarray, rate: float, scaled: bool) -> np.ndarray:
    """Average what the next layer sees over every mask, each as likely as it is."""
    total = np.zeros(len(A))
    for kept in itertools.product((0.0, 1.0), repeat=len(A)):
        chance = math.prod(1 - rate if unit else rate for unit in kept)
        total += chance * A * np.array(kept) / (1 - rate if scaled else 1)
    return total


DERIVATIONS = (
    Derivation(
        "E7",
        r"The L2 penalty of $w = (3, 4)$.",
        (
            r"the length of $w$ is $\lVert w \rVert_2 = \sum_j w_j^2 = 9 + 16 = 25$",
            r"the penalty of ridge and of weight decay is $\lambda \sum_j w_j^2$",
            r"its gradient is $2 \lambda w_j$",
        ),
        0,
        r"the length of $w$ is $\lVert w \rVert_2 = \sqrt{\sum_j w_j^2} = 5$; "
        r"the sum of squares is its square",
        (
            "The root is missing: the sum of squares is the squared length.",
            "The absolute values should be added.",
            "The bias belongs into the length.",
        ),
        (r"$\lVert w \rVert_2$",),
        lambda w: math.dist((0, 0), w.tolist()),
        "the distance from (0, 0) to (3, 4)",
    ),
    Derivation(
        "E16",
        r"One step from $w = (1, -1)$, $b = -0.5$ with $\eta = 0.1$.",
        (
            r"the gradient is the vector of all partial derivatives, "
            r"$(-0.118, -0.134, -0.134)$",
            r"new parameters: the old ones minus the gradient",
            r"the loss falls if the step is short enough",
        ),
        1,
        r"new parameters: the old ones minus $\eta$ times the gradient",
        (
            "The learning rate is lost: the length of the step is left to chance.",
            "The gradient must be added.",
            "Only the largest derivative should be used.",
        ),
        (r"new $w_1$", r"new $w_2$", r"new $b$"),
    ),
    Derivation(
        "E19",
        r"A hidden layer with activations $(0.4, 0.8, 0.6, 0.2)$; dropout strikes out half of "
        r"the units.",
        (
            "draw a mask: each unit is kept with probability 0.5",
            r"the next layer sees $A \cdot \text{mask}$",
            "in use nothing is struck out, and the next layer sees $A$",
        ),
        1,
        r"the next layer sees $A \cdot \text{mask} / (1 - 0.5)$",
        (
            "The survivors are not scaled up: in training the next layer sees, on average, half of "
            "what it sees in use.",
            "The mask must be the same for every example.",
            "Units must be struck out in use as well.",
        ),
        tuple(rf"mean of what is seen of $h_{j}$" for j in (1, 2, 3, 4)),
        lambda A, mask, rate: A,
        "what the next layer sees in use, when nothing is struck out",
        (
            lambda A, mask, rate: _mean_over_masks(A, rate, scaled=False),
            lambda A, mask, rate: _mean_over_masks(A, rate, scaled=True),
        ),
    ),
    Derivation(
        "E20",
        r"The gradient of the penalty $\lambda R$ of one neuron, $w = (1, -1)$, $b = -0.5$, "
        r"$\lambda = 0.1$.",
        (
            r"the penalty asks for small weights: $R = \sum_j w_j^2$",
            r"by the weights: $2 \lambda w = (0.2, -0.2)$",
            r"by the bias likewise: $2 \lambda b = -0.1$",
        ),
        2,
        r"by the bias: $0$, which is not part of $R$",
        (
            "The bias is not penalised: it only moves the line, and pulling it to 0 pulls every "
            "p towards one half.",
            "The 2 of the square is lost.",
            "The sign of the second weight is wrong.",
        ),
        (r"by $w_1$", r"by $w_2$", r"by $b$"),
        _penalty_slopes,
        "each parameter moved by 0.00001 to both sides, and the penalty looked at",
    ),
    Derivation(
        "E21",
        r"The mean squared error of the OR table at $w = (1, -1)$, $b = -0.5$.",
        (
            r"$p = (0.378, 0.182, 0.622, 0.378)$ and $y = (0, 1, 1, 1)$",
            r"$\text{MSE} = \frac{1}{n} \sum_r \frac{1}{2} (y_r - p_r)^2$",
            r"$n = 4$",
        ),
        1,
        r"$\text{MSE} = \frac{1}{n} \sum_r (y_r - p_r)^2$",
        (
            "A mean of squares has no half in it; with the half every gradient is half as long.",
            "The sum should run over the weights.",
            "The squares should be absolute values.",
        ),
        ("mean squared error",),
        lambda y, p: sum((a - b) ** 2 for a, b in zip(y, p, strict=True)) / 4,
        "the four squares added by hand and divided by 4",
    ),
    Derivation(
        "E22",
        r"The cross-entropy of one sigmoid output $o = 0.999$ where the target is $t = 0$.",
        (
            r"$E = -\sum_k t_k \ln o_k$",
            r"there is one output, so $E = -t \ln o$",
            r"$E = 0$: a perfect answer",
        ),
        1,
        r"one sigmoid stands for two classes: $E = -t \ln o - (1 - t) \ln(1 - o)$",
        (
            "The short form needs one output for each class (softmax); a single sigmoid needs the "
            "term of the other class, too.",
            "The logarithm should be to base 10.",
            "The target must not be 0.",
        ),
        (r"$E$",),
        lambda t, o: -math.log1p(-float(o[0])),
        "−ln of the probability that was given to what happened",
    ),
)
