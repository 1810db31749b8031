r"""The same quantity in each deck's own letters, written once.

Five decks teach one subject with different letters: a weighted sum is ``h`` in one and ``z`` in
the next, the output is ``p``, ``o``, ``a`` or ``\hat{y}``, the learning rate ``\eta`` or
``\gamma``. Graphs say what a node *is* (`quantity` and `indices`); this module says how each deck
writes it. Where a deck has no letter for something, this course's letter stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from course._arrays import choose

if TYPE_CHECKING:
    from course.graph.graph import Graph


class Deck(NamedTuple):
    """One of the source decks.

    Attributes
    ----------
    key : str
        How this project calls it.
    title, author, year : str
        As on its first slide; author and year are ``""`` where the deck does not name them.
    """

    key: str
    title: str
    author: str
    year: str


class Notation(NamedTuple):
    """The letters and conventions of one deck.

    Attributes
    ----------
    key, title : str
        Key in :data:`NOTATIONS`, and what a switch shows.
    letters : dict of str to str
        Quantity to LaTeX, with ``#1`` and ``#2`` for indices.
    conventions : dict of str to object
        ``squared_error``: the factor before the square (1 or 0.5).
        ``reduction``: ``"sum"`` or ``"mean"`` over examples, None where it is not said.
        ``examples``: ``"rows"`` or ``"columns"``, None where no matrix is shown.
        ``tie``: the class at a tie (0 or 1), None where it is not said.
        ``counts_as_layers``: what a layer count counts.
    """

    key: str
    title: str
    letters: dict[str, str]
    conventions: dict[str, Any]


DECKS: dict[str, Deck] = {
    deck.key: deck
    for deck in (
        Deck("beam", "BMI 707 Lecture 2: Backprop, Perceptrons, and MLPs", "Andrew Beam", "2018"),
        Deck("companion", "Neural Nets (a deck after BMI 707)", "", ""),
        Deck("erdem", "Lecture 11: Multi-layer Perceptron", "Aykut Erdem", "2017"),
        Deck("sennblad", "ANN Building Blocks part 2", "Bengt Sennblad", ""),
        Deck("louppe", "INFO8010 Lecture 2: Neural networks", "Gilles Louppe", ""),
    )
}

# What each quantity is, in words, in the order in which a switch lists them.
QUANTITIES: dict[str, str] = {
    "input": "input, feature",
    "target": "target, label",
    "weight": "weight of an input",
    "bias": "bias",
    "weighted_sum": "weighted sum of one neuron, before its activation",
    "probability": "output of the network, a probability",
    "prediction": "predicted class, 0 or 1",
    "loss": "loss of one example",
    "total_loss": "loss over all examples",
    "hidden_weight": "weight from an input to a hidden unit",
    "hidden_bias": "bias of a hidden unit",
    "hidden_sum": "weighted sum of a hidden unit",
    "hidden": "activation of a hidden unit",
    "output_weight": "weight from a hidden unit to the output",
    "output_bias": "bias of the output",
    "output_sum": "weighted sum of the output",
    "layer_input": "input of a chain of neurons",
    "layer_sum": "weighted sum in a chain of neurons, by layer",
    "layer_activation": "activation in a chain of neurons, by layer",
    "layer_weight": "weight in a chain of neurons, by layer",
    "layer_bias": "bias in a chain of neurons, by layer",
    "learning_rate": "learning rate",
    "penalty_strength": "strength of the penalty on the weights",
}

_COURSE = {
    "input": "X_{#1}",
    "target": "y",
    "weight": "w_{#1}",
    "bias": "b",
    "weighted_sum": "h",
    "probability": "p",
    "prediction": r"\hat{y}",
    "loss": r"\ell",
    "total_loss": "L",
    "hidden_weight": "w_{#1#2}",
    "hidden_bias": "b_{#1}",
    "hidden_sum": "z_{#1}",
    "hidden": "h_{#1}",
    "output_weight": "w_{o#1}",
    "output_bias": "b_o",
    "output_sum": "o",
    "layer_input": "x",
    "layer_sum": "z_{#1}",
    "layer_activation": "a_{#1}",
    "layer_weight": "w_{#1}",
    "layer_bias": "b_{#1}",
    "learning_rate": r"\eta",
    "penalty_strength": r"\lambda",
}
_BEAM = {"loss": "l"}
_ERDEM = {
    "input": "x_{#1}",
    "target": "t",
    "weight": r"\theta_{#1}",
    "bias": r"\theta_0",
    "weighted_sum": "z",
    "probability": "o",
    "prediction": r"[o \geq \tfrac{1}{2}]",
    "loss": "E",
    "total_loss": "E",
    "hidden_weight": "v_{#2#1}",
    "hidden_bias": "v_{#10}",
    "output_weight": "w_{1#1}",
    "output_bias": "w_{10}",
    "output_sum": "z",
    "hidden_sum": "z_{#1}",
}
_SENNBLAD = {
    "input": "x_{#1}",
    "weighted_sum": "z",
    "probability": "a",
    "prediction": r"[a > \tfrac{1}{2}]",
    "loss": "L(w, b|x)",
    "total_loss": "L(w, b)",
    "hidden": "a_{#1}",
    "output_sum": "z_o",
}
_LOUPPE = {
    "input": "x_{#1}",
    "weighted_sum": "z",
    "probability": r"\hat{y}",
    "prediction": r"[\hat{y} \geq \tfrac{1}{2}]",
    "total_loss": r"\mathcal{L}",
    "output_sum": "z_o",
    "layer_sum": "u_{#1}",  # in his chain sums and activations share the counter u1, u2, ...
    "layer_activation": r"\sigma(u_{#1})",
    "learning_rate": r"\gamma",
}


def _notation(key: str, letters: dict[str, str], **conventions: Any) -> Notation:
    title = f"{DECKS[key].author or DECKS[key].title}" if key in DECKS else "this course"
    return Notation(key, title, {**_COURSE, **letters}, conventions)


NOTATIONS: dict[str, Notation] = {
    notation.key: notation
    for notation in (
        _notation(
            "course",
            {},
            squared_error=1.0,
            reduction="mean",
            examples="rows",
            tie=0,
            counts_as_layers="layers of weights",
        ),
        _notation(
            "beam",
            _BEAM,
            squared_error=1.0,
            reduction=None,
            examples=None,
            tie=0,
            counts_as_layers="hidden layers",
        ),
        _notation(
            "companion",
            _BEAM,
            squared_error=1.0,
            reduction=None,
            examples="columns",
            tie=0,
            counts_as_layers="hidden layers",
        ),
        _notation(
            "erdem",
            _ERDEM,
            squared_error=0.5,
            reduction="sum",
            examples="columns",
            tie=1,
            counts_as_layers="layers of weights",
        ),
        _notation(
            "sennblad",
            _SENNBLAD,
            squared_error=0.5,
            reduction="mean",
            examples=None,
            tie=None,
            counts_as_layers=None,
        ),
        _notation(
            "louppe",
            _LOUPPE,
            squared_error=None,
            reduction="mean",
            examples="columns",
            tie=1,
            counts_as_layers="hidden layers",
        ),
    )
}

# One letter, several things: what a reader who changes decks (or only slides) must look out for.
MEANINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "h": (
        ("beam", "weighted sum of the perceptron; activation of a hidden unit in the MLP"),
        ("companion", "weighted sum of the perceptron; activation of a hidden unit in the MLP"),
        ("erdem", "activation of a hidden unit"),
        ("louppe", "activations of a layer"),
    ),
    "p": (
        ("beam", "probability of class 1; probability of dropping a unit"),
        ("companion", "probability of class 1; probability of dropping a unit; number of weights"),
        ("louppe", "number of inputs; probability density"),
    ),
    "y": (
        ("beam", "target"),
        ("companion", "target"),
        ("erdem", "output of a neuron; the target is t"),
        ("sennblad", "target"),
        ("louppe", "target"),
    ),
    r"\hat{y}": (
        ("beam", "predicted class, p rounded"),
        ("companion", "predicted class, p rounded"),
        ("sennblad", "output of the network, not rounded"),
        ("louppe", "output of the network, not rounded"),
    ),
    "z": (
        ("companion", "weighted sums of a layer"),
        ("erdem", "weighted sum"),
        ("sennblad", "weighted sum"),
    ),
}

_ROW = re.compile(r"\^\{\(\d+\)\}$")  # superscript that says which example: h^{(2)}


def letter(quantity: str, *indices: int, deck: str = "course") -> str:
    """Write a quantity in a deck's letters.

    Parameters
    ----------
    quantity : str
        A key of :data:`QUANTITIES`.
    *indices : int
        Its subscripts: the input, then the unit.
    deck : str
        A key of :data:`NOTATIONS`.

    Returns
    -------
    str
        LaTeX.

    Raises
    ------
    ValueError
        If there is no such quantity or deck.

    Examples
    --------
    >>> letter("hidden_weight", 2, 3), letter("hidden_weight", 2, 3, deck="erdem")
    ('w_{23}', 'v_{32}')
    """
    template = choose(choose(NOTATIONS, deck, "notation").letters, quantity, "quantity")
    wide = any(index > 9 for index in indices)
    texts = {f"#{place}": f"{index}" for place, index in enumerate(indices, 1)}
    if wide:
        template = template.replace("#1#2", "#1,#2").replace("#2#1", "#2,#1")
    written = re.sub(r"#[12]", lambda match: texts.get(match[0], ""), template)
    return re.sub(r"_\{(\w?)\}", lambda match: f"_{match[1]}" if match[1] else "", written)


def relabel(graph: Graph, deck: str) -> Graph:
    """Write a graph in a deck's letters.

    Parameters
    ----------
    graph : Graph
        Any graph; nodes that do not say what they are keep their symbols.
    deck : str
        A key of :data:`NOTATIONS`.

    Returns
    -------
    Graph
        A copy: names, values and operations as before, symbols in the deck's letters.
    """
    twin = graph.copy()
    for node in twin.nodes:
        if node.quantity:
            row = _ROW.search(node.symbol)
            node.symbol = letter(node.quantity, *node.indices, deck=deck) + (row[0] if row else "")
    return twin


def to_data() -> dict[str, Any]:
    """Give all of it as plain data, for a notation switch.

    Returns
    -------
    dict
        ``{"quantities": {...}, "notations": [...], "meanings": {...}}``: dicts, lists, strings,
        numbers and None.
    """
    return {
        "quantities": dict(QUANTITIES),
        "notations": [notation._asdict() for notation in NOTATIONS.values()],
        "meanings": {key: [list(pair) for pair in pairs] for key, pairs in MEANINGS.items()},
    }
