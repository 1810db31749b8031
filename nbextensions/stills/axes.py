"""Two axes in a still picture: a box with ticks, places in it, and a grid of quiet colours."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from nbextensions.stills.svg import LINE, QUIET, Picture


class Plot:
    """A box with two axes.

    Parameters
    ----------
    picture : Picture
        What is drawn on.
    window : sequence of float
        Values at the left, right, lower and upper edge.
    box : tuple of float
        Left, top, width and height, in pixels.
    """

    def __init__(
        self, picture: Picture, window: Sequence[float], box: tuple[float, float, float, float]
    ) -> None:
        self.picture = picture
        self.left, self.right, self.lower, self.upper = window
        self.box = box

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Give the pixels of a place."""
        left, top, width, height = self.box
        across = (x - self.left) / (self.right - self.left)
        up = (y - self.lower) / (self.upper - self.lower)
        return left + across * width, top + (1 - up) * height

    def inside(self, x: float, y: float) -> bool:
        """Whether a place is in the box."""
        return self.left <= x <= self.right and self.lower <= y <= self.upper

    def axes(self, x_name: str, y_name: str) -> None:
        """Draw the box, its ticks, and what the axes show."""
        left, top, width, height = self.box
        bottom = top + height
        self.picture.rect(left, top, width, height, stroke=LINE)
        for value in ticks(self.left, self.right):
            x, _ = self.at(value, self.lower)
            self.picture.line(x, bottom, x, bottom + 4, stroke=LINE, width=1)
            self.picture.text(x, bottom + 17, short(value), size=12, anchor="middle", fill=QUIET)
        for value in ticks(self.lower, self.upper):
            _, y = self.at(self.left, value)
            self.picture.line(left - 4, y, left, y, stroke=LINE, width=1)
            self.picture.text(left - 8, y + 4, short(value), size=12, anchor="end", fill=QUIET)
        self.picture.text(left + width / 2, bottom + 35, x_name, size=14, anchor="middle")
        self.picture.text(left - 46, top + height / 2 + 4, y_name, size=14, anchor="middle")

    def colours(self, shades: Sequence[Sequence[tuple[str, float]]]) -> None:
        """Fill the box: rows from the lower edge up, each cell a colour and its opacity."""
        left, top, width, height = self.box
        high, wide = height / len(shades), width / len(shades[0])
        for j, row in enumerate(shades):
            start = 0
            for i in range(1, len(row) + 1):
                if i == len(row) or row[i] != row[start]:  # neighbours alike are one rectangle
                    fill, opacity = row[start]
                    y = top + height - (j + 1) * high
                    if opacity > 0:
                        self.picture.rect(
                            left + start * wide, y, (i - start) * wide, high,
                            fill=fill, opacity=opacity,
                        )  # fmt: skip
                    start = i

    def piece(
        self, ends: Sequence[float], n: int, *, stroke: str, width: float, dash: str | None = None
    ) -> None:
        """Draw a piece of a level line, given in units of an n by n grid."""
        left, top, wide, high = self.box
        x1, y1, x2, y2 = ends
        step = n - 1
        self.picture.line(
            left + x1 / step * wide, top + (1 - y1 / step) * high,
            left + x2 / step * wide, top + (1 - y2 / step) * high,
            stroke=stroke, width=width, dash=dash,
        )  # fmt: skip


def ticks(low: float, high: float, most: int = 7) -> list[float]:
    """Find round numbers within a range, as the widgets do."""
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    sizes = [factor * power for factor in (1, 2, 5, 10, 20, 50)]
    step = next(s for s in sizes if math.floor(high / s) - math.ceil(low / s) + 1 <= most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [float(f"{k * step:.12g}") for k in range(first, last + 1)]


def short(value: float) -> str:
    """Write a number for a label, with a true minus sign."""
    return f"{value:.4g}".replace("-", "\u2212")


def cells(window: Sequence[float], n: int) -> tuple[np.ndarray, np.ndarray]:
    """Give the middles of n by n cells: x and y, both of shape (n, n), the lowest row first."""
    left, right, lower, upper = window
    middles = (np.arange(n) + 0.5) / n
    x, y = np.meshgrid(left + middles * (right - left), lower + middles * (upper - lower))
    return x, y
