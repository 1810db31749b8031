"""Make the golden files from PyTorch, in float64.

PyTorch is no dependency of the project. To make the files again, run this in an environment of
its own that holds ``torch`` and ``numpy``::

    python tests/course/golden/make_torch_golden.py

Each file holds a start, inputs, and what PyTorch computed from them: activations, loss,
gradients, and the parameters after each of a few optimizer steps. Nothing of `course` is used.
"""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

HERE = Path(__file__).parent
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

HIDDEN = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": F.leaky_relu,
    "softmax": lambda Z: torch.softmax(Z, dim=-1),
    "identity": lambda Z: Z,
}
LOSSES = {
    "squared_error": lambda A, y: F.mse_loss(A, y, reduction="sum"),
    "mean_squared_error": F.mse_loss,
    "binary_cross_entropy": lambda A, y: F.binary_cross_entropy(A, y, reduction="sum"),
    "binary_cross_entropy_from_scores": lambda A, y: F.binary_cross_entropy_with_logits(
        A, y, reduction="sum"
    ),
    "categorical_cross_entropy_from_scores": lambda A, y: F.cross_entropy(A, y, reduction="sum"),
    "categorical_cross_entropy": lambda A, y: F.nll_loss(torch.log(A), y, reduction="sum"),
}
OPTIMIZERS = {
    "gradient_descent": lambda groups: torch.optim.SGD(groups, lr=0.1),
    "momentum": lambda groups: torch.optim.SGD(groups, lr=0.05, momentum=0.9),
    "adam": lambda groups: torch.optim.Adam(groups, lr=0.01),
    "adam_with_weight_decay": lambda groups: torch.optim.AdamW(groups, lr=0.01),
    "adam_with_l2": lambda groups: torch.optim.Adam(groups, lr=0.01),
}


def numbers(tensor):
    return tensor.detach().numpy().tolist()


def forward(A, parameters, activations):
    outputs = []
    for layer, name in enumerate(activations):
        A = HIDDEN[name](A @ parameters[2 * layer] + parameters[2 * layer + 1])
        outputs.append(A)
    return outputs


def start(sizes, seed):
    rng = np.random.default_rng(seed)
    shapes = [shape for n_in, n_out in pairwise(sizes) for shape in ((n_in, n_out), (n_out,))]
    arrays = [np.round(rng.normal(size=shape) * 0.7, 3) for shape in shapes]
    return [nn.Parameter(torch.tensor(array)) for array in arrays]


def steps(arrays, X, y, activations, loss, name, n_steps=5):
    parameters = [nn.Parameter(array.detach().clone()) for array in arrays]
    decay = 0.1 if name == "adam_with_weight_decay" else 0.0
    groups = [
        {"params": parameters[0::2], "weight_decay": decay},
        {"params": parameters[1::2], "weight_decay": 0.0},
    ]
    optimizer, path = OPTIMIZERS[name](groups), []
    for _ in range(n_steps):
        optimizer.zero_grad()
        value = LOSSES[loss](forward(X, parameters, activations)[-1], y) / len(X)
        if name == "adam_with_l2":
            value = value + 0.05 * sum((W**2).sum() for W in parameters[0::2])
        value.backward()
        optimizer.step()
        path.append([numbers(array) for array in parameters])
    return path


def network(sizes, activations, loss, X, y, seed, optimizers):
    parameters = start(sizes, seed)
    X, y = torch.tensor(X, requires_grad=True), torch.tensor(y)
    outputs = forward(X, parameters, activations)
    value = LOSSES[loss](outputs[-1], y)
    value.backward()
    return {
        "activations": activations,
        "loss_name": loss,
        "X": numbers(X),
        "y": numbers(y),
        "parameters": [numbers(array) for array in parameters],
        "outputs": [numbers(A) for A in outputs],
        "loss": value.item(),
        "gradients": [numbers(array.grad) for array in parameters],
        "dX": numbers(X.grad),
        "steps": {
            name: steps(parameters, X.detach(), y, activations, loss, name) for name in optimizers
        },
    }


def networks():
    rng = np.random.default_rng(707)
    X2, X4 = np.round(rng.normal(size=(4, 2)), 3), np.round(rng.normal(size=(6, 4)), 3)
    corners = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    xor = [[0.0], [1.0], [1.0], [0.0]]
    labels, many = [0, 2, 1, 1, 0, 2], [[0.0, 1.0], [1.0, 1.0], [1.0, 0.0]] * 2
    targets = np.round(rng.normal(size=(6, 2)), 3)
    first = ("gradient_descent", "momentum", "adam", "adam_with_weight_decay", "adam_with_l2")
    scores, binary = "categorical_cross_entropy_from_scores", "binary_cross_entropy"
    return {
        "2-3-1 sigmoid, squared error": network(
            (2, 3, 1), ["sigmoid", "sigmoid"], "squared_error", corners, xor, 1, first
        ),
        "2-4-1 tanh, binary cross-entropy": network(
            (2, 4, 1), ["tanh", "sigmoid"], binary, X2.tolist(), xor, 2, ("gradient_descent",)
        ),
        "4-5-3 relu, class scores": network(
            (4, 5, 3), ["relu", "identity"], scores, X4.tolist(), labels, 3, first
        ),
        "4-3-3 tanh, class probabilities": network(
            (4, 3, 3), ["tanh", "softmax"], "categorical_cross_entropy", X4.tolist(), labels, 4, ()
        ),
        "4-6-4-2 leaky, labels from scores": network(
            (4, 6, 4, 2),
            ["leaky_relu", "relu", "identity"],
            "binary_cross_entropy_from_scores",
            X4.tolist(),
            many,
            5,
            ("adam",),
        ),
        "4-5-2 sigmoid, mean squared error": network(
            (4, 5, 2),
            ["sigmoid", "identity"],
            "mean_squared_error",
            X4.tolist(),
            targets.tolist(),
            6,
            (),
        ),
    }


def activations():
    Z = [-1000.0, -40.0, -8.0, -1.5, -0.5, -1e-3, 1e-3, 0.25, 1.0, 3.2, 17.0, 40.0, 1000.0]
    table = {"Z": Z}
    for name in ("sigmoid", "tanh", "relu", "leaky_relu"):
        z = torch.tensor(Z, requires_grad=True)
        A = HIDDEN[name](z)
        A.sum().backward()
        table[name] = {"A": numbers(A), "derivative": numbers(z.grad)}
    scores = torch.tensor([[3.2, 5.1, -1.7], [1000.0, 0.0, -1000.0], [0.1, 0.1, 0.1]])
    jacobians = [
        torch.autograd.functional.jacobian(HIDDEN["softmax"], row).tolist() for row in scores
    ]
    table["softmax"] = {
        "Z": numbers(scores),
        "A": numbers(torch.softmax(scores, dim=-1)),
        "log": numbers(torch.log_softmax(scores, dim=-1)),
        "derivative": jacobians,
    }
    return table


def write(name, content):
    text = json.dumps(content, indent=1, sort_keys=True)
    (HERE / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write("torch_activations.json", activations())
    for number, (title, content) in enumerate(networks().items(), start=1):
        write(f"torch_network_{number}.json", {"title": title, "torch": "2.13.0", **content})
