"""Right answers to HW1B, Part 4."""

import math

import numpy as np

from autograder.homework.hw1b.forward.activations import relu, sigmoid, sigmoid_derivative, tanh
from autograder.homework.hw1b.forward.by_matrices import forward_pass
from autograder.homework.hw1b.regularization.dropout_backward import backward_dropout
from autograder.homework.hw1b.regularization.dropout_forward import forward_dropout
from autograder.homework.hw1b.regularization.penalty import penalty
from tests.homework.wheats import collection

WHEATS, right = collection()


@right("penalty")
def penalty_name_by_name(params, l1, l2):
    W, w_out = params["W"], params["w_out"]
    value = l1 * (np.abs(W).sum() + np.abs(w_out).sum()) + l2 * ((W**2).sum() + (w_out**2).sum())
    return value, {
        "W": l1 * np.sign(W) + 2 * l2 * W,
        "w_out": l1 * np.sign(w_out) + 2 * l2 * w_out,
        "b": np.zeros(len(params["b"])),
        "b_out": 0,
    }


@right("penalty")
def penalty_in_loops(params, l1, l2):
    value = 0.0
    gradients = {"b": [0.0 for _ in params["b"]], "b_out": 0.0}
    for name in ("W", "w_out"):
        gradients[name] = np.zeros(np.shape(params[name]))
        for place, w in np.ndenumerate(params[name]):
            value += l1 * abs(w) + l2 * w * w
            gradients[name][place] = 2 * l2 * w
            if w != 0:
                gradients[name][place] += math.copysign(l1, w)
    return value, gradients


@right("penalty")
def penalty_by_comparison(params, l1, l2):
    gradients = {name: np.zeros_like(value) for name, value in params.items()}
    value = 0
    for name in set(params) - {"b", "b_out"}:
        w = params[name]
        value += l2 * np.linalg.norm(w) ** 2 + l1 * np.linalg.norm(np.ravel(w), 1)
        gradients[name] = 2 * l2 * w + l1 * (1.0 * (w > 0) - (w < 0))
    return value, gradients


@right("penalty")
def penalty_by_a_safe_division(params, l1, l2):
    value, gradients = 0.0, {"b": params["b"] * 0, "b_out": np.array(0.0)}
    for name in ("W", "w_out"):
        w, size = params[name], np.abs(params[name])
        value = value + np.sum(size * l1 + l2 * size * size)
        gradients[name] = l1 * w / np.where(size == 0, 1, size) + l2 * (w + w)
    return np.array(value), gradients


@right("penalty")
def penalty_in_float32(params, l1, l2):
    value, gradients = penalty(params, l1, l2)
    return np.float32(value), {name: np.float32(each) for name, each in gradients.items()}


@right("dropout_mask")
def mask_with_binomial(shape, rate, rng, training=True):
    if training:
        return rng.binomial(1, 1 - rate, size=shape) / (1 - rate)
    return np.ones(shape)


@right("dropout_mask")
def mask_with_choice(shape, rate, rng, training=True):
    keep = 1 - rate
    return rng.choice([0.0, 1 / keep], p=[rate, keep], size=shape) if training else np.ones(shape)


@right("dropout_mask")
def mask_with_where(shape, rate, rng, training=True):
    drawn = rng.uniform(0, 1, size=shape)
    struck = (drawn < rate) & training
    return np.where(struck, 0.0, 1 / (1 - rate) if training else 1.0)


@right("dropout_mask")
def mask_kept_below(shape, rate, rng, training=True):
    keep_prob = 1 - rate if training else 1.0
    return (rng.random(shape) < keep_prob).astype(float) / keep_prob


@right("dropout_mask")
def mask_in_loops(shape, rate, rng, training=True):
    mask = []
    for _ in range(shape[0]):
        row = [0.0 if training and rng.random() < rate else 1.0 for _ in range(shape[1])]
        mask.append([each / (1 - rate) if training else each for each in row])
    return mask


@right("dropout_mask")
def mask_in_float32(shape, rate, rng, training=True):
    if not training:
        return np.ones(shape, dtype=np.float32)
    kept = rng.random(shape, dtype=np.float32) >= rate
    return kept.astype(np.float32) / np.float32(1 - rate)


@right("forward_dropout")
def masked_row_by_row(X, params, mask, activation="sigmoid"):
    activate = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}[activation]
    Z, A, p = [], [], []
    for x, row in zip(X, mask, strict=True):
        z = params["W"].T @ x + params["b"]
        a = activate(z)
        o = params["b_out"]
        for each, factor, weight in zip(a, row, params["w_out"], strict=True):
            o = o + each * factor * weight
        Z, A, p = [*Z, z], [*A, a], [*p, sigmoid(o)]
    return p, {"Z": Z, "A": A, "mask": mask, "p": p, "activation": activation}


@right("forward_dropout")
def masked_with_the_own_forward_pass(X, params, mask, activation="sigmoid"):
    _, cache = forward_pass(X, params, activation)
    cache["mask"] = mask
    cache["p"] = sigmoid((cache["A"] * mask) @ params["w_out"] + params["b_out"])
    return cache["p"], cache


@right("forward_dropout")
def masked_at_the_weights(X, params, mask, activation="sigmoid"):
    Z = np.dot(X, params["W"]) + params["b"]
    if activation == "sigmoid":
        A = 0.5 * (1 + np.tanh(Z / 2))
    else:
        A = np.tanh(Z) if activation == "tanh" else np.where(Z > 0, Z, 0)
    o = np.sum(A * (mask * params["w_out"]), axis=1) + params["b_out"]
    p = 1 / (1 + np.exp(-o))
    return p, {"Z": Z, "A": A, "mask": mask.copy(), "p": p, "activation": activation, "o": o}


@right("forward_dropout")
def masked_with_einsum(X, params, mask, activation="sigmoid"):
    Z = np.einsum("ik,kj->ij", X, params["W"]) + params["b"]
    A = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}[activation](Z)
    p = sigmoid(np.einsum("ij,ij,j->i", A, mask, params["w_out"]) + params["b_out"])
    return p, {"Z": Z, "A": A, "mask": mask, "p": p, "activation": activation}


@right("forward_dropout")
def masked_in_float32(X, params, mask, activation="sigmoid"):
    p, cache = forward_dropout(X, params, mask, activation)
    single = {name: np.float32(cache[name]) for name in ("Z", "A", "mask", "p")}
    return np.float32(p), single | {"activation": activation}


@right("backward_dropout")
def masked_gradients_in_loops(X, y, params, cache):
    A, mask, n = cache["A"], cache["mask"], len(y)
    slopes = {"sigmoid": A * (1 - A), "tanh": 1 - A**2, "relu": (A > 0) * 1.0}
    slopes = slopes[cache["activation"]]
    gradients = {name: np.zeros(np.shape(value)) for name, value in params.items()}
    for i in range(n):
        p = cache["p"][i]
        delta = 2 * (p - y[i]) * p * (1 - p) / n
        gradients["b_out"] = gradients["b_out"] + delta
        for j in range(len(params["b"])):
            gradients["w_out"][j] += delta * A[i, j] * mask[i, j]
            through = delta * params["w_out"][j] * mask[i, j] * slopes[i, j]
            gradients["b"][j] += through
            gradients["W"][:, j] += through * X[i]
    return gradients


@right("backward_dropout")
def masked_gradients_by_layers(X, y, params, cache):
    p, n = cache["p"][:, None], len(y)
    do = 2 * (p - y[:, None]) * p * (1 - p) / n
    dropped = cache["A"] * cache["mask"]
    dw_out, db_out = (dropped.T @ do).ravel(), do.sum()
    d_dropped = do @ params["w_out"][None, :]
    dA = d_dropped * cache["mask"]
    if cache["activation"] == "sigmoid":
        dZ = dA * sigmoid_derivative(cache["Z"])
    elif cache["activation"] == "tanh":
        dZ = dA / np.cosh(cache["Z"]) ** 2
    else:
        dZ = np.where(cache["Z"] > 0, dA, 0)
    return {"w_out": dw_out, "b_out": db_out, "W": X.T @ dZ, "b": dZ.sum(axis=0)}


@right("backward_dropout")
def masked_gradients_with_einsum(X, y, params, cache):
    A, p = cache["A"], cache["p"]
    slopes = {"sigmoid": A - A * A, "tanh": 1 - A * A, "relu": np.sign(A)}[cache["activation"]]
    delta = -2 * (y - p) * p * (1 - p) / y.size
    masked = np.einsum("i,ij->ij", delta, cache["mask"])
    D = np.einsum("ij,j,ij->ij", masked, params["w_out"], slopes)
    return {
        "W": np.einsum("ik,ij->kj", X, D),
        "b": np.einsum("ij->j", D),
        "w_out": np.einsum("ij,ij->j", masked, A),
        "b_out": np.array(np.sum(delta)),
    }


@right("backward_dropout")
def masked_gradients_as_lists_with_more(X, y, params, cache):
    gradients = masked_gradients_by_layers(X, y, params, cache)
    return {name: each.tolist() for name, each in gradients.items()} | {"rows": len(y)}


@right("backward_dropout")
def masked_gradients_in_float32(X, y, params, cache):
    gradients = backward_dropout(X, y, params, cache)
    return {name: np.float32(each) for name, each in gradients.items()}


@right("early_stopping")
def stopping_with_a_counter(losses, patience):
    best, lowest, waited = 0, np.inf, 0
    for epoch, loss in enumerate(losses):
        if loss < lowest:
            best, lowest, waited = epoch, loss, 0
        else:
            waited += 1
            if waited == patience:
                return best, epoch
    return best, epoch


@right("early_stopping")
def stopping_in_a_while_loop(losses, patience):
    epoch, best = 0, 0
    while epoch < len(losses) - 1 and epoch - best < patience:
        epoch += 1
        if losses[epoch] < losses[best]:
            best = epoch
    return [best, epoch]


@right("early_stopping")
def stopping_by_argmin_of_what_was_seen(losses, patience):
    for stop in range(len(losses)):
        best = np.argmin(losses[: stop + 1])
        if stop - best >= patience:
            break
    return best, stop


@right("early_stopping")
def stopping_without_a_loop(losses, patience):
    lowest = np.minimum.accumulate(losses)
    is_best = np.concatenate([[True], lowest[1:] < lowest[:-1]])
    epochs = np.arange(len(losses))
    best = np.maximum.accumulate(np.where(is_best, epochs, 0))
    out_of_patience = np.flatnonzero(epochs - best >= patience)
    stop = out_of_patience[0] if out_of_patience.size else len(losses) - 1
    return best[stop], stop


@right("early_stopping")
def stopping_as_floats(losses, patience):
    best, stop = stopping_in_a_while_loop(list(losses), patience)
    return np.array([best, stop], dtype=float)


@right("initialize")
def start_with_standard_normal(n_features, n_hidden, rng, activation="sigmoid"):
    scale = math.sqrt((2 if activation == "relu" else 1) / n_features)
    return {
        "W": scale * rng.standard_normal((n_features, n_hidden)),
        "b": np.zeros(n_hidden),
        "w_out": rng.standard_normal(n_hidden) / math.sqrt(n_hidden),
        "b_out": 0,
    }


@right("initialize")
def start_with_the_output_first(n_features, n_hidden, rng, activation="sigmoid"):
    params = {"b_out": np.array(0.0), "b": np.zeros((n_hidden,))}
    params["w_out"] = rng.normal(scale=n_hidden**-0.5, size=n_hidden)
    params["W"] = rng.normal(scale=n_features**-0.5, size=(n_features, n_hidden))
    if activation == "relu":
        params["W"] *= 2**0.5
    return params


@right("initialize")
def start_unit_by_unit(n_features, n_hidden, rng, activation="sigmoid"):
    deviation = np.sqrt(1 / n_features) if activation != "relu" else np.sqrt(2 / n_features)
    columns = [rng.normal(0, deviation, n_features) for _ in range(n_hidden)]
    w_out = [rng.normal(0, np.sqrt(1 / n_hidden)) for _ in range(n_hidden)]
    return {"W": np.array(columns).T, "b": [0.0] * n_hidden, "w_out": w_out, "b_out": 0.0}


@right("initialize")
def start_transposed(n_features, n_hidden, rng, activation="sigmoid"):
    gains = {"sigmoid": 1.0, "tanh": 1.0, "relu": np.sqrt(2)}
    W = rng.normal(size=(n_hidden, n_features)).T / np.sqrt(n_features) * gains[activation]
    w_out = rng.normal(size=(1, n_hidden))[0] / np.sqrt(n_hidden)
    return {"W": W, "b": 0.0 * w_out, "w_out": w_out, "b_out": 0.0}


@right("initialize")
def start_in_float32(n_features, n_hidden, rng, activation="sigmoid"):
    numbers = rng.standard_normal((n_features + 1) * n_hidden, dtype=np.float32)
    W = numbers[n_hidden:].reshape(n_features, n_hidden)
    return {
        "W": W * np.float32(np.sqrt((1 + (activation == "relu")) / n_features)),
        "b": np.zeros(n_hidden, dtype=np.float32),
        "w_out": numbers[:n_hidden] / np.float32(np.sqrt(n_hidden)),
        "b_out": np.float32(0),
    }
