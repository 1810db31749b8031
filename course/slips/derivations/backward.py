"""Slips in derivatives, worked through line by line; finite differences decide."""

from __future__ import annotations

import math

import numpy as np

from course.graph import Graph, canon, two_neuron_chain
from course.slips.derivations.derivation import Derivation, slope


def _slopes(graph: Graph, names: tuple[str, ...], of: str = "loss") -> list[float]:
    """Move each parameter a little to both sides and look at one node."""

    def moved(name: str, value: float) -> float:
        return graph.copy().set({name: value}).value(of)

    return [slope(lambda v, name=name: moved(name, v), graph.value(name)) for name in names]  # type: ignore[misc]


_OUTPUT = ("wo_1", "wo_2", "wo_3")
_FIRST = ("w1_1", "w1_2", "w1_3")
_MOVED = "each weight moved by 0.00001 to both sides, and the loss looked at"


def _loss_by_sum(y: np.ndarray, p: np.ndarray) -> list[float]:
    """Squared error of each row, differentiated by its weighted sum."""
    sums = np.log(p / (1 - p))
    return [
        slope(lambda h, t=t: (t - 1 / (1 + math.exp(-h))) ** 2, float(h))  # type: ignore[misc]
        for t, h in zip(y.tolist(), sums, strict=True)
    ]


def _step_of_the_chain(
    x: float, y: float, parameters: dict[str, float], rate: float
) -> dict[str, float]:
    """One step with slopes that were all measured at the old weights."""
    w, b = (parameters["w1"], parameters["w2"]), (parameters["b1"], parameters["b2"])
    measured = _slopes(two_neuron_chain(x, y, w, b), tuple(parameters))
    return {
        name: value - rate * by
        for (name, value), by in zip(parameters.items(), measured, strict=True)
    }


DERIVATIONS = (
    Derivation(
        "E4",
        r"The gradient of an output weight of the 2-3-1 net, with $\ell = (y - p)^2$, on "
        r"$X = (1, 1)$, $y = 0$.",
        (
            r"$\frac{\partial \ell}{\partial w_{oj}} = \frac{\partial \ell}{\partial p} \cdot "
            r"\frac{\partial p}{\partial o} \cdot \frac{\partial o}{\partial w_{oj}}$",
            r"$\frac{\partial p}{\partial o} = p (1 - p)$ and "
            r"$\frac{\partial o}{\partial w_{oj}} = h_j$",
            r"$\frac{\partial \ell}{\partial p} = p - y$",
            r"$\frac{\partial \ell}{\partial w_{oj}} = (p - y)\, p (1 - p)\, h_j$",
        ),
        2,
        r"$\frac{\partial \ell}{\partial p} = 2 (p - y)$",
        (
            "The 2 that comes down from the square is lost.",
            "The sign is wrong: it should be y − p.",
            "The derivative of the sigmoid is missing.",
        ),
        tuple(rf"$\partial \ell / \partial w_{{o{j}}}$" for j in (1, 2, 3)),
        lambda y, p, h: _slopes(canon(), _OUTPUT),
        _MOVED,
    ),
    Derivation(
        "E5",
        r"The gradient of a weight of the first layer of the 2-3-1 net, with $\ell = (y - p)^2$, "
        r"on $X = (1, 1)$, $y = 0$.",
        (
            r"$\delta = \frac{\partial \ell}{\partial o} = 2 (p - y)\, p (1 - p)$",
            r"$\frac{\partial h_j}{\partial z_j} = h_j (1 - h_j)$ and "
            r"$\frac{\partial z_j}{\partial w_{1j}} = X_1$",
            r"$\frac{\partial \ell}{\partial w_{1j}} = (p - y)\, p (1 - p)\, h_j (1 - h_j)\, X_1$",
        ),
        2,
        r"$\frac{\partial \ell}{\partial w_{1j}} = "
        r"2 (p - y)\, p (1 - p)\, w_{oj}\, h_j (1 - h_j)\, X_1$",
        (
            r"The factor $\frac{\partial o}{\partial h_j} = w_{oj}$ is lost (and the 2): the "
            "gradient forgets how unit j reaches the output.",
            "The factor $X_1$ should be $h_1$.",
            "The derivative of the sigmoid was taken twice.",
        ),
        tuple(rf"$\partial \ell / \partial w_{{1{j}}}$" for j in (1, 2, 3)),
        lambda y, p, w_out, h, x: _slopes(canon(), _FIRST),
        _MOVED,
    ),
    Derivation(
        "E6",
        r"How the output sum $o$ of the 2-3-1 net moves with $w_{1j}$, on $X = (1, 1)$.",
        (
            r"$o = w_{o1} h_1 + w_{o2} h_2 + w_{o3} h_3 + b_o$",
            r"$\frac{\partial o}{\partial w_{1j}} = \frac{\partial o}{\partial h} \cdot "
            r"\frac{\partial h}{\partial w_{1j}}$, all units together",
            r"only unit $j$ sees $w_{1j}$",
        ),
        1,
        r"$\frac{\partial o}{\partial w_{1j}} = \frac{\partial o}{\partial h_j} \cdot "
        r"\frac{\partial h_j}{\partial w_{1j}}$",
        (
            "The subscript j is lost: the path leads through unit j alone.",
            "The order of the factors is wrong.",
            "The bias of the output is missing.",
        ),
        tuple(rf"$\partial o / \partial w_{{1{j}}}$" for j in (1, 2, 3)),
        lambda w_out, h, x: _slopes(canon(), _FIRST, of="o"),
        "each weight moved by 0.00001 to both sides, and the output sum looked at",
    ),
    Derivation(
        "E14",
        r"One step of learning with $\ell = (w x - y)^2$, $w = 0.5$, $x = 2$, $y = 3$.",
        (
            r"forward: $w x = 1$, so $\ell = 4$",
            r"backward: the derivative of the weight with respect to the loss, "
            r"$\frac{\partial w}{\partial \ell}$",
            r"update: $w$ minus $\eta$ times that derivative",
        ),
        1,
        r"backward: the derivative of the loss with respect to the weight, "
        r"$\frac{\partial \ell}{\partial w} = 2 (w x - y)\, x$",
        (
            "Upside down: we ask how the loss answers to the weight, not the weight to the loss.",
            "The derivative should be taken by the input.",
            "The loss must be zero before one differentiates.",
        ),
        (r"$\partial \ell / \partial w$",),
        lambda w, x, y: slope(lambda v: (v * x - y) ** 2, w),
        _MOVED,
    ),
    Derivation(
        "E15",
        r"$\frac{\partial \ell}{\partial h}$ for the OR table, where the loss of a row is "
        r"$(y - p)^2$.",
        (
            r"$\frac{\partial \ell}{\partial h} = \frac{\partial \ell}{\partial p} \cdot "
            r"\frac{\partial p}{\partial h}$",
            r"$\frac{\partial p}{\partial h} = p (1 - p)$",
            r"$\frac{\partial \ell}{\partial h} = p - y$",
        ),
        2,
        r"$\frac{\partial \ell}{\partial h} = 2 (p - y)\, p (1 - p)$",
        (
            r"$p - y$ belongs to the cross-entropy; this table is worked with the squared error.",
            "The sign is wrong: the derivative is y − p.",
            "The factor $X_1$ is missing.",
        ),
        tuple(rf"$\partial \ell / \partial h$, row {r}" for r in (1, 2, 3, 4)),
        _loss_by_sum,
        "each row's h moved by 0.00001 to both sides, and its loss looked at",
    ),
    Derivation(
        "E32",
        r"A net of one input and two sigmoid units in a row: $u_1 = w_1 x$, $u_2 = \sigma(u_1)$, "
        r"$p = \sigma(w_2 u_2)$.",
        (
            r"$\frac{\partial p}{\partial w_1} = \frac{\partial p}{\partial u_2} \cdot "
            r"\frac{\partial u_2}{\partial u_1} \cdot \frac{\partial u_1}{\partial w_1}$",
            r"$\frac{\partial p}{\partial u_2} = p (1 - p)\, w_2$ and "
            r"$\frac{\partial u_2}{\partial u_1} = u_2 (1 - u_2)$",
            r"$\frac{\partial u_1}{\partial w_1} = u_1$",
        ),
        2,
        r"$\frac{\partial u_1}{\partial w_1} = x$",
        (
            "The first layer multiplies the input, not its own result.",
            r"The factor $w_2$ should be $w_1$.",
            "The derivative of the output's sigmoid is missing.",
        ),
        (r"$\partial p / \partial w_1$",),
        lambda x, w1, w2: slope(lambda v: 1 / (1 + math.exp(-w2 / (1 + math.exp(-v * x)))), w1),
        "w1 moved by 0.00001 to both sides, and p looked at",
    ),
    Derivation(
        "E40",
        r"One step with $\eta = 1$ for the chain of two neurons, $x = 0.05$, $y = 0.01$.",
        (
            "Run the forward pass and keep every value.",
            r"For each weight, from the last layer to the first: compute its derivative, then "
            r"update it at once.",
            "Run the next forward pass with the new weights.",
        ),
        1,
        "Compute all derivatives at the old weights; then update all weights together.",
        (
            r"After $w_2$ has moved, the derivative by $w_1$ is no longer the old loss's slope.",
            "The first layer must be updated before the last one.",
            "Biases must never be updated.",
        ),
        (r"new $w_1$", r"new $b_1$", r"new $w_2$", r"new $b_2$"),
        _step_of_the_chain,
        "all four slopes measured at the old weights, then one step",
    ),
)
