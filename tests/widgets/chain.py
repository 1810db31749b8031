"""Tables, functions and glances at the page for the tests of the chain stepper."""

import numpy as np

from course import datasets, hand
from course.graph import rounded
from course.graph.mlp import CANON_B, CANON_B_OUT, CANON_W, CANON_W_OUT

OR = datasets.or_()


def or_table(**settings):
    return hand.table([1, -1], -0.5, *OR, **settings)


def net(**settings):
    return hand.mlp_table(CANON_W, CANON_B, CANON_W_OUT, CANON_B_OUT, *datasets.xor(), **settings)


def keys(stepper):
    return [step.key for step in stepper.steps]


def step_of(stepper, key):
    return keys(stepper).index(key)


def text(value, places=4):
    """A number as the widget shows it."""
    return rounded(value, places, trim=True).text.replace("-", "\u2212")


def forward_pass(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))


def backward_pass(X, y, p):
    delta = 2 * (p - y) * p * (1 - p)
    return X.T @ delta / len(y), np.mean(delta)


def backward_without_two(X, y, p):
    delta = (p - y) * p * (1 - p)
    return X.T @ delta / len(y), np.mean(delta)


def backward_sums(X, y, p):
    delta = 2 * (p - y) * p * (1 - p)
    return X.T @ delta, np.sum(delta)


# On the page --------------------------------------------------------------------------------------
def caption(view):
    return view.locator(".cg-chain-caption").inner_text()


def node_of(view, name):
    return view.locator(f'.cg-graph-node[data-key="{name}"]')


def value_of(view, name):
    return node_of(view, name).locator(".cg-graph-value").text_content()


def factor_of(view, key):
    label = view.locator(f'.cg-graph-label[data-key="{key}"]')
    return label.text_content() if label.get_attribute("visibility") != "hidden" else ""


def cell(view, row, key):
    return view.locator(f'td[data-id="{row}:{key}"] .cg-value').inner_text()


def formula(view):
    return view.locator(".cg-chain-grid").inner_text().replace("\n", "")


def press(stage, view, key):
    view.press(key)
    stage.settle()


def walk(stage, view, n):
    for _ in range(n):
        view.get_by_role("button", name="Next step").click()
    stage.settle()
