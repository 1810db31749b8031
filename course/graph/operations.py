r"""What a node of a graph can do: about twenty operations, each with its derivatives.

An :class:`Operation` is the whole truth about one kind of node: how its value follows from its
parents' values, the local derivative with respect to each parent (the *factor* on that edge in
the chain rule), and how all of these are written. A browser needs to repeat only the two
functions; what is written travels with the graph as text.

Notation in templates: ``#1`` is the first parent (a negative number gets parentheses there),
``@1`` the first parent where no parentheses are needed, ``#0`` and ``@0`` the node itself.

Arithmetic follows IEEE 754, as in a browser: division by zero and overflow give infinities or NaN,
never an exception.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from course._arrays import choose
from course.graph import ieee

Values = tuple[float, ...]
Texts = tuple[str, ...]


class Operation(NamedTuple):
    """One kind of node.

    Attributes
    ----------
    name : str
        Its key in :data:`OPERATIONS`.
    least, most : int
        How many parents it takes.
    value : callable
        ``value(parents) -> float``, from the parents' values.
    derivatives : callable
        ``derivatives(parents, value) -> tuple of float``: one local derivative for each parent.
    template : callable
        ``template(n_parents) -> str``: the expression, in LaTeX with placeholders.
    factors : callable
        ``factors(n_parents) -> tuple of str``: the expression of each local derivative.
    """

    name: str
    least: int
    most: int
    value: Callable[[Values], float]
    derivatives: Callable[[Values, float], Values]
    template: Callable[[int], str]
    factors: Callable[[int], Texts]


MANY = 1_000_000
OPERATIONS: dict[str, Operation] = {}


def _declare(
    name: str,
    parents: tuple[int, int],
    value: Callable[[Values], float],
    derivatives: Callable[[Values, float], Values],
    template: str | Callable[[int], str],
    factors: Texts | Callable[[int], Texts],
) -> None:
    """Add one operation to the table; fixed texts stand for every number of parents."""
    OPERATIONS[name] = Operation(
        name,
        *parents,
        value,
        derivatives,
        template if callable(template) else lambda _n: template,
        factors if callable(factors) else lambda _n: factors,
    )


def _joined(one: str, sign: str = " + ") -> Callable[[int], str]:
    """Template of a sum: `one` with ``?`` for each parent's number."""
    return lambda n: sign.join(one.replace("?", str(i)) for i in range(1, n + 1))


def _each(one: str) -> Callable[[int], Texts]:
    return lambda n: tuple(one.replace("?", str(i)) for i in range(1, n + 1))


# Arithmetic -------------------------------------------------------------------------------------
_declare(
    "add",
    (1, MANY),
    lambda a: ieee.total(a),
    lambda a, _: (1.0,) * len(a),
    _joined("#?"),
    _each("1"),
)
_declare(
    "subtract", (2, 2), lambda a: a[0] - a[1], lambda a, _: (1.0, -1.0), "@1 - #2", ("1", "-1")
)
_declare(
    "multiply",
    (2, 2),
    lambda a: a[0] * a[1],
    lambda a, _: (a[1], a[0]),
    r"#1 \cdot #2",
    ("@2", "@1"),
)
_declare(
    "divide",
    (2, 2),
    lambda a: ieee.divide(a[0], a[1]),
    lambda a, _: (ieee.divide(1.0, a[1]), ieee.divide(-a[0], a[1] * a[1])),
    r"\frac{@1}{@2}",
    (r"\frac{1}{@2}", r"-\frac{@1}{{#2}^2}"),
)
_declare("negate", (1, 1), lambda a: -a[0], lambda a, _: (-1.0,), "-#1", ("-1",))
_declare("exp", (1, 1), lambda a: ieee.exp(a[0]), lambda a, v: (v,), "e^{@1}", ("@0",))
_declare(
    "log",
    (1, 1),
    lambda a: ieee.log(a[0]),
    lambda a, _: (ieee.divide(1.0, a[0]),),
    r"\ln(@1)",
    (r"\frac{1}{@1}",),
)


def _mean_factors(n: int) -> Texts:
    return (rf"\frac{{1}}{{{n}}}",) * n


_declare(
    "mean",
    (1, MANY),
    lambda a: ieee.total(a) / len(a),
    lambda a, _: (1 / len(a),) * len(a),
    lambda n: rf"\frac{{1}}{{{n}}}({_joined('#?')(n)})",
    _mean_factors,
)


# The neuron -------------------------------------------------------------------------------------
def _weighted_sum(a: Values) -> float:
    """w1 x1 + w2 x2 + ... (+ b): pairs, and a bias where one parent is left over."""
    total = ieee.total(w * x for w, x in zip(a[::2], a[1::2], strict=False))
    return total + a[-1] if len(a) % 2 else total


def _weighted_sum_derivatives(a: Values, _: float) -> Values:
    pairs = len(a) - len(a) % 2
    swapped = tuple(a[i + 1] if i % 2 == 0 else a[i - 1] for i in range(pairs))
    return swapped + (1.0,) * (len(a) % 2)


def _weighted_sum_template(n: int) -> str:
    terms = [rf"#{i} \cdot #{i + 1}" for i in range(1, n, 2)]
    return " + ".join(terms + [f"#{n}"] * (n % 2))


def _weighted_sum_factors(n: int) -> Texts:
    pairs = n - n % 2
    swapped = tuple(f"@{i + 1}" if i % 2 else f"@{i - 1}" for i in range(1, pairs + 1))
    return swapped + ("1",) * (n % 2)


_declare(
    "weighted_sum",
    (1, MANY),
    _weighted_sum,
    _weighted_sum_derivatives,
    _weighted_sum_template,
    _weighted_sum_factors,
)
_declare(
    "sigmoid",
    (1, 1),
    lambda a: ieee.sigmoid(a[0]),
    lambda a, v: (v * (1 - v),),
    r"\frac{1}{1 + e^{-#1}}",
    ("#0 (1 - #0)",),
)
_declare(
    "tanh",
    (1, 1),
    lambda a: math.tanh(a[0]),
    lambda a, v: (1 - v * v,),
    r"\tanh(@1)",
    ("1 - {#0}^2",),
)
_declare(
    "relu",
    (1, 1),
    lambda a: a[0] if a[0] > 0 or math.isnan(a[0]) else 0.0,
    lambda a, _: (1.0 if a[0] > 0 else 0.0,),
    r"\max(0, @1)",
    ("[@1 > 0]",),
)
_declare("identity", (1, 1), lambda a: a[0], lambda a, _: (1.0,), "@1", ("1",))
_declare(
    "predict",  # 1 above one half, a tie is 0; the derivative is 0 almost everywhere
    (1, 1),
    lambda a: 1.0 if a[0] > 0.5 else 0.0,
    lambda a, _: (0.0,),
    r"[@1 > 0.5]",
    ("0",),
)
_declare(
    "predict_at_tie",  # the other custom: a tie is 1
    (1, 1),
    lambda a: 1.0 if a[0] >= 0.5 else 0.0,
    lambda a, _: (0.0,),
    r"[@1 \geq 0.5]",
    ("0",),
)


# Losses: parents are the target y and the prediction (or the score) -----------------------------
def _cross_entropy(a: Values) -> float:
    """-y ln p - (1 - y) ln(1 - p); a term of weight 0 is 0 even where ln is infinite."""
    y, p = a
    loss = 0.0
    if y != 0:
        loss -= y * ieee.log(p)
    if y != 1:
        loss -= (1 - y) * ieee.log(1 - p)
    return loss


def _cross_entropy_derivatives(a: Values, _: float) -> Values:
    y, p = a
    from_y = ieee.log(1 - p) - ieee.log(p)
    from_p = 0.0
    if y != 0:
        from_p -= ieee.divide(y, p)
    if y != 1:
        from_p += ieee.divide(1 - y, 1 - p)
    return from_y, from_p


_declare(
    "squared_error",
    (2, 2),
    lambda a: (a[0] - a[1]) * (a[0] - a[1]),
    lambda a, _: (2 * (a[0] - a[1]), 2 * (a[1] - a[0])),
    "(@1 - #2)^2",
    ("2(@1 - #2)", "2(@2 - #1)"),
)
_declare(
    "half_squared_error",
    (2, 2),
    lambda a: (a[0] - a[1]) * (a[0] - a[1]) / 2,
    lambda a, _: (a[0] - a[1], a[1] - a[0]),
    r"\frac{1}{2}(@1 - #2)^2",
    ("@1 - #2", "@2 - #1"),
)
_declare(
    "binary_cross_entropy",
    (2, 2),
    _cross_entropy,
    _cross_entropy_derivatives,
    r"-#1 \ln(@2) - (1 - #1) \ln(1 - #2)",
    (r"\ln(1 - #2) - \ln(@2)", r"-\frac{@1}{@2} + \frac{1 - #1}{1 - #2}"),
)
_declare(
    "binary_cross_entropy_from_scores",
    (2, 2),
    lambda a: max(a[1], 0.0) - a[0] * a[1] + math.log1p(ieee.exp(-abs(a[1]))),
    lambda a, _: (-a[1], ieee.sigmoid(a[1]) - a[0]),
    r"\ln(1 + e^{@2}) - #1 \cdot #2",
    ("-#2", r"\frac{1}{1 + e^{-#2}} - #1"),
)

# Penalties on weights --------------------------------------------------------------------------
_declare(
    "sum_of_absolutes",
    (1, MANY),
    lambda a: ieee.total(abs(w) for w in a),
    lambda a, _: tuple(ieee.sign(w) for w in a),
    _joined("|@?|"),
    _each(r"\operatorname{sign}(@?)"),
)
_declare(
    "sum_of_squares",
    (1, MANY),
    lambda a: ieee.total(w * w for w in a),
    lambda a, _: tuple(2 * w for w in a),
    _joined("{#?}^2"),
    _each(r"2 \cdot #?"),
)
_declare(
    "norm",  # the norm itself has no derivative at the origin: 0 stands for it there
    (1, MANY),
    lambda a: math.hypot(*a),
    lambda a, v: tuple(w / v if v else 0.0 for w in a),
    lambda n: rf"\sqrt{{{_joined('{#?}^2')(n)}}}",
    _each(r"\frac{@?}{@0}"),
)


def operation(name: str) -> Operation:
    """Look an operation up by its name.

    Parameters
    ----------
    name : str
        A key of :data:`OPERATIONS`.

    Returns
    -------
    Operation
        The operation.

    Raises
    ------
    ValueError
        If there is no such operation; the message lists those that exist.
    """
    return choose(OPERATIONS, name, "operation")
