"""Part 1: three activations and their derivatives, each taken from the input z.

One module holds each of the three with its derivative; here they are together.
"""

from __future__ import annotations

# isort: off
from autograder.homework.hw1b.forward.activation_sigmoid import sigmoid, sigmoid_derivative
from autograder.homework.hw1b.forward.activation_tanh import tanh, tanh_derivative
from autograder.homework.hw1b.forward.activation_relu import relu, relu_derivative
# isort: on

__all__ = ["relu", "relu_derivative", "sigmoid", "sigmoid_derivative", "tanh", "tanh_derivative"]
