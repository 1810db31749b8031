"""A graph read as layers: which nodes are the entries of W, b, Z and A."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from course.notation import NOTATIONS

if TYPE_CHECKING:
    from course.graph import Graph, Node

MOST_LAYERS, MOST_UNITS = 4, 8
# What is written for each activation of "?".
SQUASHED = {
    "sigmoid": r"\sigma(?)",
    "tanh": r"\tanh(?)",
    "relu": r"\operatorname{ReLU}(?)",
    "identity": "?",
}


class Layer(NamedTuple):
    """Names of the nodes of one layer.

    Attributes
    ----------
    weights : list of list of str
        (n_in, n_out); entry (i, j) belongs to the edge from unit i to unit j.
    biases, sums, activations : list of str
        (n_out,); biases are ``""`` where there is none.
    activation : str
        The operation from sums to activations.
    """

    weights: list[list[str]]
    biases: list[str]
    sums: list[str]
    activations: list[str]
    activation: str


class NetLayers(NamedTuple):
    """Names of a net's inputs, and its layers from the inputs on."""

    inputs: list[str]
    layers: list[Layer]

    @property
    def sizes(self) -> list[int]:
        """Units of each layer, the inputs first."""
        return [len(self.inputs), *(len(layer.sums) for layer in self.layers)]

    @property
    def has_matrix_output(self) -> bool:
        """Whether the last W has the shape (n_in, 1), as in a deep net, and not (n_in,)."""
        return len(self.layers) > 2

    def arrays(self, parameters: Mapping[str, float]) -> list[tuple[np.ndarray, np.ndarray]]:
        """Give each layer's W (n_in, n_out) and b (n_out,), fresh, from values by name."""
        return [
            (
                np.array([[parameters[name] for name in row] for row in layer.weights]),
                np.array([parameters[name] if name else 0.0 for name in layer.biases]),
            )
            for layer in self.layers
        ]

    def to_data(self) -> dict[str, Any]:
        """Give all of it as plain data."""
        layers = [layer._asdict() for layer in self.layers]
        return {
            "inputs": self.inputs,
            "layers": layers,
            "matrix_output": self.has_matrix_output,
            "squashed": SQUASHED,
        }


def net_layers(graph: Graph) -> NetLayers:
    """Read the layers of a net off its graph.

    Parameters
    ----------
    graph : Graph
        One neuron, or a fully connected net that ends in one sigmoid ``p``.

    Returns
    -------
    NetLayers
        From the inputs to the output.

    Raises
    ------
    ValueError
        If it is something else, or larger than can be shown.
    """
    inputs = [node.name for node in graph.leaves("input") if node.name != "y"]
    if "p" not in graph:
        raise ValueError("the graph has no node 'p', expected a net that ends in a probability")
    layers: list[Layer] = []
    above = [graph["p"]]
    while [node.name for node in above] != inputs:
        if len(layers) == MOST_LAYERS:
            raise ValueError(f"the net has more than {MOST_LAYERS} layers of weights")
        layer, above = _layer(graph, above)
        layers.insert(0, layer)
    found = NetLayers(inputs, layers)
    if max(found.sizes) > MOST_UNITS:
        raise ValueError(f"the net has layers of {found.sizes}, expected at most {MOST_UNITS}")
    return found


def _layer(graph: Graph, units: list[Node]) -> tuple[Layer, list[Node]]:
    """Read one layer, and find the units below it."""
    sums = [graph.nodes[unit.parents[0]] for unit in units if _operation(unit) in SQUASHED]
    if len(sums) != len(units) or any(_operation(node) != "weighted_sum" for node in sums):
        raise ValueError(f"{units[0].name} is no activation of a weighted sum: this is no net")
    parents = [[graph.nodes[i] for i in node.parents] for node in sums]
    biases = [terms.pop().name if len(terms) % 2 else "" for terms in parents]
    below = parents[0][1::2]
    if any(terms[1::2] != below for terms in parents):
        raise ValueError("units of one layer have different inputs: the net is not fully connected")
    weights = [[terms[2 * i].name for terms in parents] for i in range(len(below))]
    learned = [name for row in [*weights, biases] for name in row if name]
    if any(graph[name].kind != "parameter" for name in learned):
        raise ValueError("a weight of the net is no parameter")
    names = [node.name for node in sums], [unit.name for unit in units]
    return Layer(weights, biases, *names, _operation(units[0])), below


def _operation(node: Node) -> str:
    return node.operation.name if node.operation else ""


def matrix_letters(graph: Graph, net: NetLayers, deck: str) -> dict[str, Any]:
    """Name the matrices of a net in a deck's letters.

    Parameters
    ----------
    graph : Graph
        The net, in that deck's letters.
    net : NetLayers
        Its layers.
    deck : str
        A key of :data:`course.notation.NOTATIONS`.

    Returns
    -------
    dict
        ``{"columns": whether an example is a column, "turned": whether W is then
        transposed, "layers": [{"W", "b", "Z", "A", "sum",
        "squash"}]}``: capitals for what has two indices, which is all but the output; then the
        same computation for one unit, as a sum.
    """
    layers, deep = [], net.has_matrix_output
    for number, layer in enumerate(net.layers):
        flat = layer is net.layers[-1] and not deep
        entries = {
            "W": [name for row in layer.weights for name in row],
            "b": [name for name in layer.biases if name],
            "Z": layer.sums,
            "A": layer.activations,
        }
        named = {
            key: _name([graph[name].symbol for name in names], key != "b" and not flat)
            for key, names in entries.items()
        }
        if deck == "course" and named["A"].startswith("H"):
            named["A"] = named["A"].replace("H", "A")
        layers.append({**named, **_sums(graph, net, number, deck)})
    columns = NOTATIONS[deck].conventions["examples"] == "columns"
    # who writes the unit's index first has an (n_out, n_in) matrix, which needs no turning
    unit_first = "#2#1" in NOTATIONS[deck].letters["hidden_weight"] and not deep
    return {"columns": columns, "turned": columns and not unit_first, "layers": layers}


def _name(symbols: list[str], capital: bool) -> str:
    """Name an array after its entries: what they have in common, ``w_{o1}, w_{o2}`` is w_o."""
    if not symbols or (len(symbols) == 1 and "^" not in symbols[0]):
        return "".join(symbols)
    parts = [symbol.partition("_")[::2] for symbol in symbols]
    base, indices = parts[0][0], [index.strip("{}") for _, index in parts]
    common = "".join(c for c, *others in zip(*indices, strict=False) if set(others) <= {c})
    common = common if len(symbols) > 1 and not capital else ""
    base = base[0].upper() + base[1:] if capital and base[0] != "\\" else base
    return f"{base}_{common}" if common else base


def _sums(graph: Graph, net: NetLayers, number: int, deck: str) -> dict[str, str]:
    r"""Write one layer with running indices: ``z_j = \sum_{i=1}^{2} w_{ij} X_i + b_j``."""
    layer = net.layers[number]
    last = number == len(net.layers) - 1
    below = net.layers[number - 1].activations if number else net.inputs
    i, j = ("j", "") if last and number == 1 else ("i", "" if last else "j")
    w, b = graph[layer.weights[0][0]], layer.biases[0]
    z, h = graph[layer.sums[0]], graph[layer.activations[0]]
    several = w.quantity in ("hidden_weight", "")
    weight = _running(w, [i, j or "1"] if several else [i], deck)
    total = f"{_running(z, [j], deck)} = \\sum_{{{i}=1}}^{{{len(below)}}} {weight} \\, "
    total += _running(graph[below[0]], [i], deck)
    if b:
        total += f" + {_running(graph[b], [j or '1'], deck)}"
    inner = _running(z, [j], deck)
    made = SQUASHED[layer.activation].replace("?", inner)
    return {"sum": total, "squash": f"{_running(h, [j], deck)} = {made}"}


def _running(node: Node, letters: list[str], deck: str) -> str:
    """Write a node with letters in the place of its indices."""
    if not node.quantity:
        head, _, index = node.symbol.partition("_")
        return f"{head}_{{{''.join(letters)}}}" if index else node.symbol
    template = NOTATIONS[deck].letters[node.quantity]
    for place, text in enumerate(letters, 1):
        template = template.replace(f"#{place}", text)
    return template.replace("_{}", "")
