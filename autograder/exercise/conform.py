"""Put a student's value into the structure of the right one: kind, then shape, then finite.

Kind comes before shape, as the shape of text or of ragged rows tells a student nothing. Lists and
tuples become arrays where the right value is an array. What does not fit is a `Misfit` that says
where, what came, what was wanted, and how to mend it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.exercise import show
from autograder.exercise.plain import NotPlain

NUMERIC = "biuf"


class Misfit(Exception):
    """A value has not the structure of the right one.

    Parameters
    ----------
    kind : str
        A key of `sentences.WITHOUT_VALUES`.
    path : str
        Where in the result, such as ``[1]`` or ``["loss"]``.
    got, wanted, mend : str
        In words.
    values : ndarray, optional
        The student's values in the right shape, where only a length-1 axis is too many or some
        are not finite.
    """

    def __init__(
        self,
        kind: str,
        path: str,
        got: str,
        wanted: str,
        mend: str = "",
        values: np.ndarray | None = None,
    ) -> None:
        super().__init__(f"{got}, wanted {wanted}")
        self.kind, self.path, self.got, self.wanted, self.mend = kind, path, got, wanted, mend
        self.values = values


def settle(right: Any) -> Any:
    """Return a right value with its numeric lists as arrays and its numbers as they are."""
    if isinstance(right, dict):
        return {key: settle(each) for key, each in right.items()}
    if isinstance(right, tuple):
        return tuple(settle(each) for each in right)
    if isinstance(right, list):
        array = _as_array(right)
        return (
            array if array is not None and array.dtype.kind in NUMERIC else list(map(settle, right))
        )
    return right


def conform(value: Any, right: Any, path: str = "") -> Any:
    """Return plain `value` in the structure of the settled `right`.

    A None in `right` accepts anything.

    Raises
    ------
    Misfit
        Where the two differ in shape, kind or finiteness.
    """
    if right is None:
        return value
    if value is None:
        raise Misfit("nothing", path, "None", show.kind(right), "End it with a return statement.")
    if isinstance(right, dict):
        return _conform_dict(value, right, path)
    if isinstance(right, tuple | list):
        return _conform_sequence(value, right, path)
    if isinstance(right, str):
        if not isinstance(value, str):
            raise Misfit("type", path, show.kind(value), "text")
        return value
    return _conform_array(value, right, path)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Walk a tree: pairs of path and leaf."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, f'{path}["{key}"]')
    elif isinstance(value, tuple | list):
        for position, each in enumerate(value):
            yield from leaves(each, f"{path}[{position}]")
    else:
        yield path, value


def agree(value: Any, right: Any, rtol: float, atol: float) -> Any:
    """Compare two conformed leaves; a Boolean for each value.

    A float32 answer is allowed float32's error.
    """
    if right is None or isinstance(right, str):
        return right is None or value == right
    if getattr(value, "dtype", None) == np.float32:
        rtol, atol = max(rtol, 2e-5), max(atol, 1e-6)
    with np.errstate(all="ignore"):
        return np.isclose(
            np.asarray(value, float), np.asarray(right, float), rtol=rtol, atol=atol, equal_nan=True
        )


def _conform_dict(value: Any, right: dict[str, Any], path: str) -> dict[str, Any]:
    wanted = show.kind(right)
    if not isinstance(value, dict):
        raise Misfit("type", path, show.kind(value), wanted)
    missing = [key for key in right if key not in value]
    if missing:
        raise Misfit("keys", path, show.kind(value), wanted, f"Missing: {', '.join(missing)}.")
    return {key: conform(value[key], right[key], f'{path}["{key}"]') for key in right}


def _conform_sequence(value: Any, right: Any, path: str) -> Any:
    members_wanted = ("anything" if each is None else show.kind(each) for each in right)
    listed = f"({', '.join(members_wanted)})"
    wanted, mend = f"{len(right)} results: {listed}", "Return them separated by commas."
    if isinstance(right, list):
        wanted, mend = f"a list of {len(right)}: {listed}", ""
    members = value
    if isinstance(value, np.ndarray) and value.ndim:
        members = list(value)
    if not isinstance(members, list | tuple) or len(members) != len(right):
        raise Misfit("count", path, show.kind(value), wanted, mend)
    pairs = enumerate(zip(members, right, strict=True))
    return type(right)(conform(mine, its, f"{path}[{i}]") for i, (mine, its) in pairs)


def _conform_array(value: Any, right: Any, path: str) -> Any:
    target = np.asarray(right)
    wanted = f"shape {target.shape}" if target.ndim else "a single number"
    if isinstance(value, dict | str) or (isinstance(value, tuple) and not _numbers(value)):
        raise Misfit("type", path, show.kind(value), show.kind(right), _type_mend(value, target))
    array = _as_array(value)
    if array is None:
        raise Misfit("ragged", path, "rows of different lengths", wanted)
    _refuse_kind(array, value, target, path)
    if array.shape != target.shape:
        raise _shape_misfit(array, target, wanted, path)
    bad = ~np.isfinite(array) & np.isfinite(target)
    if bad.any():
        raise _not_finite(array, bad, path)
    return array if target.ndim else array[()]


def _refuse_kind(array: np.ndarray, value: Any, target: np.ndarray, path: str) -> None:
    wanted = show.kind(target) if target.ndim else "a single number"
    if array.dtype.kind in "OUS" and _holds_none(value):
        raise Misfit("type", path, "a list with None in it", wanted, "Fill in every value.")
    if array.dtype.kind not in NUMERIC:
        mend = _type_mend(value, target)
        raise Misfit("type", path, show.kind(array if array.ndim else value), wanted, mend)


def _shape_misfit(array: np.ndarray, target: np.ndarray, wanted: str, path: str) -> Misfit:
    got = f"shape {array.shape}" if array.ndim else show.kind(array[()])
    if array.ndim > target.ndim and array.size == target.size:
        if array.shape == (*target.shape, *(1,) * (array.ndim - target.ndim)):
            mend = "Drop the axis of length 1 at the end, for example with .ravel()."
            if not target.ndim:
                mend = "Take the number out, for example with [0] or .item()."
            return Misfit("trailing axis", path, got, wanted, mend, array.reshape(target.shape))
        squeezed = tuple(size for size in array.shape if size != 1)
        if squeezed == tuple(size for size in target.shape if size != 1):
            mend = "It has an axis of length 1 too many."
            return Misfit("shape", path, got, wanted, mend, array.reshape(target.shape))
    if array.ndim == 2 and array.T.shape == target.shape:
        return Misfit("shape", path, got, wanted, "It may be transposed.")
    if array.ndim and not target.ndim:
        return Misfit("shape", path, got, wanted, "Is a sum or a mean missing?")
    if target.ndim and not array.ndim:
        return Misfit("shape", path, got, wanted, "Is a sum or a mean taken over too many values?")
    return Misfit("shape", path, got, wanted)


def _not_finite(array: np.ndarray, bad: np.ndarray, path: str) -> Misfit:
    first = array[bad].reshape(-1)[0] if array.ndim else array[()]
    place = np.argwhere(bad)[0].tolist() if array.ndim else []
    count = int(bad.sum())
    where = f" at {place}" if place else ""
    many = f" ({count} of {bad.size} values are not finite)" if bad.size > 1 else ""
    mend = "Look for 0/0, log(0) or an overflow in exp."
    got = f"{show.number(first)}{where}{many}"
    return Misfit("not finite", path, got, "finite numbers", mend, array)


def _type_mend(value: Any, target: np.ndarray) -> str:
    first = value
    while isinstance(first, list | tuple) and first:
        first = first[0]
    if isinstance(first, np.ndarray) and first.dtype.kind in "US":
        first = ""
    if isinstance(first, str):
        return "Return numbers, without quotation marks or str()."
    if isinstance(value, tuple):
        return f"Return one result{' with all values' if target.ndim else ''}, not several."
    return ""


def _as_array(value: Any) -> np.ndarray | None:
    try:
        return np.asarray(value)
    except (ValueError, OverflowError, NotPlain):
        return None


def _numbers(value: tuple[Any, ...]) -> bool:
    array = _as_array(value)
    return array is not None and array.dtype.kind not in "O"


def _holds_none(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(v is None or _holds_none(v) for v in value)
