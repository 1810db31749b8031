"""The question; with the prediction and the answer once they are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbextensions.stills.prose import lines_of, plain_prose, write
from nbextensions.stills.svg import LIT, QUIET, Picture

if TYPE_CHECKING:
    from nbextensions.predict.widget import Predict


def still(widget: Predict) -> str:
    """Draw it.

    Parameters
    ----------
    widget : Predict
        The widget, as it stands.

    Returns
    -------
    str
        An SVG document.
    """
    data = widget._data
    question, explanation = lines_of(data["question"]), lines_of(data["explanation"])
    n_lines = len(question) + len(data["choices"]) + 2
    n_lines += len(explanation) if widget.revealed else 0
    picture = Picture(720, 34 + 24 * n_lines, widget.title or "Predict", widget.describe())
    y = write(picture, 14, 28, question, size=15) + 4
    for place, choice in enumerate(data["choices"]):
        chosen = widget.answer == choice
        if widget.revealed and place == data["truth"]:
            picture.rect(8, y - 16, 704, 23, fill=LIT)
        picture.text(22, y, ("◉ " if chosen else "○ ") + plain_prose(choice), size=14)
        y += 24
    if not widget.revealed:
        picture.text(14, y + 4, "The answer is hidden: predict first.", fill=QUIET)
        return picture.document()
    said = f"Predicted: {plain_prose(widget.answer)}   " if widget.answer else ""
    picture.text(14, y + 4, f"{said}It is: {plain_prose(str(widget.truth))}", weight="600")
    write(picture, 14, y + 28, explanation)
    return picture.document()
