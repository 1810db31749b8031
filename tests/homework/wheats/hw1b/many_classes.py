"""Right answers to HW1B, Part 5."""

import math

import numpy as np

from autograder.homework.hw1b.many_classes.cross_entropy import softmax_backward
from autograder.homework.hw1b.many_classes.softmax import softmax
from tests.homework.wheats import collection

WHEATS, right = collection()


@right("softmax")
def row_by_row_in_loops(Z):
    rows = []
    for scores in Z:
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        rows.append([power / sum(powers) for power in powers])
    return rows


@right("softmax")
def transposed_there_and_back(Z):
    T = Z.T - Z.max(axis=1)
    return (np.exp(T) / np.exp(T).sum(axis=0)).T


@right("softmax")
def by_the_log_of_the_sum(Z):
    shifted = Z - Z.max(axis=1)[:, None]
    return np.exp(shifted - np.log(np.exp(shifted).sum(axis=1))[:, np.newaxis])


@right("softmax")
def by_differences_of_all_pairs(Z):
    with np.errstate(over="ignore"):
        return 1 / np.exp(Z[:, None, :] - Z[:, :, None]).sum(axis=2)


@right("softmax")
def in_single_precision(Z):
    E = np.exp((Z - np.amax(Z, axis=-1, keepdims=True)).astype(np.float32))
    return E / E.sum(axis=-1, keepdims=True)


@right("categorical_cross_entropy")
def one_row_after_another(y, P):
    total = 0.0
    for i in range(len(y)):
        total -= math.log(max(P[i, y[i]], 1e-12))
    return total / len(y)


@right("categorical_cross_entropy")
def with_one_hot_rows(y, P):
    T = np.eye(P.shape[1])[y]
    return -(T * np.log(np.clip(P, 1e-12, None))).sum() / len(y)


@right("categorical_cross_entropy")
def with_take_along_axis(y, P):
    chosen = np.take_along_axis(P, y[:, None], axis=1).ravel()
    return np.mean(-np.log(np.where(chosen < 1e-12, 1e-12, chosen)))


@right("categorical_cross_entropy")
def with_a_comparison(y, P):
    chosen = P[y[:, None] == np.arange(P.shape[1])]
    return np.log(1 / np.clip(chosen, 1e-12, 1)).mean()


@right("softmax_backward")
def subtracting_one_hot_rows(y, P):
    return (P - np.eye(P.shape[1])[y]) / P.shape[0]


@right("softmax_backward")
def entry_by_entry(y, P):
    n, k = P.shape
    return [[(P[i, j] - (1 if y[i] == j else 0)) / n for j in range(k)] for i in range(n)]


@right("softmax_backward")
def with_subtract_at(y, P):
    D = np.array(P)
    np.subtract.at(D, (range(len(y)), y), 1.0)
    return np.divide(D, len(D))


@right("softmax_backward")
def through_the_softmax_s_jacobian(y, P):
    D = np.zeros_like(P)
    for i, p in enumerate(P):
        slope = np.zeros(len(p))
        slope[y[i]] = -1 / p[y[i]]
        D[i] = (np.diag(p) - np.outer(p, p)) @ slope / len(y)
    return D


@right("predict_digits")
def picture_by_picture(X, params):
    found = []
    for x in X:
        a = [max(0.0, z) for z in x @ params["W"] + params["b"]]
        scores = [a @ column for column in params["W_out"].T] + params["b_out"]
        found.append(int(np.argmax(scores)))
    return found


@right("predict_digits")
def by_the_probabilities(X, params):
    Z = np.einsum("np,ph->nh", X, params["W"]) + params["b"]
    S = (Z * (Z > 0)) @ params["W_out"] + params["b_out"]
    P = np.exp(S - S.max(axis=1, keepdims=True))
    return (P / P.sum(axis=1, keepdims=True)).argmax(axis=-1).astype(np.int32)


@right("predict_digits")
def with_biases_as_a_column_of_ones(X, params):
    ones = np.ones((len(X), 1))
    A = np.clip(np.hstack([X, ones]) @ np.vstack([params["W"], params["b"]]), 0, None)
    return np.argsort(np.hstack([A, ones]) @ np.vstack([params["W_out"], params["b_out"]]))[:, -1]


@right("predict_digits")
def as_floats(X, params):
    Z = X @ params["W"] + params["b"]
    return np.argmax(np.where(Z > 0, Z, 0) @ params["W_out"] + params["b_out"], axis=1) * 1.0


def gradients_of(X, y, params):
    Z = X @ params["W"] + params["b"]
    A = np.maximum(Z, 0)
    D_out = softmax_backward(y, softmax(A @ params["W_out"] + params["b_out"]))
    D = D_out @ params["W_out"].T * (Z > 0)
    gradients = {"W": X.T @ D, "b": D.sum(axis=0), "W_out": A.T @ D_out}
    return gradients | {"b_out": D_out.sum(axis=0)}


def fresh(rng, n_pixels, n_hidden):
    return {
        "W": rng.standard_normal((n_pixels, n_hidden)) * np.sqrt(2 / n_pixels),
        "b": np.zeros(n_hidden),
        "W_out": rng.standard_normal((n_hidden, 10)) * np.sqrt(2 / n_hidden),
        "b_out": np.zeros(10),
    }


@right("train_digits")
def adam_with_fifty_units(X, y, rng):
    params = fresh(rng, X.shape[1], 50)
    m = dict.fromkeys(params, 0.0)
    s, t = dict(m), 0
    for _ in range(20):
        for rows in np.array_split(rng.permutation(len(y)), 30):
            gradients, t = gradients_of(X[rows], y[rows], params), t + 1
            for name, g in gradients.items():
                m[name] = 0.9 * m[name] + 0.1 * g
                s[name] = 0.999 * s[name] + 0.001 * g**2
                way = m[name] / (1 - 0.9**t) / (np.sqrt(s[name] / (1 - 0.999**t)) + 1e-8)
                params[name] = params[name] - 0.005 * way
    return params


@right("train_digits")
def plain_descent_in_small_batches(X, y, rng):
    params = fresh(rng, X.shape[1], 24)
    for _ in range(25):
        order = rng.permutation(len(y))
        for i in range(0, len(y), 16):
            rows = order[i : i + 16]
            for name, g in gradients_of(X[rows], y[rows], params).items():
                params[name] -= 0.2 * g
    return params


@right("train_digits")
def all_rows_at_once_with_momentum(X, y, rng):
    params = fresh(rng, X.shape[1], 40)
    velocity = {name: np.zeros_like(value) for name, value in params.items()}
    for _ in range(150):
        for name, g in gradients_of(X, y, params).items():
            velocity[name] = 0.9 * velocity[name] - 0.2 * g
            params[name] += velocity[name]
    return params


@right("train_digits")
def in_single_precision_with_weight_decay(X, y, rng):
    params = {name: value.astype(np.float32) for name, value in fresh(rng, X.shape[1], 64).items()}
    X = X.astype(np.float32)
    for epoch in range(20):
        for rows in np.split(rng.permutation(len(y)), range(32, len(y), 32)):
            for name, g in gradients_of(X[rows], y[rows], params).items():
                g = g + np.float32(1e-4) * params[name]
                params[name] = params[name] - np.float32(0.4 / (1 + epoch / 10)) * g
    return params
