"""Right answers to HW1A."""

import math

import numpy as np

from autograder.homework.hw1a.backward import backward_pass, chain_factors
from autograder.homework.hw1a.forward import (
    forward_pass,
    predict,
    sigmoid,
    weighted_sum,
)
from autograder.homework.hw1a.losses import squared_error
from autograder.homework.hw1a.step import update
from tests.homework.wheats import collection

WHEATS, right = collection()


# --- Part 0 -------------------------------------------------------------------------------------


def table(**changes):
    return {
        "h": [-0.5, -1.5, 0.5, -0.5],
        "p": [0.38, 0.18, 0.62, 0.38],
        "y_hat": [0, 0, 1, 0],
        "squared_error": [0.14, 0.67, 0.14, 0.39],
        "dl_dp": [0.76, -1.64, -0.76, -1.24],
        "dp_dh": [0.24, 0.15, 0.24, 0.24],
        "dh_dw1": [0, 0, 1, 1],
        "gradient": [-0.12, -0.13, -0.13],
        "updated": [1.12, -0.87, -0.37],
    } | changes


@right("or_table")
def two_decimals():
    return table()


@right("or_table")
def strings_as_people_type_them():
    return table(
        h=["-.5", "−1.5", ".5", "-0,5"],
        p=[".38", "18 %", "62 %", "0.3775"],
        y_hat=["0", "0", "1", "0"],
    )


@right("or_table")
def full_precision_from_numpy():
    X1, X2 = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    y, h = np.array([0, 1, 1, 1]), X1 - X2 - 0.5
    p = 1 / (1 + np.exp(-h))
    delta = 2 * (p - y) * p * (1 - p)
    gradient = np.array([(delta * X1).mean(), (delta * X2).mean(), delta.mean()])
    return {
        "h": h,
        "p": p,
        "y_hat": p > 0.5,
        "squared_error": (y - p) ** 2,
        "dl_dp": 2 * (p - y),
        "dp_dh": p * (1 - p),
        "dh_dw1": X1,
        "gradient": gradient,
        "updated": np.array([1, -1, -0.5]) - gradient,
    }


@right("or_table")
def tuples_and_mixed_decimals():
    return table(
        p=(0.378, 0.182, 0.622, 0.378),
        dl_dp=(0.755, -1.635, -0.755, -1.245),
        gradient=(-0.1175, -0.1341, -0.1341),
        updated=(1.1175, "-0.8659", -0.3659),
    )


@right("or_table")
def squared_errors_from_rounded_probabilities():
    return table(
        squared_error=[0.1444, 0.6724, 0.1444, 0.3844], dp_dh=[0.2356, 0.1476] + [0.2356] * 2
    )


# --- Part 1 -------------------------------------------------------------------------------------


@right("sigmoid")
def sigmoid_in_a_loop(h):
    p = np.zeros(len(h))
    for i in range(len(h)):
        p[i] = 1 / (1 + math.exp(-h[i]))
    return p


@right("sigmoid")
def sigmoid_as_a_list(h):
    return [1 / (1 + math.e ** (-one)) for one in h]


@right("sigmoid")
def sigmoid_vectorized(h):
    return np.vectorize(lambda one: math.exp(one) / (1 + math.exp(one)))(h)


@right("sigmoid")
def sigmoid_through_tanh(h):
    return 0.5 * (1 + np.tanh(h / 2))


@right("sigmoid")
def sigmoid_without_overflow(h):
    small = np.exp(-np.abs(h))
    return np.where(h >= 0, 1 / (1 + small), small / (1 + small))


@right("sigmoid")
def sigmoid_in_float32(h):
    return (1 / (1 + np.exp(-h))).astype(np.float32)


@right("sigmoid")
def sigmoid_clipped(h):
    return 1 / (1 + np.exp(-np.clip(h, -500, 500)))


@right("weighted_sum")
def sums_in_two_loops(X, w, b):
    h = []
    for row in X:
        total = b
        for x, weight in zip(row, w, strict=True):
            total += x * weight
        h.append(total)
    return np.array(h)


@right("weighted_sum")
def sums_by_broadcasting(X, w, b):
    return (X * w).sum(axis=1) + b


@right("weighted_sum")
def sums_with_dot(X, w, b):
    return np.dot(X, w) + b


@right("weighted_sum")
def sums_with_einsum(X, w, b):
    return np.einsum("ij,j->i", X, w) + b


@right("weighted_sum")
def sums_with_a_column_of_ones(X, w, b):
    return np.matmul(np.column_stack([X, np.ones(len(X))]), np.append(w, b))


@right("weighted_sum")
def sums_from_the_left(X, w, b):
    return w @ X.T + b


@right("weighted_sum")
def sums_in_float32(X, w, b):
    return X.astype(np.float32) @ w.astype(np.float32) + np.float32(b)


@right("forward_pass")
def forward_with_own_functions(X, w, b):
    return sigmoid(weighted_sum(X, w, b))


@right("forward_pass")
def forward_written_out(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))


@right("forward_pass")
def forward_row_by_row(X, w, b):
    return [float(sigmoid(np.array([row @ w + b]))[0]) for row in X]


@right("forward_pass")
def forward_with_einsum(X, w, b):
    return 1 / (1 + np.exp(-np.einsum("ij,j", X, w) - b))


@right("forward_pass")
def forward_in_float32(X, w, b):
    h = X.astype(np.float32) @ w.astype(np.float32) + np.float32(b)
    return 1 / (1 + np.exp(-h))


@right("predict")
def predict_as_integers(p):
    return (p > 0.5).astype(int)


@right("predict")
def predict_as_booleans(p):
    return p > 0.5


@right("predict")
def predict_in_a_loop(p):
    answer = []
    for one in p:
        if one > 0.5:
            answer.append(1)
        else:
            answer.append(0)
    return answer


@right("predict")
def predict_by_rounding_to_even(p):
    return np.round(p)


@right("predict")
def predict_as_floats(p):
    return 1.0 * (p > 0.5)


@right("predict")
def predict_with_heaviside(p):
    return np.heaviside(p - 0.5, 0)


@right("squared_error")
def squared_error_in_a_loop(y, p):
    total = 0
    for i in range(len(y)):
        total += (y[i] - p[i]) ** 2
    return total / len(y)


@right("squared_error")
def squared_error_as_a_dot_product(y, p):
    return (y - p) @ (y - p) / y.size


@right("squared_error")
def squared_error_with_np_square(y, p):
    return np.square(np.subtract(p, y)).mean()


@right("squared_error")
def squared_error_as_python_float(y, p):
    return float(sum((a - c) ** 2 for a, c in zip(y, p, strict=True)) / len(y))


@right("squared_error")
def squared_error_in_float32(y, p):
    return np.mean((y - p).astype(np.float32) ** 2)


@right("binary_cross_entropy")
def cross_entropy_clipped_at_1e_7(y, p):
    q = np.clip(p, 1e-7, 1 - 1e-7)
    return np.mean(-y * np.log(q) - (1 - y) * np.log(1 - q))


@right("binary_cross_entropy")
def cross_entropy_with_a_small_number_added(y, p):
    tiny = 1e-8
    return -(y * np.log(p + tiny) + (1 - y) * np.log(1 - p + tiny)).mean()


@right("binary_cross_entropy")
def cross_entropy_in_a_loop(y, p):
    total = 0.0
    for label, probability in zip(y, p, strict=True):
        seen = probability if label == 1 else 1 - probability
        total -= math.log(max(seen, 1e-15))
    return total / len(y)


@right("binary_cross_entropy")
def cross_entropy_of_what_was_seen(y, p):
    seen = np.where(y == 1, p, 1 - p)
    return -np.log(np.maximum(seen, np.finfo(float).eps)).mean()


@right("binary_cross_entropy")
def cross_entropy_as_two_groups(y, p):
    ones = np.log(np.maximum(p[y == 1], 1e-10)).sum()
    zeros = np.log(np.maximum(1 - p[y == 0], 1e-10)).sum()
    return -(ones + zeros) / len(y)


@right("binary_cross_entropy")
def cross_entropy_in_float32(y, p):
    q = np.clip(p.astype(np.float32), np.float32(1e-6), np.float32(1 - 1e-6))
    y = y.astype(np.float32)
    return -np.mean(y * np.log(q) + (1 - y) * np.log(1 - q))


# --- Part 2 -------------------------------------------------------------------------------------


@right("chain_factors")
def factors_with_a_minus(X, y, p):
    return -2 * (y - p), p - p**2, X.copy()


@right("chain_factors")
def factors_in_a_loop(X, y, p):
    dl_dp, dp_dh, dh_dw = [], [], []
    for i in range(len(y)):
        dl_dp.append(2 * (p[i] - y[i]))
        dp_dh.append(p[i] * (1 - p[i]))
        dh_dw.append(list(X[i]))
    return dl_dp, dp_dh, dh_dw


@right("chain_factors")
def factors_as_a_list(X, y, p):
    return [np.multiply(2, p - y), np.multiply(p, 1 - p), 1.0 * X]


@right("chain_factors")
def factors_through_the_weighted_sum(X, y, p):
    h = np.log(p / (1 - p))
    return 2 * p - 2 * y, np.exp(-h) / (1 + np.exp(-h)) ** 2, X


@right("chain_factors")
def factors_in_float32(X, y, p):
    p = p.astype(np.float32)
    return 2 * (p - y.astype(np.float32)), p * (1 - p), X.astype(np.float32)


@right("backward_pass")
def backward_with_own_factors(X, y, p):
    dl_dp, dp_dh, dh_dw = chain_factors(X, y, p)
    rows = (dl_dp * dp_dh)[:, None] * dh_dw
    return rows.mean(axis=0), (dl_dp * dp_dh).mean()


@right("backward_pass")
def backward_in_two_loops(X, y, p):
    n, m = X.shape
    dw, db = [0.0] * m, 0.0
    for i in range(n):
        delta = 2 * (p[i] - y[i]) * p[i] * (1 - p[i])
        db += delta / n
        for j in range(m):
            dw[j] += delta * X[i, j] / n
    return dw, db


@right("backward_pass")
def backward_with_einsum(X, y, p):
    delta = 2 * (p - y) * p * (1 - p)
    return np.einsum("ij,i->j", X, delta) / X.shape[0], np.einsum("i->", delta) / X.shape[0]


@right("backward_pass")
def backward_with_a_column_of_ones(X, y, p):
    ones = np.hstack([X, np.ones((len(X), 1))])
    gradient = (-2 * (y - p) * (p - p * p)) @ ones / len(X)
    return [gradient[:-1], gradient[-1]]


@right("backward_pass")
def backward_in_float32(X, y, p):
    X, y, p = X.astype(np.float32), y.astype(np.float32), p.astype(np.float32)
    delta = 2 * (p - y) * p * (1 - p)
    return X.T @ delta / len(y), delta.mean()


@right("backward_pass_bce")
def cross_entropy_backward_with_dot(X, y, p):
    return np.dot(p - y, X) / len(y), (p - y).sum() / len(y)


@right("backward_pass_bce")
def cross_entropy_backward_by_the_chain(X, y, p):
    dl_dp = -y / p + (1 - y) / (1 - p)
    delta = dl_dp * p * (1 - p)
    return np.mean(delta[:, np.newaxis] * X, axis=0), np.mean(delta)


@right("backward_pass_bce")
def cross_entropy_backward_in_a_loop(X, y, p):
    dw, db = np.zeros(X.shape[1]), 0
    for row, label, probability in zip(X, y, p, strict=True):
        dw = dw + (probability - label) * row
        db = db + (probability - label)
    return dw / len(y), db / len(y)


@right("backward_pass_bce")
def cross_entropy_backward_as_lists(X, y, p):
    return list(X.T @ (p - y) / len(y)), float(np.mean(p - y))


@right("backward_pass_bce")
def cross_entropy_backward_in_float32(X, y, p):
    delta = (p - y).astype(np.float32)
    return X.T.astype(np.float32) @ delta / len(y), delta.mean()


@right("numerical_gradient")
def gradient_with_copies(f, theta, epsilon):
    slopes = []
    for i in range(len(theta)):
        above, below = theta.copy(), theta.copy()
        above[i] += epsilon
        below[i] -= epsilon
        slopes.append((f(above) - f(below)) / (2 * epsilon))
    return np.array(slopes)


@right("numerical_gradient")
def gradient_with_the_identity(f, theta, epsilon):
    return [(f(theta + e) - f(theta - e)) / (2 * epsilon) for e in epsilon * np.eye(len(theta))]


@right("numerical_gradient")
def gradient_in_place_and_put_back(f, theta, epsilon):
    slopes = np.empty(theta.shape)
    for i in range(theta.size):
        old = theta[i]
        theta[i] = old + epsilon
        above = f(theta)
        theta[i] = old - epsilon
        slopes[i] = (above - f(theta)) / (2 * epsilon)
        theta[i] = old
    return slopes


@right("numerical_gradient")
def gradient_over_ndenumerate(f, theta, epsilon):
    slopes = np.zeros_like(theta)
    for place, _ in np.ndenumerate(theta):
        step = np.zeros_like(theta)
        step[place] = epsilon
        slopes[place] = (f(theta + step) - f(theta - step)) / epsilon / 2
    return slopes


@right("numerical_gradient")
def gradient_with_five_points(f, theta, epsilon):
    e = epsilon * np.eye(len(theta))
    return np.array(
        [(8 * (f(theta + s) - f(theta - s)) - f(theta + 2 * s) + f(theta - 2 * s)) for s in e]
    ) / (12 * epsilon)


# --- Part 3 -------------------------------------------------------------------------------------


@right("update")
def update_as_a_list(w, b, dw, db, learning_rate):
    return [w - learning_rate * dw, b - learning_rate * db]


@right("update")
def update_in_a_loop(w, b, dw, db, learning_rate):
    new_w = []
    for i in range(len(w)):
        new_w.append(w[i] - learning_rate * dw[i])
    return new_w, b - learning_rate * db


@right("update")
def update_of_a_copy(w, b, dw, db, learning_rate):
    w = w.copy()
    w -= learning_rate * dw
    b -= learning_rate * db
    return w, b


@right("update")
def update_with_a_negative_step(w, b, dw, db, learning_rate):
    step = -learning_rate
    return np.add(w, step * dw), np.add(b, step * db)


@right("update")
def update_in_float32(w, b, dw, db, learning_rate):
    return (w - learning_rate * dw).astype(np.float32), np.float32(b - learning_rate * db)


@right("train")
def train_with_own_functions(X, y, w, b, learning_rate, n_steps):
    losses, accuracies = [], []

    def write_down():
        p = forward_pass(X, w, b)
        losses.append(squared_error(y, p))
        accuracies.append((predict(p) == y).mean())

    write_down()
    for _ in range(n_steps):
        dw, db = backward_pass(X, y, forward_pass(X, w, b))
        w, b = update(w, b, dw, db, learning_rate)
        write_down()
    return w, b, {"loss": losses, "accuracy": accuracies}


@right("train")
def train_written_out(X, y, w, b, learning_rate, n_steps):
    w, n = w.astype(float), len(y)
    history = {"accuracy": np.zeros(n_steps + 1), "loss": np.zeros(n_steps + 1)}
    for step in range(n_steps + 1):
        p = 1 / (1 + np.exp(-(X @ w + b)))
        history["loss"][step] = ((y - p) ** 2).sum() / n
        history["accuracy"][step] = ((p > 0.5) == y).sum() / n
        if step == n_steps:
            break
        delta = 2 * (p - y) * p * (1 - p)
        w = w - learning_rate * X.T @ delta / n
        b = b - learning_rate * delta.sum() / n
    return w, b, history


@right("train")
def train_in_float32(X, y, w, b, learning_rate, n_steps):
    X, y, w, b = X.astype("f4"), y.astype("f4"), w.astype("f4"), np.float32(b)
    return train_with_own_functions(X, y, w, b, np.float32(learning_rate), n_steps)


@right("train")
def train_with_the_bias_in_the_weights(X, y, w, b, learning_rate, n_steps):
    Z, theta = np.column_stack([X, np.ones(len(X))]), np.append(w, b)
    losses, accuracies = [], []
    while True:
        p = 1 / (1 + np.exp(-Z @ theta))
        losses.append(float(np.mean((y - p) ** 2)))
        accuracies.append(float(np.mean(np.round(p) == y)))
        if len(losses) > n_steps:
            return list(theta[:-1]), theta[-1], {"loss": losses, "accuracy": accuracies}
        theta = theta - learning_rate * np.mean((2 * (p - y) * p * (1 - p))[:, None] * Z, axis=0)


@right("train")
def train_with_more_in_the_history(X, y, w, b, learning_rate, n_steps):
    w, b, history = train_with_own_functions(X, y, w, b, learning_rate, n_steps)
    return [w, b, history | {"steps": list(range(n_steps + 1))}]


@right("majority_baseline")
def baseline_by_counting(y):
    ones = sum(1 for label in y if label == 1)
    return max(ones, len(y) - ones) / len(y)


@right("majority_baseline")
def baseline_by_unique(y):
    return np.unique(y, return_counts=True)[1].max() / y.size


@right("majority_baseline")
def baseline_by_the_rounded_mean(y):
    return np.mean(y == (1 if np.mean(y) > 0.5 else 0))


@right("majority_baseline")
def baseline_by_distance_from_a_half(y):
    return 0.5 + abs(np.mean(y) - 0.5)


@right("majority_baseline")
def baseline_by_bincount(y):
    return np.bincount(y.astype(int)).max() / len(y)


# --- Part 4 -------------------------------------------------------------------------------------


@right("l2_penalty")
def penalty_as_a_dot_product(w, l2):
    return l2 * w @ w


@right("l2_penalty")
def penalty_as_a_squared_norm(w, l2):
    return l2 * np.linalg.norm(w) ** 2


@right("l2_penalty")
def penalty_in_a_loop(w, l2):
    total = 0
    for weight in w:
        total += weight * weight
    return l2 * total


@right("l2_penalty")
def penalty_of_each_weight(w, l2):
    return (l2 * np.square(w)).sum()


@right("l2_penalty")
def penalty_in_float32(w, l2):
    return np.float32(l2) * np.sum(w.astype(np.float32) ** 2)


@right("backward_pass_l2")
def l2_with_own_backward_pass(X, y, p, w, b, l2):
    dw, db = backward_pass(X, y, p)
    return [dw + l2 * (w + w), db]


@right("backward_pass_l2")
def l2_written_out(X, y, p, w, b, l2):
    delta = 2 * (p - y) * p * (1 - p)
    return np.dot(X.T, delta) / len(y) + 2 * l2 * w, np.mean(delta)


@right("backward_pass_l2")
def l2_in_a_loop(X, y, p, w, b, l2):
    dw, db = backward_pass(X, y, p)
    return [dw[j] + 2 * l2 * w[j] for j in range(len(w))], db


@right("backward_pass_l2")
def l2_with_a_zero_for_the_bias(X, y, p, w, b, l2):
    gradient = np.append(*backward_pass(X, y, p)) + 2 * l2 * np.append(w, 0.0)
    return gradient[:-1], gradient[-1]


@right("backward_pass_l2")
def l2_in_float32(X, y, p, w, b, l2):
    dw, db = backward_pass(X, y, p)
    return (dw + 2 * l2 * w).astype(np.float32), np.float32(db)


# --- Part 5 -------------------------------------------------------------------------------------


@right("slip_1")
def slip_1_plain():
    return {"line": 3, "reason": "c"}


@right("slip_1")
def slip_1_as_text():
    return {"line": "3", "reason": "C"}


@right("slip_1")
def slip_1_with_brackets():
    return {"line": 3.0, "reason": "(c)"}


@right("slip_1")
def slip_1_with_spaces():
    return {"reason": " c. ", "line": " 3 "}


@right("slip_2")
def slip_2_plain():
    return {"line": 4, "reason": "b"}


@right("slip_2")
def slip_2_as_text():
    return {"line": "4", "reason": "B"}


@right("slip_2")
def slip_2_with_brackets():
    return {"line": np.int64(4), "reason": "b)"}


@right("slip_2")
def slip_2_with_spaces():
    return {"reason": "b ", "line": "4."}
