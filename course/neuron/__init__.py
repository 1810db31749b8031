"""The sigmoid neuron: a weighted sum, a sigmoid, and gradients for two losses.

``h = X @ w + b``, ``p = sigmoid(h)``, ``y_hat = 1`` where ``p > 0.5``. Some decks call it a
perceptron; with the cross-entropy it is logistic regression.

Forward returns what backward needs (the cache) and hides nothing. Two choices have no default,
because each scales every gradient: the loss, and whether it is summed or averaged over the
examples (`reduction`).

Source: BMI 707 lecture 2 (Beam, 2018), the perceptron by hand; Bishop, Pattern Recognition and
Machine Learning (2006), sec. 4.3.2.
"""

from course.neuron.passes import (
    NEURON_LOSSES,
    NeuronCache,
    NeuronGradients,
    backward,
    backward_from_scores,
    forward,
    gradients,
    loss_and_gradients,
    predict,
    weighted_sum,
)
from course.neuron.training import NeuronHistory, train, update

__all__ = [
    "NEURON_LOSSES",
    "NeuronCache",
    "NeuronGradients",
    "NeuronHistory",
    "backward",
    "backward_from_scores",
    "forward",
    "gradients",
    "loss_and_gradients",
    "predict",
    "train",
    "update",
    "weighted_sum",
]
