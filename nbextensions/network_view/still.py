"""The net on one row, and beside it the same computation with the shape of every array."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.graph import rounded
from nbextensions.network_view.layers import SQUASHED, matrix_letters
from nbextensions.stills.net_picture import NetPicture
from nbextensions.stills.plain import plain
from nbextensions.stills.svg import QUIET, WRONG, Picture

if TYPE_CHECKING:
    from nbextensions.network_view.widget import NetworkView

WIDTH, LEFT = 860, 480


def still(widget: NetworkView) -> str:
    """Draw it.

    Parameters
    ----------
    widget : NetworkView
        The widget, as it stands.

    Returns
    -------
    str
        An SVG document.
    """
    title = widget.title or widget.name
    drawn = NetPicture(widget.net, 440)
    height = max(drawn.height, 40 * len(widget.net.layers) + 130) + 50
    picture = Picture(WIDTH, height, title, describe(widget))
    picture.text(10, 22, title, size=15, weight="600")
    graph = widget.graph
    drawn.draw(picture, graph, {node.name: node.value for node in graph.nodes}, (8, 34))
    y = 62.0
    for line in (_verdict(widget), f"{widget.n_parameters} parameters"):
        picture.text(LEFT, y, line)
        y += 24
    y += 10
    for formula, shapes in _lines(widget):
        picture.text(LEFT, y, formula, size=14)
        picture.text(LEFT, y + 17, shapes, size=12, fill=QUIET)
        y += 42
    wrong = widget.problem or widget.first_difference()
    if wrong:
        picture.text(10, height - 10, wrong, fill=WRONG, size=12)
    return picture.document()


def _lines(widget: NetworkView) -> list[tuple[str, str]]:
    """Each layer as a formula, and the shapes of its arrays in the same order."""
    n = len(widget.X)
    letters = matrix_letters(widget.graph, widget.net, widget.notation)
    lines, below = [], ("X", len(widget.net.inputs))
    for layer, named in zip(widget.net.layers, letters["layers"], strict=True):
        units = len(layer.sums)
        Z, W, b, A = (plain(named[key]) for key in "ZWbA")
        flat = layer is widget.net.layers[-1] and not widget.net.has_matrix_output
        if letters["columns"]:
            turned = f"{W}\u22a4" if letters["turned"] else W
            product, sizes = f"{turned} {below[0]}", f"({units}, {below[1]}) ({below[1]}, {n})"
            bias, out = f"({units}, 1)", f"({units}, {n})"
        else:
            product, out = f"{below[0]} {W}", f"({n},)" if flat else f"({n}, {units})"
            shape = f"({below[1]},)" if flat else f"({below[1]}, {units})"
            sizes, bias = f"({n}, {below[1]}) {shape}", "()" if flat else f"({units},)"
        squashed = plain(SQUASHED[layer.activation]).replace("?", Z)
        added = f" + {b}" if b else ""
        formula = f"{Z} = {product}{added},  {A} = {squashed}"
        lines.append((formula, f"{out} = {sizes}{f' + {bias}' if b else ''},  {A}: {out}"))
        below = (A, units)
    return lines


def _verdict(widget: NetworkView) -> str:
    row = min(widget.row, len(widget.X) - 1)
    guess, target = widget.guess(row), widget.y[row]
    right = "right" if guess == (target > 0.5) else "wrong"
    place = ", ".join(_short(value) for value in widget.X[row])
    named = plain(widget.graph["y"].symbol) if "y" in widget.graph else "y"
    shown = f"row {row + 1} of {len(widget.X)}: ({place}), {named} = {_short(target)}"
    return f"{shown}: predicts {guess}, {right}"


def describe(widget: NetworkView) -> str:
    """Say what the net computes for the row that is looked at.

    Parameters
    ----------
    widget : NetworkView
        The widget, as it stands.

    Returns
    -------
    str
        A few sentences.
    """
    graph, net = widget.graph, widget.net

    def said(name: str) -> str:
        return f"{plain(graph[name].symbol)} = {_short(graph[name].value)}"

    sizes = ", ".join(map(str, net.sizes))
    head = f"{widget.title or widget.name}: a net with {sizes} units"
    hidden = [", ".join(map(said, layer.activations)) for layer in net.layers[:-1]]
    last = net.layers[-1]
    values = "; ".join([*hidden, f"{said(last.sums[0])}, {said(last.activations[0])}"])
    text = f"{head} and {widget.n_parameters} parameters. R{_verdict(widget)[1:]}. {values}."
    return " ".join(filter(None, [text, widget.problem or widget.first_difference()]))


def difference(
    widget: NetworkView, role: str, row: int, name: str, mine: float, ours: float
) -> str:
    """Say where a student's function first differs.

    Parameters
    ----------
    widget : NetworkView
        The widget.
    role : str
        The function's name.
    row : int
        From 0.
    name : str
        The node.
    mine, ours : float
        What it gives, and what the course gives.

    Returns
    -------
    str
        A sentence.
    """
    gives, is_ = (rounded(value, 4).text.replace("-", "\u2212") for value in (mine, ours))
    place = f"row {row + 1}, {plain(widget.graph[name].symbol)}"
    return f"First difference: {place}. {role} gives {gives}, the course {is_}."


def _short(value: float) -> str:
    return rounded(float(value), 2, trim=True).text.replace("-", "\u2212")
