"""The computational graph: a formula as data that can be evaluated, differentiated and explained.

``operations`` says what a node can do, ``graph`` and ``node`` hold one computation, ``derivatives``
and ``paths`` differentiate it, ``rounding`` and ``writing`` show it, ``data`` hands it to a
browser; the other modules build the graphs of the lectures.
"""

from __future__ import annotations

from course.graph.chain import neuron_chain, two_neuron_chain
from course.graph.data import from_data, to_data
from course.graph.deep import deep_mlp
from course.graph.derivatives import Edge, edges, filled_factor, reverse
from course.graph.graph import Graph
from course.graph.mlp import canon, mlp
from course.graph.neuron import LOSSES, neuron_over_rows, sigmoid_neuron
from course.graph.node import Node
from course.graph.operations import OPERATIONS, Operation
from course.graph.paths import Path, count_paths, paths
from course.graph.penalised import PENALTIES, penalised_net
from course.graph.rounding import Rounded, rounded

__all__ = [
    "LOSSES",
    "OPERATIONS",
    "PENALTIES",
    "Edge",
    "Graph",
    "Node",
    "Operation",
    "Path",
    "Rounded",
    "canon",
    "count_paths",
    "deep_mlp",
    "edges",
    "filled_factor",
    "from_data",
    "mlp",
    "neuron_chain",
    "neuron_over_rows",
    "paths",
    "penalised_net",
    "reverse",
    "rounded",
    "sigmoid_neuron",
    "to_data",
    "two_neuron_chain",
]
