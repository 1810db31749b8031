"""Write the data files of `course.datasets` from scikit-learn's packaged copies.

    python tests/course/make_datasets.py

The files come out byte for byte the same on every machine: plain ``.npy`` arrays in an
uncompressed zip with a fixed date (wheels and git compress them anyway).
"""

import io
import zipfile
from pathlib import Path

import numpy as np

DATA = Path(__file__).parents[2] / "course" / "datasets" / "data"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
UNIX = 3


def npz_bytes(**arrays):
    """Return the bytes of an ``.npz`` file, which depend on the arrays alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=LONG_AGO)
            entry.create_system = UNIX
            content = io.BytesIO()
            np.lib.format.write_array(content, array, version=(1, 0), allow_pickle=False)
            archive.writestr(entry, content.getvalue())
    return buffer.getvalue()


def files():
    """Return the name and the bytes of each file."""
    from sklearn.datasets import load_breast_cancer, load_digits

    cancer, digits = load_breast_cancer(), load_digits()
    malignant = list(cancer.target_names).index("malignant")
    return {
        "breast_cancer.npz": npz_bytes(
            X=cancer.data.astype("<f8"), y=(cancer.target == malignant).astype("u1")
        ),
        "digits.npz": npz_bytes(X=digits.data.astype("u1"), y=digits.target.astype("u1")),
    }


if __name__ == "__main__":
    for name, content in files().items():
        (DATA / name).write_bytes(content)
        print(f"{DATA / name}: {len(content)} bytes")
