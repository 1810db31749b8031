"""Slips below the rows: what is gathered, and the step."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from course.graph import Node
from course.hand import HandTable
from nbextensions.hand_table.diagnosis import TOTAL, UPDATE, Formula, WrongFormula, just, wrong

MEAN, SUM = ("mean",), ("sum",)


def below_formulas(table: HandTable) -> Iterator[WrongFormula]:
    """Yield the wrong formulas for the sum or mean of columns, and for the update."""
    n = len(table)
    for key in ("loss", *(f"d{name}" for name in table.parameters)):
        yield from _gathered(key, n)
    yield from _loss_below(n)
    for name in table.parameters:
        yield from _step(f"d{name}", n)
    if {node.quantity for node in table.graph.leaves("parameter")} == {"weight", "bias"}:
        yield from _one_after_another(table)


def _rows(f: Formula, key: str, n: int) -> list[Node]:
    return f.all([f"{key}@{r}" for r in range(n)])


def _gathered(key: str, n: int) -> Iterator[WrongFormula]:
    total = partial(wrong, key, place=TOTAL)
    yield total(
        f"This is the sum over the rows; the mean divides it by {n}.",
        lambda f: f.add(*_rows(f, key, n)),
        reductions=("mean", "online"),
    )
    yield total(
        "This is the mean over the rows; here it is the sum.",
        lambda f: f.mean(*_rows(f, key, n)),
        reductions=SUM,
    )
    yield total(
        "The signs of the rows are lost: negative numbers count as negative.",
        lambda f: f.sum_of_absolutes(*_rows(f, key, n)) / n,
        reductions=MEAN,
    )
    yield total(
        "The signs of the rows are lost: negative numbers count as negative.",
        lambda f: f.sum_of_absolutes(*_rows(f, key, n)),
        reductions=SUM,
    )
    yield total("This is the last row alone; every row counts.", just(f"{key}@{n - 1}"))
    if n > 1:
        yield total(
            f"This divides by {n - 1}; there are {n} rows.",
            lambda f: f.add(*_rows(f, key, n)) / (n - 1),
            reductions=MEAN,
        )


def _loss_below(n: int) -> Iterator[WrongFormula]:
    yield wrong(
        "loss",
        "This is half of it: here the squared error has no ½.",
        lambda f: f("self") * 0.5,
        place=TOTAL,
        slip="E21",
        losses=("squared_error",),
    )
    yield wrong(
        "loss",
        "The ½ is missing: here the loss is half the square.",
        lambda f: f("self") * 2,
        place=TOTAL,
        slip="E21",
        losses=("half_squared_error",),
    )


def _step(key: str, n: int) -> Iterator[WrongFormula]:
    step = partial(wrong, key, place=UPDATE)
    yield step(
        "This goes uphill: the gradient is taken away, not added.",
        lambda f: f("old") + f("learning_rate") * f("slope"),
    )
    yield step(
        "The learning rate is left out: it multiplies the gradient.",
        lambda f: f("old") - f("slope"),
        slip="E16",
    )
    yield step(
        "This is the step alone; it still has to be taken away from the old value.",
        lambda f: f("learning_rate") * f("slope"),
    )
    yield step(
        "This is the step alone; it still has to be added to the old value.",
        lambda f: -(f("learning_rate") * f("slope")),
    )
    yield step(
        "The learning rate multiplies the gradient only, not the old value.",
        lambda f: f("learning_rate") * (f("old") - f("slope")),
    )
    yield step("Nothing has moved: this is the old value.", just("old"))
    yield step(
        "This uses the sum of the rows' gradients; here it is their mean.",
        lambda f: f("old") - f("learning_rate") * f.add(*_rows(f, key, n)),
        reductions=MEAN,
    )
    yield step(
        "This uses the mean of the rows' gradients; here it is their sum.",
        lambda f: f("old") - f("learning_rate") * f.mean(*_rows(f, key, n)),
        reductions=SUM,
    )
    yield step(
        "This uses the gradient of the last row alone.",
        lambda f: f("old") - f("learning_rate") * f(f"{key}@{n - 1}"),
        reductions=("mean", "sum"),
    )


# One weight after the other (E40) ---------------------------------------------------------------
def _one_after_another(table: HandTable) -> Iterator[WrongFormula]:
    names = list(table.parameters)
    inputs = [node.name for node in table.graph.leaves("input") if node.name != "y"]
    multiplied = [*inputs, ""]  # what each parameter is multiplied with; the bias with nothing
    for place, name in enumerate(names):
        if not place:
            continue
        for loss in ("squared_error", "half_squared_error", "binary_cross_entropy"):
            for gathered in ("mean", "sum"):
                yield wrong(
                    f"d{name}",
                    f"All gradients come first, then all updates: here {{{names[place - 1]}}} has "
                    f"moved before the gradient by {{{name}}} was taken.",
                    _Sequential(names, multiplied, place, len(table), loss, gathered),
                    place=UPDATE,
                    slip="E40",
                    losses=(loss,),
                    reductions=(gathered,),
                )


class _Sequential:
    """Writes the update of one parameter when those before it have moved already."""

    def __init__(
        self,
        names: list[str],
        multiplied: list[str],
        place: int,
        n: int,
        loss: str,
        gathered: str,
    ) -> None:
        self._names, self._multiplied, self._place = names, multiplied, place
        self._n, self._loss, self._gathered = n, loss, gathered

    def __call__(self, f: Formula) -> Node:
        slopes = [self._slope(f, r) for r in range(self._n)]
        gradient = f.mean(*slopes) if self._gathered == "mean" else f.add(*slopes)
        return f("old") - f("learning_rate") * gradient

    def _slope(self, f: Formula, r: int) -> Node:
        """One row's gradient, where h has moved by what the earlier updates add to it."""
        h = f(f"h@{r}")
        for name, x in list(zip(self._names, self._multiplied, strict=True))[: self._place]:
            moved = f(f"update:d{name}") - f(name)
            h = h + (moved * f(f"{x}@{r}") if x else moved)
        p = f.sigmoid(h)
        difference = p - f(f"y@{r}")
        delta = difference if self._loss == "binary_cross_entropy" else difference * p * (1 - p)
        if self._loss == "squared_error":
            delta = 2 * delta
        own = self._multiplied[self._place]
        return delta * f(f"{own}@{r}") if own else delta
