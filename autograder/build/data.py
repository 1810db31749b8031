"""Data files that are the same bytes on every machine: plain ``.npz`` archives of arrays."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import numpy as np


def npz_bytes(arrays: Mapping[str, np.ndarray]) -> bytes:
    """Return the bytes of an ``.npz`` file with these arrays, readable by plain ``np.load``.

    Stored, not compressed (compressors differ between machines), in C order and little-endian,
    with the zip format's first date for every entry.

    Raises
    ------
    ValueError
        If an array holds Python objects, which would need a pickle.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3  # "Unix", wherever it is built
            archive.writestr(entry, _npy_bytes(name, np.asarray(array)))
    return buffer.getvalue()


def _npy_bytes(name: str, array: np.ndarray) -> bytes:
    if array.dtype.hasobject:
        raise ValueError(f"{name} has dtype {array.dtype}, expected numbers, booleans or text")
    plain = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<")).reshape(array.shape)
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, plain, version=(1, 0), allow_pickle=False)
    return buffer.getvalue()
