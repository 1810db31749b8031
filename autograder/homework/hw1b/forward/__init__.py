"""Part 1: activations, the forward pass, and what its weights are."""

# isort: off
from autograder.homework.hw1b.forward import activations
from autograder.homework.hw1b.forward import by_sums
from autograder.homework.hw1b.forward import by_matrices
from autograder.homework.hw1b.forward import shapes
from autograder.homework.hw1b.forward import xor_by_hand
# isort: on

__all__ = ["activations", "by_matrices", "by_sums", "shapes", "xor_by_hand"]
