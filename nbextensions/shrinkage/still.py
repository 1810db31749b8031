"""Contours, the diamond or the circle, the path; and the weights beside them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from course.graph import rounded
from nbextensions.shrinkage.path import minimiser
from nbextensions.stills.plain import plain
from nbextensions.stills.svg import INK, LINE, ONE, QUIET, ZERO, Picture

if TYPE_CHECKING:
    from nbextensions.shrinkage.widget import Shrinkage

SIDE = 330


def still(widget: Shrinkage) -> str:
    """Draw it.

    Parameters
    ----------
    widget : Shrinkage
        The widget, as it stands.

    Returns
    -------
    str
        An SVG document.
    """
    title = widget.title or "Shrinkage"
    picture = Picture(720, SIDE + 60, title, widget.describe())
    picture.text(14, 24, f"{title}: {widget.penalty.upper()}, strength {_number(widget.strength)}")
    _plane(picture, widget)
    letters = widget._data["notations"][widget.notation]["weights"]
    picture.text(400, 60, "loss alone", fill=QUIET, size=12)
    picture.text(500, 60, "with penalty", fill=QUIET, size=12)
    for j, (before, after) in enumerate(zip(widget.a, widget.w, strict=True)):
        y = 86 + 24 * j
        picture.text(372, y, plain(letters[j]))
        picture.text(466, y, _number(before), anchor="end")
        picture.text(576, y, _number(after), anchor="end")
        picture.text(596, y, "exactly 0" if after == 0 != before else "", fill=QUIET)
    return picture.document()


def _plane(picture: Picture, widget: Shrinkage) -> None:
    """Draw the first two weights; the others stay where they are."""
    a, w, H = widget.a, widget.w, widget.H
    reach = 1.25 * max(0.5, abs(a[0]), abs(a[1]))

    def at(x: float, y: float) -> tuple[float, float]:
        return 14 + SIDE * (x / reach + 1) / 2, 40 + SIDE * (1 - y / reach) / 2

    picture.rect(14, 40, SIDE, SIDE, stroke=LINE)
    picture.line(*at(-reach, 0), *at(reach, 0), stroke=QUIET, width=1)
    picture.line(*at(0, -reach), *at(0, reach), stroke=QUIET, width=1)
    way = [
        minimiser(H, a, widget.penalty, float(s)) for s in np.linspace(0, 1, 60) ** 3 * 12 * reach
    ]
    picture.polyline([at(v[0], v[1]) for v in way], dash="2 4")
    picture.polygon([at(x, y) for x, y in _budget(widget.penalty, w[:2])], stroke=ONE)
    picture.circle(*at(a[0], a[1]), 6, fill="white", stroke=ZERO, width=2.2)
    picture.circle(*at(w[0], w[1]), 5, fill=INK, stroke="white")


def _budget(penalty: str, w: np.ndarray) -> list[tuple[float, float]]:
    """Where the penalty is as dear as at `w`."""
    if penalty == "l1":
        r = float(np.abs(w).sum())
        return [(r, 0), (0, r), (-r, 0), (0, -r)]
    r = math.hypot(*w)
    return [(r * math.cos(k * math.pi / 36), r * math.sin(k * math.pi / 36)) for k in range(72)]


def _number(value: float) -> str:
    return rounded(value, 4, trim=True).text.replace("-", "\u2212")
