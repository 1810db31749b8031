"""A pen for small pictures: shapes and words in, one SVG document out.

The pictures stand on a white ground of their own, so that they can be read on any page.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

INK, QUIET, LINE, RAISED = "#1c1d21", "#565a63", "#c6cad2", "#f3f4f7"
ZERO, ONE = "#0068a8", "#b94700"  # the two classes
POSITIVE, NEGATIVE = "#00755c", "#a3307a"  # signs of weights
LIT, WRONG = "#ffe9a3", "#b3261e"
_FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"


class Picture:
    """An SVG document that is being drawn; places are pixels from the top left.

    Parameters
    ----------
    width, height : float
        Its size.
    title, description : str
        What it is, for those who do not see it.
    """

    def __init__(self, width: float, height: float, title: str, description: str = "") -> None:
        self.width, self.height = width, height
        self._head = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        self._parts: list[str] = []

    def _add(self, tag: str, content: str = "", **attributes: object) -> None:
        written = "".join(
            f" {name.rstrip('_').replace('_', '-')}={quoteattr(_text(value))}"
            for name, value in attributes.items()
            if value is not None
        )
        self._parts.append(
            f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 13,
        anchor: str = "start",
        fill: str = INK,
        weight: str | None = None,
        strike: bool = False,
    ) -> None:
        """Write words with their baseline at `y`; `anchor` is start, middle or end."""
        self._add(
            "text",
            escape(words),
            x=x,
            y=y,
            font_size=size,
            text_anchor=anchor,
            fill=fill,
            font_weight=weight,
            text_decoration="line-through" if strike else None,
        )

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        stroke: str = INK,
        width: float = 1.5,
        dash: str | None = None,
    ) -> None:
        """Draw a straight line."""
        self._add(
            "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width,
            stroke_dasharray=dash,
        )  # fmt: skip

    def circle(
        self,
        x: float,
        y: float,
        r: float,
        *,
        fill: str = "none",
        stroke: str = INK,
        width: float = 1.5,
    ) -> None:
        """Draw a circle."""
        self._add("circle", cx=x, cy=y, r=r, fill=fill, stroke=stroke, stroke_width=width)

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        stroke: str = "none",
        opacity: float | None = None,
    ) -> None:
        """Draw a rectangle."""
        self._add(
            "rect", x=x, y=y, width=width, height=height, fill=fill, stroke=stroke, opacity=opacity
        )

    def polygon(
        self, points: Sequence[tuple[float, float]], *, fill: str = "none", stroke: str = INK
    ) -> None:
        """Draw a closed shape."""
        self._add("polygon", points=_points(points), fill=fill, stroke=stroke, stroke_width=1.5)

    def polyline(
        self,
        points: Sequence[tuple[float, float]],
        *,
        stroke: str = INK,
        width: float = 1.8,
        dash: str | None = None,
    ) -> None:
        """Draw a line through points."""
        self._add(
            "polyline", points=_points(points), fill="none", stroke=stroke, stroke_width=width,
            stroke_dasharray=dash, stroke_linejoin="round",
        )  # fmt: skip

    def example(self, x: float, y: float, label: float, *, wrong: bool = False) -> None:
        """Mark an example: circle for class 0, triangle for 1, crossed out where `wrong`."""
        if label > 0.5:
            corners = [(x, y - 8), (x + 7.5, y + 5.5), (x - 7.5, y + 5.5)]
            self.polygon(corners, fill=ONE, stroke="white")
        else:
            self.circle(x, y, 6.5, fill=ZERO, stroke="white")
        if wrong:
            self.circle(x, y, 12, stroke=WRONG, width=2)
            self.line(x - 9, y - 9, x + 9, y + 9, stroke=WRONG, width=2)
            self.line(x - 9, y + 9, x + 9, y - 9, stroke=WRONG, width=2)

    def document(self) -> str:
        """Give the document.

        Returns
        -------
        str
            SVG.
        """
        size = f'width="{_text(self.width)}" height="{_text(self.height)}"'
        box = f'viewBox="0 0 {_text(self.width)} {_text(self.height)}"'
        ground = '<rect width="100%" height="100%" fill="white"/>'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} {box} '
            f'font-family="{_FONT}">{self._head}{ground}{"".join(self._parts)}</svg>'
        )


def _text(value: object) -> str:
    return f"{value:.5g}" if isinstance(value, float) else str(value)


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.5g},{y:.5g}" for x, y in points)
