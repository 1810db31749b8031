"""Values on the wire: trees of plain Python values and arrays, and nothing else.

None, bool, str, int and float stand for themselves in JSON. Everything else is a tagged list:
``["l", ...]`` list, ``["t", ...]`` tuple, ``["d", {...}]`` dict, ``["a", i]`` the i-th array of the
frame, ``["s", i]`` a numpy scalar, ``["c", re, im]`` a complex number, ``["f", source]`` a formula
(to the child only), ``["g", seed]`` a random generator (to the child only).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
else:
    from .private import np

MAX_DEPTH = 16
MAX_NODES = 200_000
MAX_ARRAYS = 2_000
MAX_DIMENSIONS = 16
MAX_BYTES = 8 << 20

DTYPES = {
    f"{kind}{size}": np.dtype(f"<{kind}{size}")
    for kind, sizes in {"i": (1, 2, 4, 8), "u": (1, 2, 4, 8), "f": (2, 4, 8), "c": (8, 16)}.items()
    for size in sizes
} | {"b1": np.dtype(bool)}

_SURROGATE = re.compile("[\ud800-\udfff]")


class Unsendable(Exception):
    """A value of a kind that the wire does not know; the text says which."""


class Malformed(Exception):
    """Bytes from the other side that are no tree."""


class Packer:
    """Packs trees into JSON nodes and collects the arrays.

    Parameters
    ----------
    to_child : bool
        Whether formulas and generators may go along. Never the other way: a student's class may
        have any name.

    Attributes
    ----------
    table : list of [str, list of int]
        Kind and shape of each array, in the order of the payload.
    """

    def __init__(self, to_child: bool = False) -> None:
        self._to_child = to_child
        self.table: list[list[Any]] = []
        self._chunks: list[bytes] = []
        self._n_bytes = 0
        self._n_nodes = 0

    def payload(self) -> bytes:
        """Return the bytes of all arrays."""
        return b"".join(self._chunks)

    def pack(self, value: Any, depth: int = 0) -> Any:
        """Return the JSON node of `value`.

        Raises
        ------
        Unsendable
            If it, or something in it, is of an unknown kind or there is too much of it.
        """
        self._n_nodes += 1
        if depth > MAX_DEPTH or self._n_nodes > MAX_NODES:
            raise Unsendable("a value nested too deeply or with too many items")
        if isinstance(value, np.generic) and not isinstance(value, str):
            return ["s", self._array(np.asarray(value))]
        if isinstance(value, np.ndarray):
            return ["a", self._array(value)]
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, (str, int, float, complex)):
            return self._plain(value)
        return self._container(value, depth + 1)

    def _plain(self, value: Any) -> Any:
        if isinstance(value, str):
            self._count_bytes(len(value))
            return str(value)
        if isinstance(value, int):
            if int(value).bit_length() > 10_000:
                raise Unsendable("a whole number of more than 3000 digits")
            return int(value)
        if isinstance(value, float):
            return float(value)
        return ["c", value.real, value.imag]

    def _container(self, value: Any, depth: int) -> Any:
        if isinstance(value, list):
            return ["l", *(self.pack(item, depth) for item in list(value))]
        if isinstance(value, tuple):
            return ["t", *(self.pack(item, depth) for item in tuple(value))]
        if isinstance(value, dict):
            wrong = [key for key in value if not isinstance(key, str)]
            if wrong:
                raise Unsendable(f"a dict with a key of type {type(wrong[0]).__name__}")
            return ["d", {str(key): self.pack(value[key], depth) for key in value}]
        if self._to_child:
            return self._recipe(value)
        raise Unsendable(f"an object of type {type(value).__name__}")

    @staticmethod
    def _recipe(value: Any) -> Any:
        """Pack what the child makes a function or a generator of."""
        if type(value).__name__ == "Formula" and isinstance(getattr(value, "source", None), str):
            return ["f", value.source]
        if type(value).__name__ == "SeededRng" and type(getattr(value, "seed", None)) is int:
            return ["g", value.seed]
        raise Unsendable(f"an object of type {type(value).__name__}")

    def _array(self, value: np.ndarray) -> int:
        array = np.asarray(value).view(np.ndarray)
        name = "b1" if array.dtype.kind == "b" else f"{array.dtype.kind}{array.dtype.itemsize}"
        if name not in DTYPES:
            raise Unsendable(f"an array of dtype {array.dtype}")
        if len(self.table) >= MAX_ARRAYS:
            raise Unsendable(f"more than {MAX_ARRAYS} arrays")
        self._count_bytes(array.nbytes)
        if _room(array.shape) > MAX_BYTES:
            raise Unsendable(f"an array of shape {array.shape}")
        self._chunks.append(array.astype(DTYPES[name], copy=False).tobytes())
        self.table.append([name, [int(n) for n in array.shape]])
        return len(self.table) - 1

    def _count_bytes(self, n_bytes: int) -> None:
        self._n_bytes += n_bytes
        if self._n_bytes > MAX_BYTES:
            raise Unsendable(f"more than {MAX_BYTES >> 20} MiB of values")


def read_arrays(table: Any, payload: bytes) -> list[np.ndarray]:
    """Build the announced arrays from the payload, which must hold them exactly.

    Raises
    ------
    Malformed
        If an entry of `table` is no pair of a known kind and a shape, or the bytes do not fit.
    """
    if not isinstance(table, list) or len(table) > MAX_ARRAYS:
        raise Malformed("no table of arrays")
    arrays = []
    start = 0
    for entry in table:
        dtype, shape = _dtype_and_shape(entry)
        stop = start + dtype.itemsize * math.prod(shape)
        if stop > len(payload):
            raise Malformed("an array is longer than the payload")
        arrays.append(_array(payload[start:stop], dtype, shape))
        start = stop
    if start != len(payload):
        raise Malformed("bytes behind the last array")
    return arrays


def _dtype_and_shape(entry: Any) -> tuple[np.dtype, list[int]]:
    if not (isinstance(entry, list) and len(entry) == 2 and isinstance(entry[0], str)):
        raise Malformed("no pair of dtype and shape")
    name, shape = entry
    if name not in DTYPES:
        raise Malformed("an unknown dtype")
    if not isinstance(shape, list) or len(shape) > MAX_DIMENSIONS:
        raise Malformed("no shape")
    if not all(type(n) is int and 0 <= n <= MAX_BYTES for n in shape) or _room(shape) > MAX_BYTES:
        raise Malformed("no shape")
    return DTYPES[name], shape


def _room(shape: Iterable[int]) -> int:
    """Return the number of items, empty axes counted as one: `list` of shape (2**31, 0) is long."""
    return math.prod(max(n, 1) for n in shape)


def _array(data: bytes, dtype: np.dtype, shape: list[int]) -> np.ndarray:
    try:
        if dtype.kind == "b":
            return np.frombuffer(data, dtype=np.uint8).reshape(shape) != 0
        return np.frombuffer(data, dtype=dtype).reshape(shape).copy()
    except (ValueError, OverflowError) as error:  # such as (0, 2**31, 2**31)
        raise Malformed(str(error)) from None


class Unpacker:
    """Builds values from JSON nodes.

    Parameters
    ----------
    arrays : list of np.ndarray
        The frame's arrays.
    formula : callable, optional
        Makes a function from a formula's source; without it a formula is malformed.
    """

    def __init__(
        self, arrays: list[np.ndarray], formula: Callable[[str], Any] | None = None
    ) -> None:
        self._arrays = arrays
        self._formula = formula
        self._n_nodes = 0

    def unpack(self, node: Any, depth: int = 0) -> Any:
        """Return the value of a node.

        Raises
        ------
        Malformed
            If the node is none that `Packer` makes.
        """
        self._n_nodes += 1
        if depth > MAX_DEPTH + 1 or self._n_nodes > MAX_NODES + 1:
            raise Malformed("too deep or too many items")
        if isinstance(node, str):
            return clean_text(node)
        if node is None or isinstance(node, (bool, int, float)):
            return node
        if not isinstance(node, list) or not node or not isinstance(node[0], str):
            raise Malformed("a node without a tag")
        return self._tagged(node[0], node[1:], depth + 1)

    def _tagged(self, tag: str, rest: list[Any], depth: int) -> Any:
        if tag == "l":
            return [self.unpack(item, depth) for item in rest]
        if tag == "t":
            return tuple(self.unpack(item, depth) for item in rest)
        if tag == "c" and len(rest) == 2 and all(isinstance(part, (int, float)) for part in rest):
            return self._complex(*rest)
        if len(rest) != 1:
            raise Malformed("a node with the wrong number of items")
        if tag == "d" and isinstance(rest[0], dict):
            return {clean_text(key): self.unpack(item, depth) for key, item in rest[0].items()}
        if tag in ("a", "s"):
            array = self._indexed(rest[0])
            return array if tag == "a" else _scalar(array)
        if tag == "f" and self._formula is not None and isinstance(rest[0], str):
            return self._formula(rest[0])
        if tag == "g" and self._formula is not None and type(rest[0]) is int and rest[0] >= 0:
            return np.random.default_rng(rest[0])
        raise Malformed("an unknown tag")

    @staticmethod
    def _complex(real: Any, imaginary: Any) -> complex:
        try:
            return complex(real, imaginary)
        except OverflowError:
            raise Malformed("no complex number") from None

    def _indexed(self, index: Any) -> np.ndarray:
        if type(index) is not int or not 0 <= index < len(self._arrays):
            raise Malformed("no such array")
        return self._arrays[index].copy()


def _scalar(array: np.ndarray) -> Any:
    if array.shape != ():
        raise Malformed("a scalar with a shape")
    return array[()]


def clean_text(text: str) -> str:
    """Return `text` with lone surrogates replaced, so that it can be written as UTF-8."""
    return _SURROGATE.sub("�", text)
