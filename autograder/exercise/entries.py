"""The kinds of typed answer: a number at asked decimals, a whole number, a choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.exercise.show import shorten
from autograder.exercise.typed_numbers import (
    Typed,
    Unreadable,
    Verdict,
    judge_number,
    read_number,
)


class Entry:
    """One item of an answers exercise: a single cell, or a (nested) list of cells.

    Parameters
    ----------
    want : object
        The right answer, with full precision; a list gives several cells.
    follow : callable, optional
        ``follow(typed) -> want``: the answer that follows from the student's own numbers,
        given all that were readable as a dict of float arrays (NaN where not). A wrong cell that
        follows from them is right, with a note. It may raise where it cannot tell.
    """

    what = "an answer"
    zero_follows = True
    """Whether a 0 that follows counts: a label may be 0, a number that is 0 took no work."""
    labels: Sequence[str] = ()
    """What its cells are called, where that is not the label of a row."""

    def __init__(
        self, want: Any, *, follow: Callable[[dict[str, np.ndarray]], Any] | None = None
    ) -> None:
        self.want = want.tolist() if isinstance(want, np.ndarray | np.generic) else want
        self.follow = follow
        self.shape: tuple[int, ...] = np.shape(self.want)
        self.cells: list[Any] = flatten(self.want, self.shape)

    def judge(self, typed: Any, want: Any) -> Verdict:
        """Judge one cell."""
        raise NotImplementedError

    def follows(self, typed: Any, own: Any) -> bool:
        """Whether a cell holds what follows from the student's own earlier numbers."""
        return self.judge(typed, own).right

    def same(self, typed: Any, wrong: Any) -> bool:
        """Whether a cell holds this wrong value, for diagnosis."""
        return wrong is not None and self.judge(typed, wrong).right

    def show(self, want: Any) -> str:
        """Return the right value as text."""
        return str(want)

    def answer(self, want: Any) -> Any:
        """Return what a careful student types for `want`."""
        return want

    def blank(self) -> Any:
        """Return the unfilled template: None, or nested lists of None."""
        return self.fill([None] * len(self.cells))

    def fill(self, cells: Sequence[Any]) -> Any:
        """Put one value for each cell into this entry's shape."""
        return _nest(list(cells), self.shape)

    def split(self, typed: Any) -> list[Any]:
        """Take what was typed apart into cells.

        Raises
        ------
        Unreadable
            If there are not as many as asked for.
        """
        if typed is None or (isinstance(typed, str) and not typed.strip()):
            return [None] * len(self.cells)
        if self.shape == ():
            while isinstance(typed, list | tuple) and len(typed) == 1:
                typed = typed[0]
            return [typed]
        if isinstance(typed, np.ndarray):
            typed = typed.tolist()
        if isinstance(typed, dict):
            typed = list(typed.values())
        found = _shape(typed)
        if found != self.shape:
            raise Unreadable(f"has {_in_words(found)}, expected {_in_words(self.shape)}")
        return flatten(typed, self.shape)


class Number(Entry):
    """A number, judged at `places` decimals however it is written.

    Parameters
    ----------
    want : float or nested list of float
        The right value with full precision.
    places : int
        The decimals asked for.
    labels : sequence of str
        What the cells are called, one for each, where they are not the table's rows.
    follow : callable, optional
        See `Entry`.

    Raises
    ------
    ValueError
        If there is not one label for each cell.
    """

    what = "a number"
    zero_follows = False

    def __init__(
        self,
        want: Any,
        places: int = 2,
        *,
        labels: Sequence[str] = (),
        follow: Callable[[dict[str, np.ndarray]], Any] | None = None,
    ) -> None:
        super().__init__(want, follow=follow)
        if labels and len(labels) != len(self.cells):
            raise ValueError(f"got {len(labels)} labels for {len(self.cells)} cells")
        self.places = places
        self.labels = labels

    def follows(self, typed: Any, own: Any) -> bool:
        """Allow a unit of the last place: the earlier numbers were typed with their rounding."""
        half = 0.5 * 10.0**-self.places
        return any(self.judge(typed, own + off).right for off in (0.0, -half, half))

    def judge(self, typed: Any, want: Any) -> Verdict:
        """Judge one cell."""
        return judge_number(typed, float(want), self.places)

    def show(self, want: Any) -> str:
        """Return the right value, rounded as asked."""
        return f"{round(float(want), self.places) + 0.0:.{self.places}f}"

    def answer(self, want: Any) -> Any:
        """Return `want`, rounded as asked."""
        return round(float(want), self.places)


class Integer(Entry):
    """A whole number; True and False count as 1 and 0.

    Parameters
    ----------
    want : int or nested list of int
        The right value.
    follow : callable, optional
        See `Entry`.
    """

    what = "a whole number"

    def judge(self, typed: Any, want: Any) -> Verdict:
        """Judge one cell."""
        try:
            number: Typed | None = read_number(typed)
        except Unreadable as error:
            return Verdict(False, shorten(typed), str(error).replace("0.62, “62 %” or “1/2”", "1"))
        if number is None:
            return Verdict(False, "", "is blank", blank=True)
        if number.value != round(number.value):
            return Verdict(False, number.text, f"{number.text} is no whole number")
        right = number.value == int(want)
        return Verdict(right, number.text, "" if right else "is not right")

    def show(self, want: Any) -> str:
        """Return the right value."""
        return str(int(want))

    def answer(self, want: Any) -> Any:
        """Return the right value."""
        return int(want)


class Choice(Entry):
    """One of several options.

    Parameters
    ----------
    want : object
        The right option's key.
    options : sequence, or mapping of key to text
        What can be chosen.
    """

    what = "a choice"

    def __init__(self, want: Any, options: Sequence[Any] | Mapping[Any, str]) -> None:
        super().__init__(want)
        self.options: dict[Any, str] = (
            dict(options) if isinstance(options, Mapping) else dict.fromkeys(options, "")
        )
        unknown = [cell for cell in self.cells if _key(cell) not in map(_key, self.options)]
        if unknown:
            raise ValueError(f"the right choice {unknown[0]!r} is none of {list(self.options)}")

    def judge(self, typed: Any, want: Any) -> Verdict:
        """Judge one cell."""
        key = _key(typed)
        if key in ("", "none", "..."):
            return Verdict(False, "", "is blank", blank=True)
        if key not in [_key(option) for option in self.options]:
            listed = ", ".join(str(option) for option in self.options)
            return Verdict(False, shorten(typed), f"“{shorten(typed)}” is none of {listed}")
        right = key == _key(want)
        return Verdict(right, shorten(typed), "" if right else "is not right")


def flatten(value: Any, shape: tuple[int, ...]) -> list[Any]:
    """Return the cells of nested lists of `shape`, row by row."""
    if not shape:
        return [value]
    return [cell for part in value for cell in flatten(part, shape[1:])]


def _nest(cells: list[Any], shape: tuple[int, ...]) -> Any:
    if not shape:
        return cells[0]
    step = len(cells) // shape[0]
    return [_nest(cells[i * step : (i + 1) * step], shape[1:]) for i in range(shape[0])]


def _shape(typed: Any) -> tuple[int, ...]:
    """Return the shape of nested lists or tuples, by their first members; () for a single."""
    shape: tuple[int, ...] = ()
    level = [typed]
    while level and all(isinstance(each, list | tuple) for each in level):
        lengths = {len(each) for each in level}
        if len(lengths) != 1:
            return (*shape, -1)
        shape = (*shape, lengths.pop())
        level = [member for each in level for member in each][:10_000]
    return shape


def _in_words(shape: tuple[int, ...]) -> str:
    if not shape:
        return "a single value"
    if -1 in shape:
        return "rows of different lengths"
    if len(shape) == 1:
        return "1 value" if shape[0] == 1 else f"{shape[0]} values"
    return " × ".join(str(size) for size in shape) + " values"


def _key(option: Any) -> str:
    """Return an option in the form in which options are compared."""
    if isinstance(option, float) and option.is_integer():
        option = int(option)
    if isinstance(option, bool | int | float | str | np.generic) or option is None:
        return str(option).strip().strip("().:").strip().lower()
    return shorten(option)
