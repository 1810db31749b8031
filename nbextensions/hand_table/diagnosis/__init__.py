"""Known slips as data: what a wrong number would be, if it came about in this or that way.

Each :class:`WrongFormula` is a small graph (:mod:`course.graph`) whose inputs are other numbers of
the table. The browser evaluates it and compares what was typed: a wrong number is not only wrong,
it is "the sign of h is lost". The formulas stand in ``forward``, ``factors``, ``backward`` and
``below``; here is how they are written down and sent.

A graph's inputs are called:

- ``"h"``, ``"w1"``: the number in the same row, or the parameter that the row sees;
- ``"p@2"``: the number in row 2; ``"above"``, ``"below"``: the same column one row on;
- ``"self"``: the right number; ``"total:dw1"``, ``"update:dw1"``: below the rows;
- ``"old"``, ``"slope"``, ``"learning_rate"``: what an update is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from course.graph import Graph, Node
from course.hand import HandTable

CELL, TOTAL, UPDATE = "cell", "total", "update"
SQUARED = ("squared_error", "half_squared_error")
CROSS_ENTROPY = ("binary_cross_entropy",)


class WrongFormula(NamedTuple):
    """One way to get a number wrong.

    Attributes
    ----------
    place : str
        ``"cell"``, ``"total"`` or ``"update"``: in a row, or below.
    key : str
        The column; ``"*"`` for any.
    says : str
        The sentence that helps; ``{h}`` stands for the symbol of h in the letters shown.
    graph : Graph
        Its last node is the wrong number.
    slip : str
        Key in :data:`course.slips.SLIPS` where a deck has it, or ``""``.
    losses, reductions : tuple of str
        With which it is wrong; all where empty.
    """

    place: str
    key: str
    says: str
    graph: Graph
    slip: str = ""
    losses: tuple[str, ...] = ()
    reductions: tuple[str, ...] = ()


class Formula:
    """Writes one formula: ``f("h")`` is a number of the table, ``f.sigmoid(x)`` an operation."""

    def __init__(self) -> None:
        self.graph = Graph()
        self._inputs: dict[str, Node] = {}

    def __call__(self, reference: str) -> Node:
        """Refer to a number of the table."""
        if reference not in self._inputs:
            self._inputs[reference] = self.graph.input(reference, symbol=reference)
        return self._inputs[reference]

    def __getattr__(self, operation: str) -> Callable[..., Node]:
        """Apply an operation of :data:`course.graph.OPERATIONS`."""
        if operation.startswith("_"):
            raise AttributeError(operation)
        return lambda *parents: self.graph.apply(operation, *parents)

    def all(self, references: Iterable[str]) -> list[Node]:
        """Refer to several numbers."""
        return [self(reference) for reference in references]

    def product(self, factors: Iterable[Node]) -> Node:
        """Multiply numbers from left to right."""
        first, *rest = factors
        for factor in rest:
            first = first * factor
        return first


Build = Callable[[Formula], Node]


def just(reference: str) -> Build:
    """Give the formula that is another number of the table itself."""
    return lambda f: f(reference) * 1


def product_of(references: Iterable[str]) -> Build:
    """Give the formula that multiplies other numbers of the table."""
    names = list(references)
    return lambda f: f.product(f.all(names)) * 1


def wrong(key: str, says: str, build: Build, *, place: str = CELL, **when: Any) -> WrongFormula:
    """Declare one way to get a number wrong.

    Parameters
    ----------
    key, says, place, **when
        See :class:`WrongFormula`.
    build : callable
        ``build(f) -> Node`` writes the wrong number with a :class:`Formula`.

    Returns
    -------
    WrongFormula
        The declaration.
    """
    formula = Formula()
    formula.graph.apply("identity", build(formula), name="wrong")
    return WrongFormula(place, key, says, formula.graph, **when)


ANYWHERE = (
    wrong("*", "The sign is turned.", lambda f: -f("self")),
    wrong(
        "*",
        "The decimal point has moved: as a percentage it wants the sign %.",
        lambda f: f("self") * 100,
    ),
    wrong("*", "The decimal point has moved by one place.", lambda f: f("self") * 10),
    wrong("*", "The decimal point has moved by one place.", lambda f: f("self") * 0.1),
    wrong("*", "This is the number of the row above.", just("above")),
    wrong("*", "This is the number of the row below.", just("below")),
)


def wrong_formulas(table: HandTable) -> list[WrongFormula]:
    """List the known ways to get the numbers of a table wrong.

    Parameters
    ----------
    table : HandTable
        Any table; its graph says which formulas fit.

    Returns
    -------
    list of WrongFormula
        The particular ones first, those that fit anywhere last.
    """
    from nbextensions.hand_table.diagnosis.backward import backward_formulas
    from nbextensions.hand_table.diagnosis.below import below_formulas
    from nbextensions.hand_table.diagnosis.forward import forward_formulas

    found = [*forward_formulas(table), *backward_formulas(table), *below_formulas(table)]
    return [*found, *ANYWHERE]


def diagnosis_data(table: HandTable) -> list[dict[str, Any]]:
    """Give them as plain data for the browser.

    Parameters
    ----------
    table : HandTable
        Any table.

    Returns
    -------
    list of dict
        :class:`WrongFormula` by its names; ``graph`` as :func:`compact` writes it.
    """
    return [
        {
            **entry._asdict(),
            "graph": compact(entry.graph),
            "losses": list(entry.losses),
            "reductions": list(entry.reductions),
        }
        for entry in wrong_formulas(table)
    ]


def compact(graph: Graph) -> list[Any]:
    """Write a graph shortly, without what is written about it.

    Parameters
    ----------
    graph : Graph
        Inputs, constants and operations.

    Returns
    -------
    list
        For each node a str (an input's name), a float (a constant) or
        ``[operation, parent, ...]`` with the parents' places.
    """
    return [_compact(node) for node in graph.nodes]


def _compact(node: Node) -> Any:
    if node.operation:
        return [node.operation.name, *node.parents]
    return node.value if node.kind == "constant" else node.name
