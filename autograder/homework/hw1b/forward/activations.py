"""Part 1: three activations and their derivatives, each taken from the input z.

One module holds each of the three with its derivative; here they are together.
"""

from __future__ import annotations

# isort: off
from autograder.homework.hw1b.forward.activation_sigmoid import sigmoid, sigmoid_derivative
from autograder.homework.hw1b.forward.activation_tanh import tanh, tanh_derivative
from autograder.homework.hw1b.forward.activation_relu import relu, relu_derivative
# isort: on

FUNCTIONS = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}
SLOPES = {"sigmoid": sigmoid_derivative, "tanh": tanh_derivative, "relu": relu_derivative}
"""By their names, for declared mistakes; a reference has to stand on its own."""

__all__ = [
    "FUNCTIONS",
    "SLOPES",
    "relu",
    "relu_derivative",
    "sigmoid",
    "sigmoid_derivative",
    "tanh",
    "tanh_derivative",
]
