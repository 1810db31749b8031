"""One of each widget, as a lecture would make it: for the tests that hold for all of them."""

IMPORTS = """
import numpy as np
from course import hand, datasets
from course.graph import two_neuron_chain
from course.graph.mlp import CANON_B, CANON_B_OUT, CANON_W, CANON_W_OUT
import nbextensions as widgets

or_table = hand.table((1, -1), -0.5, *datasets.or_())
xor_net = hand.mlp_table(CANON_W, CANON_B, CANON_W_OUT, CANON_B_OUT, *datasets.xor())
"""

GALLERY = {
    "HandTable": "widgets.HandTable(or_table)",
    "HandTable of a net": "widgets.HandTable(xor_net)",
    "HandTable to fill in": "widgets.HandTable(or_table, blanks=['h', 'p'])",
    "ChainStepper": "widgets.ChainStepper(or_table, step=9)",
    "ChainStepper of a chain": "widgets.ChainStepper(two_neuron_chain(), step=12)",
    "ChainStepper of a net": "widgets.ChainStepper(xor_net, row=3, step=16)",
    "Boundary": "widgets.Boundary(or_table)",
    "Boundary of a net": "widgets.Boundary(xor_net)",
    "Landscape": "widgets.Landscape(or_table)",
    "TrainPlayer": (
        "widgets.TrainPlayer(*datasets.xor(), (2, 3, 1), n_steps=200, n_starts=20, seed=1)"
    ),
    "NetworkView": "widgets.NetworkView(xor_net)",
    "DropoutView": "widgets.DropoutView(xor_net)",
    "Shrinkage": "widgets.Shrinkage(np.eye(2), [2.0, 0.5], penalty='l1')",
    "Predict": (
        "widgets.Predict('Does $p$ **rise** with $w_1$?', choices=['yes', 'no'], truth='yes')"
    ),
    "Predict a number": "widgets.Predict('What is $p$ at $h = 0.5$?', truth=0.6224593312018546)",
    "FindTheSlip": "widgets.FindTheSlip('E5')",
}


def make(name):
    """Make a widget of the gallery."""
    space = {}
    exec(IMPORTS, space)
    return eval(GALLERY[name], space)
