"""Slips in derivatives: lost factors, lost subscripts, the wrong variable."""

from __future__ import annotations

import numpy as np

from course.activations import sigmoid
from course.graph import two_neuron_chain
from course.slips.slip import Slip


def _output_gradient_halved(y: float, p: float, h: np.ndarray) -> np.ndarray:
    return (p - y) * p * (1 - p) * h


def _output_gradient(y: float, p: float, h: np.ndarray) -> np.ndarray:
    return 2 * (p - y) * p * (1 - p) * h


def _hidden_gradient_short(
    y: float, p: float, w_out: np.ndarray, h: np.ndarray, x: float
) -> np.ndarray:
    return (p - y) * p * (1 - p) * h * (1 - h) * x


def _hidden_gradient(y: float, p: float, w_out: np.ndarray, h: np.ndarray, x: float) -> np.ndarray:
    return 2 * (p - y) * p * (1 - p) * w_out * h * (1 - h) * x


def _through_all_units(w_out: np.ndarray, h: np.ndarray, x: float) -> np.ndarray:
    return np.sum(w_out) * h * (1 - h) * x


def _through_unit_j(w_out: np.ndarray, h: np.ndarray, x: float) -> np.ndarray:
    return w_out * h * (1 - h) * x


def _weight_by_loss(w: float, x: float, y: float) -> float:
    return 1 / (2 * (w * x - y) * x)


def _loss_by_weight(w: float, x: float, y: float) -> float:
    return 2 * (w * x - y) * x


def _by_own_sum(x: float, w1: float, w2: float) -> float:
    u1 = w1 * x
    u2 = sigmoid(u1)
    p = sigmoid(w2 * u2)
    return float(p * (1 - p) * w2 * u2 * (1 - u2) * u1)


def _by_input(x: float, w1: float, w2: float) -> float:
    u2 = sigmoid(w1 * x)
    p = sigmoid(w2 * u2)
    return float(p * (1 - p) * w2 * u2 * (1 - u2) * x)


def chain_gradient(
    x: float, y: float, w1: float, b1: float, w2: float, b2: float
) -> dict[str, float]:
    """Differentiate half the squared error of two sigmoid neurons in a row.

    Parameters
    ----------
    x, y : float
        Input and target.
    w1, b1, w2, b2 : float
        Parameters.

    Returns
    -------
    dict of str to float
        Derivative by each parameter.
    """
    return two_neuron_chain(x, y, (w1, w2), (b1, b2)).gradient("loss")


def _one_after_another(
    x: float, y: float, parameters: dict[str, float], rate: float, again: bool = False
) -> dict[str, float]:
    """Update w2 first, and differentiate by w1 and b1 with the new w2.

    With `again`, the forward pass is repeated in between; without, its values are the old ones.
    """
    before = chain_gradient(x, y, **parameters)
    w2 = parameters["w2"] - rate * before["w2"]
    if again:
        after = chain_gradient(x, y, **{**parameters, "w2": w2})
    else:
        after = {name: before[name] * w2 / parameters["w2"] for name in ("w1", "b1")}
    gradient = {**before, "w1": after["w1"], "b1": after["b1"]}
    return {name: value - rate * gradient[name] for name, value in parameters.items()}


def _all_at_once(
    x: float, y: float, parameters: dict[str, float], rate: float, again: bool = False
) -> dict[str, float]:
    gradient = chain_gradient(x, y, **parameters)
    return {name: value - rate * gradient[name] for name, value in parameters.items()}


_H = np.array([0.377541, 0.377541, 0.622459])
_W_OUT = np.array([1.0, 1.0, -1.0])
CHAIN = {"w1": 0.1, "b1": -0.1, "w2": 0.3, "b2": 0.3}

SLIPS = (
    Slip(
        "E4",
        "backward",
        ("companion",),
        "Multilayer Perceptrons, output layer weight derivatives (line 640)",
        r"$\frac{\partial l}{\partial w_{oj}} = (p - y)\, p (1 - p)\, h_j$ with $l = (y - p)^2$",
        r"$2 (p - y)\, p (1 - p)\, h_j$",
        "The 2 of the square is lost; the same deck has it for the perceptron. Finite differences "
        "give exactly twice the printed number. (With half the squared error it would be right.)",
        _output_gradient_halved,
        _output_gradient,
        (0.0, 0.409175, _H),
    ),
    Slip(
        "E5",
        "backward",
        ("companion",),
        "Multilayer Perceptrons, hidden layer weight derivatives (line 645)",
        r"$\frac{\partial l}{\partial w_{1j}} = (p - y)\, p (1 - p)\, h_j (1 - h_j)\, X_1$",
        r"$2 (p - y)\, p (1 - p)\, w_{oj}\, h_j (1 - h_j)\, X_1$",
        "The factor by which unit j reaches the output is lost, and the 2. Where the output weight "
        "is negative the step goes the wrong way; yet the net often learns XOR: only a gradient "
        "check notices.",
        _hidden_gradient_short,
        _hidden_gradient,
        (0.0, 0.409175, _W_OUT, _H, 1.0),
    ),
    Slip(
        "E6",
        "backward",
        ("companion",),
        "Multilayer Perceptrons, hidden layer weight derivatives (line 644)",
        r"$\frac{\partial o}{\partial h} \cdot \frac{\partial h}{\partial w_{1j}}$",
        r"$\frac{\partial o}{\partial h_j} \cdot \frac{\partial h_j}{\partial w_{1j}}$",
        "There are three hidden units; without the subscript the factor could be that of any of "
        "them, or of all together.",
        _through_all_units,
        _through_unit_j,
        (_W_OUT, _H, 1.0),
    ),
    Slip(
        "E14",
        "backward",
        ("beam", "companion"),
        "The Optimizer, steps of stochastic gradient descent (Beam line 174, companion line 216)",
        "the partial derivative of each weight with respect to the loss",
        "the partial derivative of the loss with respect to each weight",
        r"$\partial w / \partial l$ is the reciprocal: small where the loss is steep.",
        _weight_by_loss,
        _loss_by_weight,
        (0.5, 2.0, 3.0),
    ),
    Slip(
        "E32",
        "backward",
        ("louppe",),
        "Backward pass of the two-layer net (line 208)",
        r"last factor $\frac{\partial W_1^T u_1}{\partial W_1}$",
        r"$\frac{\partial W_1^T x}{\partial W_1}$",
        "The first layer multiplies the input, not its own result. (The author mended it later.)",
        _by_own_sum,
        _by_input,
        (0.7, 0.4, -1.3),
    ),
    Slip(
        "E40",
        "backward",
        ("sennblad",),
        "Gradient descent strategy, the algorithm (line 189)",
        "for each weight: compute its derivative, update it",
        "compute all derivatives first, then update all weights",
        "Once w2 has changed, the derivative by w1 is taken at another point: with a learning rate "
        "of 1 it comes out as 0.000413 (0.000410 if the forward pass is repeated) for 0.000534.",
        _one_after_another,
        _all_at_once,
        (0.05, 0.01, CHAIN, 1.0),
    ),
    Slip(
        "E41",
        "backward",
        ("sennblad",),
        "Gradient Descent in higher dimensions (lines 164 and 180)",
        r"$\frac{\partial L(x, w)}{\partial v_1}$ and $\frac{\partial L(x, v)}{\partial v_2}$",
        r"$\frac{\partial L(v_1, v_2 | x)}{\partial v_1}$ and "
        r"$\frac{\partial L(v_1, v_2 | x)}{\partial v_2}$",
        "Both are derivatives of one function of the same two variables.",
    ),
)
