"""The notebooks of the tests in JupyterLab: a cell for each widget, found by the cell's id."""

import re

from tests.widgets.gallery import GALLERY, IMPORTS
from tests.widgets.hands import HANDS


def notebook(cells):
    """A notebook of code cells: id -> source."""
    empty = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    made = [{"id": name, "source": source, **empty} for name, source in cells.items()]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel}  # else JupyterLab asks which one
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": made}


def variable(name):
    """What a widget of the gallery is called in the kernel; its cell has the same id."""
    return re.sub(r"\W", "_", name)


def shown(**widgets):
    """Cells that make a widget each and show it."""
    return {name: f"{name} = {code}\n{name}" for name, code in widgets.items()}


# Every widget, and a second one of each that hands act on.
EVERY = {
    "imports": IMPORTS,
    **shown(**{variable(name): code for name, code in GALLERY.items()}),
    **shown(**{f"{variable(name)}_2": GALLERY[name] for name in HANDS}),
}

# Some of them together.
TOGETHER = {
    "imports": IMPORTS,
    **shown(
        table="widgets.HandTable(or_table, group='g')",
        plane="widgets.Boundary(or_table, group='g')",
        driven="widgets.HandTable(or_table)",
    ),
    "sliders": (
        "import ipywidgets\n"
        "slider = ipywidgets.FloatSlider(value=1.0, min=-3, max=3, description='mine')\n"
        "ipywidgets.link((slider, 'value'), (driven, 'w1'))\n"
        "ipywidgets.HBox([slider, widgets.HandTable(or_table, group='g')])"
    ),
    "own": (
        "def lost_sign(X, w, b):\n"
        "    if b > 0:\n"
        "        raise ValueError('b is too large for me')\n"
        "    return 1 / (1 + np.exp(X @ w + b))\n"
        "own = widgets.HandTable(or_table, forward=lost_sign)\n"
        "own"
    ),
}

# Each widget that asks a student's functions, whenever what it shows has changed.
FUNCTIONS = """
broken = False

def mine(function):
    def of_mine(*arguments):
        if broken:
            raise ValueError("something is missing")
        return function(*arguments)
    return of_mine

def sigmoid(h):
    return 1 / (1 + np.exp(-h))

@mine
def forward(X, w, b):
    return sigmoid(X @ w + b)

@mine
def loss_function(X, y, w, b):
    return np.mean((y - sigmoid(X @ w + b)) ** 2)

@mine
def forward_masked(X, params, mask):
    A = sigmoid(X @ params["W"] + params["b"]) * mask
    return sigmoid(A @ params["w_out"] + params["b_out"])

@mine
def shrink(a, strength):
    return np.sign(a) * np.maximum(np.abs(a) - strength, 0)
"""
OWN = {
    "imports": IMPORTS,
    "functions": FUNCTIONS,
    **shown(
        table="widgets.HandTable(or_table, forward=forward)",
        chain="widgets.ChainStepper(or_table, forward=forward)",
        plane="widgets.Boundary(or_table, forward=forward)",
        maps="widgets.Landscape(or_table, loss_function=loss_function)",
        player="widgets.TrainPlayer(*datasets.or_(), (2, 1), n_steps=20, forward=forward)",
        net="widgets.NetworkView(or_table, forward=forward)",
        dropout="widgets.DropoutView(xor_net, forward=forward_masked)",
        penalty="widgets.Shrinkage(np.eye(2), [2.0, 0.5], penalty='l1', shrink=shrink)",
    ),
}
CHANGES = {  # in Python, of something that each of them asks about
    "table": "w1", "chain": "w1", "plane": "w1", "maps": "w1", "player": "learning_rate",
    "net": "w1", "dropout": "bo", "penalty": "strength",
}  # fmt: skip

# A value that the browser shows and Python's trait refuses.
REFUSED = {
    "imports": IMPORTS,
    **shown(table="widgets.HandTable(or_table)"),
    "far": (
        "import ipywidgets\n"
        "far = ipywidgets.FloatSlider(value=9, max=9)\n"
        "ipywidgets.jslink((far, 'value'), (table, 'scale'))\n"
        "far"
    ),
}

NOTEBOOKS = {"every": EVERY, "together": TOGETHER, "own": OWN, "refused": REFUSED}
