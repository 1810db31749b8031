"""What a penalty does to weights: contours, diamond or circle, and the path over its strength."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import traitlets

from course import notation
from course._arrays import as_float
from nbextensions.frame.base import FiniteFloat, Widget
from nbextensions.frame.own_functions import OwnFunctionError
from nbextensions.frame.own_results import kind_of, numbers
from nbextensions.shrinkage import still as picture
from nbextensions.shrinkage.path import minimiser, strongest

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

MOST_WEIGHTS = 8


class Shrinkage(Widget):
    r"""A quadratic loss with an L1 or an L2 penalty, and where its minimum moves.

    .. math:: \tfrac12 \lVert y - X w \rVert^2 + \lambda R(w), \qquad
              R(w) = \sum_j |w_j| \;\text{ or }\; \sum_j w_j^2

    With ``X = np.eye(n)`` every weight is shrunk by itself: :math:`\tfrac12 (w_j - a_j)^2`.

    Parameters
    ----------
    X : array_like, shape (n_examples, n_features)
        Inputs of a linear model without bias; 2 to 8 features, independent columns.
    y : array_like, shape (n_examples,)
        Targets.
    penalty : str
        ``"l1"`` or ``"l2"``.
    strength : float
        :math:`\lambda` at the start.
    shrink : callable, optional
        The student's ``f(a, strength) -> w`` for the penalty of the start, such as
        :func:`course.penalties.l1_shrinkage`; only where the columns of `X` are orthonormal.
    **settings
        `title`, `scale`, `notation`, `group`.

    Attributes
    ----------
    a1, a2, ... : float
        Where the loss alone would put each weight; can be dragged.
    penalty, strength
        As above.

    Raises
    ------
    ValueError
        If shapes do not fit, the columns are dependent, or `shrink` is given for other columns.

    Notes
    -----
    Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009),
    sections 3.4.1 to 3.4.3 and figure 3.11.
    """

    kind: ClassVar[str] = "shrinkage"
    name: ClassVar[str] = "Shrinkage"

    penalty = traitlets.Enum(("l1", "l2"), "l2").tag(sync=True)
    strength = FiniteFloat(0.3, min=0.0).tag(sync=True)

    def __init__(
        self,
        X: ArrayLike,
        y: ArrayLike,
        *,
        penalty: str = "l2",
        strength: float = 0.3,
        shrink: Callable[..., Any] | None = None,
        **settings: Any,
    ) -> None:
        H, a = _quadratic(as_float(X, "X"), as_float(y, "y"))
        if shrink is not None and not np.allclose(H, np.eye(len(a)), atol=1e-9):
            raise ValueError("shrink works weight by weight: the columns of X must be orthonormal")
        data = {
            "H": H.tolist(),
            "own_penalty": penalty,
            "notations": _letters(len(a)),
            "strongest": 2 * strongest(H, a),
        }
        parameters = {f"a{j}": float(value) for j, value in enumerate(a, 1)}
        super().__init__(
            data, parameters, {"shrink": shrink}, penalty=penalty, strength=strength, **settings
        )
        if shrink is not None:
            self.own = self.answered({"a": list(parameters.values()), "strength": strength})

    own: dict[str, Any] | None = None  # what the student's function gave first

    @property
    def H(self) -> np.ndarray:
        """Second derivatives of the loss, ``X.T @ X``, shape (n_features, n_features)."""
        return np.array(self._data["H"])

    @property
    def a(self) -> np.ndarray:
        """Where the loss alone would put the weights, shape (n_features,)."""
        return np.array(list(self.parameters.values()))

    @property
    def w(self) -> np.ndarray:
        """Where loss and penalty together put them, shape (n_features,)."""
        return minimiser(self.H, self.a, self.penalty, self.strength)

    def answer(self, question: Any) -> tuple[dict[str, Any], list[bytes]]:
        """Shrink with the student's function.

        Parameters
        ----------
        question : mapping
            ``a``: the weights without a penalty, (n_features,); ``strength``: float.

        Returns
        -------
        result : dict
            ``w``: list of float, (n_features,).
        buffers : list of bytes
            None.

        Raises
        ------
        OwnFunctionError
            If it raises, or returns something else than as many finite numbers.
        """
        a = np.array(question["a"], dtype=np.float64)
        name = self._functions.name("shrink")
        found = self._functions.call("shrink", a.copy(), float(question["strength"]))
        w = numbers(found, name, "w")
        if w.shape != a.shape or not np.isfinite(w).all():
            raise OwnFunctionError(
                f"{name} returned {kind_of(w)} ({w}), expected {a.shape}, finite"
            )
        return {"w": w.tolist()}, []

    def still(self) -> str:
        """Draw contours, the penalty's shape and the path, and the weights beside them."""
        return picture.still(self)

    def describe(self) -> str:
        """Say where the minimum is, and what happened to each weight."""
        moved = "; ".join(
            f"w{j} from {before:.4g} to {after:.4g}{' (exactly 0)' if after == 0 else ''}"
            for j, (before, after) in enumerate(zip(self.a, self.w, strict=True), 1)
        )
        return f"{self.penalty.upper()} penalty of strength {self.strength:.4g}: {moved}."


def _quadratic(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Second derivatives and minimum of half the squared error."""
    if X.ndim != 2 or not 2 <= X.shape[1] <= MOST_WEIGHTS:
        raise ValueError(
            f"X has shape {X.shape}, expected (n_examples, n_features), "
            f"2 to {MOST_WEIGHTS} features"
        )
    if y.shape != X.shape[:1]:
        raise ValueError(f"y has shape {y.shape}, expected {X.shape[:1]}")
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError("the columns of X are dependent: the loss has no single minimum")
    a, *_ = np.linalg.lstsq(X, y, rcond=None)
    return X.T @ X, a


def _letters(n: int) -> dict[str, Any]:
    return {
        key: {
            "title": entry.title,
            "weights": [notation.letter("weight", j, deck=key) for j in range(1, n + 1)],
            "strength": notation.letter("penalty_strength", deck=key),
        }
        for key, entry in notation.NOTATIONS.items()
    }
