"""How many linear pieces a ReLU network has: depth folds, width cuts."""

import numpy as np
import pytest

from course.activations import ACTIVATIONS
from course.gradient_check import activation_pattern
from course.layers import Linear
from course.mlp import MLP

RELU = ACTIVATIONS["relu"]


def tent_layers():
    """``tent(x) = 2 relu(x) - 4 relu(x - 1/2)``: up to 1 at one half and down to 0 again."""
    return (
        Linear(np.array([[1.0, 1.0]]), np.array([0.0, -0.5])),
        RELU,
        Linear(np.array([[2.0], [-4.0]]), np.zeros(1)),
    )


@pytest.mark.parametrize(("depth", "n_pieces"), [(1, 2), (2, 4), (3, 8), (4, 16), (5, 32)])
def test_two_relus_a_layer_double_the_pieces_with_each_layer(depth, n_pieces):
    net = MLP(tent_layers() * depth)
    x = (np.arange(4096) + 0.5)[:, np.newaxis] / 4096
    value, cache = net.forward(x)
    assert value.min() >= 0
    assert value.max() <= 1
    slopes, _ = net.backward(np.ones_like(value), cache)
    assert 1 + np.count_nonzero(np.diff(slopes[:, 0])) == n_pieces
    assert set(np.abs(slopes[:, 0])) == {2.0**depth}


@pytest.mark.parametrize(("n_units", "n_regions"), [(1, 2), (2, 4), (4, 11), (8, 37)])
def test_units_in_one_layer_cut_the_plane_as_lines_do(n_units, n_regions):
    # Zaslavsky: 1 + q + q (q - 1) / 2 for lines in general position, here tangents of a circle
    assert n_regions == 1 + n_units + n_units * (n_units - 1) // 2
    angle = np.pi * np.arange(n_units) / n_units
    layer = MLP((Linear(np.array([np.cos(angle), np.sin(angle)]), np.full(n_units, -1.0)), RELU))
    radius, turn = np.geomspace(0.5, 50, 300), np.linspace(0, 2 * np.pi, 721)
    points = np.stack([np.outer(radius, f(turn)).ravel() for f in (np.cos, np.sin)], axis=1)
    pattern = activation_pattern(layer, points).reshape(len(points), n_units)
    assert len(np.unique(pattern, axis=0)) == n_regions
