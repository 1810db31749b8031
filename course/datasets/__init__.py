"""Data sets: each function returns ``(X, y)`` afresh; what is random takes an ``rng``.

=====================================================  ===========================================
`or_` `and_` `xor` `nand` `truth_table`                truth tables (`course.datasets.logic`)
`moons` `circles` `spirals` `blobs`                    points in a plane (`course.datasets.shapes`)
`clinical`                                             made-up patients, 13.5 % positive
                                                       (`course.datasets.clinical`)
`breast_cancer` `digits`                               real, shipped (`course.datasets.packaged`)
=====================================================  ===========================================

Where a new one goes: a small real one beside `digits`, its file in ``data/`` with its licence; one
that must be fetched first, such as Fashion-MNIST, in a module ``fashion_mnist.py`` here that
reads a file the caller names. Nothing here opens a connection.
"""

from course.datasets.clinical import CLINICAL_FEATURES, CLINICAL_POSITIVE_SHARE, clinical
from course.datasets.features import Feature
from course.datasets.logic import all_inputs, and_, nand, or_, truth_table, xor
from course.datasets.packaged import (
    BREAST_CANCER_CLASSES,
    BREAST_CANCER_FEATURES,
    breast_cancer,
    digits,
)
from course.datasets.shapes import blobs, circles, moons, spirals

__all__ = [
    "BREAST_CANCER_CLASSES",
    "BREAST_CANCER_FEATURES",
    "CLINICAL_FEATURES",
    "CLINICAL_POSITIVE_SHARE",
    "Feature",
    "all_inputs",
    "and_",
    "blobs",
    "breast_cancer",
    "circles",
    "clinical",
    "digits",
    "moons",
    "nand",
    "or_",
    "spirals",
    "truth_table",
    "xor",
]
