"""One example through the computational graph, as steps.

Forward node by node, backward factor by factor, the product along each path, the sum over paths,
then over rows, then the update. ``javascript/src/core/chain/steps.js`` makes the same list; a test
holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from course.graph import Edge, Graph, Path, count_paths, paths

LOSS = "loss"
MOST_WALKED = 24  # paths of one leaf that are walked one by one


class Step(NamedTuple):
    """One step.

    Attributes
    ----------
    key : str
        ``"given"``, ``"value:h"``, ``"factor:p:0"``, ``"kept:h"``, ``"path:w1:0"``,
        ``"total:w1"``, ``"over:w1"`` or ``"update"``.
    chapter : str
        ``"forward"``, ``"backward"``, ``"rows"`` or ``"update"``.
    kind : str
        What stands before the colon of the key.
    node : str
        The node of a value, the child of a factor, what is kept.
    leaf : str
        Whose gradient it is about.
    edges : tuple of Edge
        What is multiplied, from the loss down; of a factor just itself.
    known : str
        Node to which the product with the loss was kept; ``""`` where all edges count.
    whole : bool
        Of a path: whether it is the only one.
    """

    key: str
    chapter: str
    kind: str
    node: str = ""
    leaf: str = ""
    edges: tuple[Edge, ...] = ()
    known: str = ""
    whole: bool = False


def followable(graph: Graph) -> list[str]:
    """List the leaves whose gradient can be followed.

    Parameters
    ----------
    graph : Graph
        A graph with a node ``loss``.

    Returns
    -------
    list of str
        Leaves that the loss depends on, parameters first, then inputs that are no target.
    """
    inputs = [leaf for leaf in graph.leaves("input") if leaf.quantity != "target"]
    leaves = [*graph.leaves("parameter"), *inputs]
    return [leaf.name for leaf in leaves if count_paths(graph, leaf.name, LOSS)]


def sensible_few(graph: Graph) -> list[str]:
    """Choose the leaves to follow where nobody has chosen.

    Parameters
    ----------
    graph : Graph
        A graph with a node ``loss``.

    Returns
    -------
    list of str
        All parameters where there are at most three; else the first weight of each layer, from
        the loss back, so that what is kept for the one serves the next.
    """
    names = [leaf.name for leaf in graph.leaves("parameter") if leaf.name in followable(graph)]
    if len(names) <= 3:
        return names
    far = {name: max(len(way.edges) for way in _ways(graph, name)) for name in names}
    first = {distance: name for name, distance in reversed(far.items())}
    return [first[distance] for distance in sorted(first)]


def chain_steps(graph: Graph, follow: Sequence[str], n_rows: int, reduction: str) -> list[Step]:
    """List all steps.

    Parameters
    ----------
    graph : Graph
        A graph of one example with a node ``loss``.
    follow : sequence of str
        Leaves, in the order in which they are derived.
    n_rows : int
        How many rows the table has.
    reduction : str
        ``"sum"``, ``"mean"`` or ``"online"``.

    Returns
    -------
    list of Step
        From the given numbers to the update.
    """
    computed = [node.name for node in graph.nodes if node.operation]
    forward = [Step(f"value:{name}", "forward", "value", name) for name in computed]
    learned = [leaf for leaf in follow if graph[leaf].kind == "parameter"]
    over = learned if n_rows > 1 and reduction != "online" else []
    return [
        Step("given", "forward", "given"),
        *forward,
        *_Walk(graph, follow).steps,
        *(Step(f"over:{leaf}", "rows", "over", leaf=leaf) for leaf in over),
        *([Step("update", "update", "update")] if learned else []),
    ]


class _Walk:
    """The way back: what has been computed on it is used again."""

    def __init__(self, graph: Graph, follow: Sequence[str]) -> None:
        self.graph = graph
        self.steps: list[Step] = []
        self.seen: set[str] = set()
        self.kept: set[str] = set()
        ways = {leaf: _ways(graph, leaf) for leaf in follow}
        self.forks = _forks(
            graph, [edge for all_ways in ways.values() for way in all_ways for edge in way.edges]
        )
        for leaf, all_ways in ways.items():
            for index, way in enumerate(all_ways):
                self._walk(leaf, way, index, len(all_ways) == 1)
            if len(all_ways) != 1:
                self._add(Step(f"total:{leaf}", "backward", "total", leaf=leaf))

    def _walk(self, leaf: str, way: Path, index: int, whole: bool) -> None:
        edges = way.edges[::-1]
        for k, edge in enumerate(edges):
            key = f"factor:{edge.child}:{edge.position}"
            if key not in self.seen:
                self._add(Step(key, "backward", "factor", edge.child, edges=(edge,)))
            if k and edge.parent in self.forks - self.kept:
                product = edges[: k + 1]
                step = Step(f"kept:{edge.parent}", "backward", "kept", edge.parent, edges=product)
                self._add(step._replace(known=self._known(product)))
                self.kept.add(edge.parent)
        known = self._known(edges)
        key = f"path:{leaf}:{index}"
        self._add(Step(key, "backward", "path", "", leaf, edges, known, whole))

    def _add(self, step: Step) -> None:
        self.seen.add(step.key)
        self.steps.append(step)

    def _known(self, edges: tuple[Edge, ...]) -> str:
        """Find the last node on a way whose product with the loss is kept."""
        return next((e.parent for e in reversed(edges) if e.parent in self.kept), "")


def _forks(graph: Graph, edges: list[Edge]) -> set[str]:
    """Nodes behind which the ways part, to which one way leads: their product is worth keeping."""
    exits: dict[str, set[tuple[str, int]]] = {}
    for edge in edges:
        exits.setdefault(edge.child, set()).add((edge.parent, edge.position))
    parting = {name for name, ways in exits.items() if len(ways) > 1 and name != LOSS}
    return {name for name in parting if count_paths(graph, name, LOSS) == 1}


def _ways(graph: Graph, leaf: str) -> tuple[Path, ...]:
    if count_paths(graph, leaf, LOSS) > MOST_WALKED:
        return ()
    return paths(graph, leaf, LOSS)


class Revealed(NamedTuple):
    """What has come to light.

    Attributes
    ----------
    values : set of str
        Nodes with their value; leaves are given from the start.
    factors : set of (str, int)
        Edges, by child and position.
    slopes : set of str
        Nodes and leaves by which the loss of the row has been differentiated.
    over : set of str
        Leaves with their gradient over all rows.
    update : bool
    """

    values: set[str]
    factors: set[tuple[str, int]]
    slopes: set[str]
    over: set[str]
    update: bool


def revealed_at(graph: Graph, steps: Sequence[Step], at: int) -> Revealed:
    """Say what the steps up to one of them have shown.

    Parameters
    ----------
    graph : Graph
        The graph.
    steps : sequence of Step
        All of them.
    at : int
        Which one, from 0.

    Returns
    -------
    Revealed
        It counts as shown.
    """
    shown = steps[: at + 1]
    edges = [step.edges[0] for step in shown if step.kind == "factor"]
    ends = [s for s in shown if s.kind == "total" or (s.kind == "path" and s.whole)]
    return Revealed(
        {leaf.name for leaf in graph.leaves()} | {s.node for s in shown if s.kind == "value"},
        {(edge.child, edge.position) for edge in edges},
        {s.node for s in shown if s.kind == "kept"} | {s.leaf for s in ends},
        {s.leaf for s in shown if s.kind == "over"},
        any(s.kind == "update" for s in shown),
    )
