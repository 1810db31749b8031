"""Right answers to HW1B, Part 3."""

import numpy as np

from autograder.homework.hw1b.backward.whole import backward_pass
from autograder.homework.hw1b.forward.by_matrices import forward_pass
from autograder.homework.hw1b.training.batches import minibatches
from autograder.homework.hw1b.training.optimizer import optimizer_step
from tests.homework.wheats import collection

WHEATS, right = collection()


@right("minibatches")
def shuffled_in_place(n_examples, batch_size, rng):
    rows = np.arange(n_examples)
    rng.shuffle(rows)
    batches = []
    while len(rows):
        batches.append(rows[:batch_size])
        rows = rows[batch_size:]
    return batches


@right("minibatches")
def sorted_by_random_keys(n_examples, batch_size, rng):
    order = np.argsort(rng.random(n_examples))
    return np.split(order, range(batch_size, n_examples, batch_size))


@right("minibatches")
def drawn_without_replacement(n_examples, batch_size, rng):
    order = rng.choice(n_examples, size=n_examples, replace=False).tolist()
    return tuple(order[i : i + batch_size] for i in range(0, n_examples, batch_size))


@right("minibatches")
def drawn_row_by_row(n_examples, batch_size, rng):
    left, batches = list(range(n_examples)), [[]]
    while left:
        if len(batches[-1]) == batch_size:
            batches.append([])
        batches[-1].append(left.pop(int(rng.integers(len(left)))))
    return batches


@right("minibatches")
def with_array_split_at_the_right_places(n_examples, batch_size, rng):
    cuts = np.arange(batch_size, n_examples, batch_size)
    return np.array_split(rng.permutation(n_examples).astype(np.int32), cuts)


@right("optimizer_step")
def adam_by_the_book(params, gradients, state, learning_rate):
    t = state.get("t", 0) + 1
    new, memory = {}, {"t": t}
    for name, g in gradients.items():
        m, s = state.get(name, (0.0, 0.0))
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        way = (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
        new[name] = params[name] - learning_rate * way
        memory[name] = (m, s)
    return new, memory


@right("optimizer_step")
def adam_with_nested_dicts(params, gradients, state, learning_rate):
    state = state or {"m": {}, "s": {}, "t": 0}
    m = {n: 0.9 * state["m"].get(n, 0) + 0.1 * np.asarray(gradients[n]) for n in params}
    s = {n: 0.999 * state["s"].get(n, 0) + 0.001 * np.square(gradients[n]) for n in params}
    t = state["t"] + 1
    scale = learning_rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    new = {n: params[n] - scale * m[n] / (np.sqrt(s[n]) + 1e-8) for n in params}
    return new, {"m": m, "s": s, "t": t}


@right("optimizer_step")
def velocity_with_the_learning_rate_inside(params, gradients, state, learning_rate):
    if not state:
        state = {"velocity": {name: np.zeros(np.shape(params[name])) for name in params}}
    new, velocity = {}, {}
    for name in params:
        velocity[name] = 0.9 * state["velocity"][name] - learning_rate * gradients[name]
        new[name] = params[name] + velocity[name]
    return new, {"velocity": velocity}


@right("optimizer_step")
def velocities_in_a_list(params, gradients, state, learning_rate):
    names = list(params)
    old = state["v"] if "v" in state else [0.0] * len(names)
    v = [0.9 * before + gradients[name] for before, name in zip(old, names, strict=True)]
    new = {name: params[name] - learning_rate * each for name, each in zip(names, v, strict=True)}
    return new, {"v": v}


@right("optimizer_step")
def copies_that_are_changed(params, gradients, state, learning_rate):
    params, state = dict(params), dict(state)
    for name in params:
        state[name] = state.get(name, 0.0) * 0.9
        state[name] = state[name] + gradients[name]
        params[name] = params[name] - learning_rate * state[name]
    return params, state


@right("optimizer_step")
def the_momentum_of_pytorch_s_nesterov(params, gradients, state, learning_rate):
    v = {name: 0.9 * state.get(name, 0.0) + gradients[name] for name in params}
    new = {name: params[name] - learning_rate * (gradients[name] + 0.9 * v[name]) for name in v}
    return new, v


@right("optimizer_step")
def averaged_gradients(params, gradients, state, learning_rate):
    mean = {name: 0.9 * state.get(name, 0.0) + 0.1 * gradients[name] for name in params}
    return {name: params[name] - learning_rate * mean[name] for name in params}, mean


def mean_squared_error(X, y, params, activation):
    p, _ = forward_pass(X, params, activation)
    return float(((p - y) ** 2).mean())


@right("train")
def with_adam(X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"):
    state, history = {}, [mean_squared_error(X, y, params, activation)]
    for _ in range(n_epochs):
        for rows in minibatches(len(y), batch_size, rng):
            cache = forward_pass(X[rows], params, activation)[1]
            gradients = backward_pass(X[rows], y[rows], params, cache)
            params, state = adam_by_the_book(params, gradients, state, learning_rate)
        history += [mean_squared_error(X, y, params, activation)]
    return params, np.array(history)


@right("train")
def with_averaged_gradients(
    X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"
):
    state, history = {}, np.zeros(n_epochs + 1)
    for epoch in range(n_epochs + 1):
        history[epoch] = mean_squared_error(X, y, params, activation)
        if epoch == n_epochs:
            break
        for rows in minibatches(len(y), batch_size, rng):
            _, cache = forward_pass(X[rows], params, activation)
            gradients = backward_pass(X[rows], y[rows], params, cache)
            params, state = averaged_gradients(params, gradients, state, learning_rate)
    return params, history


@right("train")
def plain_stochastic_descent(
    X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"
):
    params, history = dict(params), [mean_squared_error(X, y, params, activation)]
    for _ in range(n_epochs):
        for rows in minibatches(len(X), batch_size, rng):
            _, cache = forward_pass(X[rows], params, activation=activation)
            for name, slope in backward_pass(X[rows], y[rows], params, cache).items():
                params[name] = params[name] - learning_rate * slope
        history.append(mean_squared_error(X, y, params, activation))
    return params, history


@right("train")
def shuffled_here_with_nesterov(
    X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"
):
    history, state = [mean_squared_error(X, y, params, activation)], {}
    while len(history) <= n_epochs:
        order = rng.permutation(len(y))
        X_now, y_now = X[order], y[order]
        for i in range(0, len(y), batch_size):
            rows = slice(i, i + batch_size)
            _, cache = forward_pass(X_now[rows], params, activation)
            slopes = backward_pass(X_now[rows], y_now[rows], params, cache)
            params, state = the_momentum_of_pytorch_s_nesterov(params, slopes, state, learning_rate)
        history.append(mean_squared_error(X, y, params, activation))
    return params, history


@right("train")
def history_as_a_list_of_arrays_and_extra_keys(
    X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"
):
    net = {name: np.copy(value) for name, value in params.items()}
    state, history = {}, [((forward_pass(X, net, activation)[0] - y) ** 2).sum() / len(y)]
    for _ in range(n_epochs):
        for rows in minibatches(len(y), batch_size, rng):
            _, cache = forward_pass(X[rows], net, activation)
            slopes = backward_pass(X[rows], y[rows], net, cache)
            net, state = optimizer_step(net, slopes, state, learning_rate)
        history.append(((forward_pass(X, net, activation)[0] - y) ** 2).sum() / len(y))
    return net | {"activation": activation}, [np.array(loss) for loss in history]


@right("standardize")
def column_by_column(X_train, X_validation, X_test):
    results = [np.array(rows, float) for rows in (X_train, X_validation, X_test)]
    for j in range(X_train.shape[1]):
        column = X_train[:, j]
        mean = sum(column) / len(column)
        deviation = (sum((column - mean) ** 2) / len(column)) ** 0.5
        for rows in results:
            rows[:, j] = (rows[:, j] - mean) / (deviation or 1)
    return results


@right("standardize")
def with_a_small_helper(X_train, X_validation, X_test):
    mean, deviation = np.mean(X_train, 0), np.std(X_train, 0)
    deviation[deviation == 0] = 1

    def on_the_scale(rows):
        return (rows - mean) / deviation

    return on_the_scale(X_train), on_the_scale(X_validation), on_the_scale(X_test)


@right("standardize")
def from_the_mean_square(X_train, X_validation, X_test):
    mean = X_train.sum(axis=0) / X_train.shape[0]
    variance = np.mean((X_train - mean) ** 2, axis=0)
    root = np.sqrt(np.where(variance == 0, 1, variance))
    return tuple(
        np.divide(np.subtract(rows, mean), root) for rows in (X_train, X_validation, X_test)
    )


@right("standardize")
def by_the_course(X_train, X_validation, X_test):
    from course.preprocessing import standardize

    return standardize(X_train, X_validation, X_test)


@right("standardize")
def by_scikit_learn(X_train, X_validation, X_test):
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(X_train)
    return [scaler.transform(rows) for rows in (X_train, X_validation, X_test)]


@right("report")
def counted_in_a_loop(y, p):
    counts = {"11": 0, "01": 0, "10": 0, "00": 0}
    for label, chance in zip(y, p, strict=True):
        counts[f"{int(label)}{int(chance > 0.5)}"] += 1
    won = [
        1.0 if high > low else 0.5 if high == low else 0.0
        for high in p[y == 1]
        for low in p[y == 0]
    ]
    ones = int(sum(y))
    return {
        "loss": float(sum((y - p) ** 2) / len(y)),
        "accuracy": (counts["11"] + counts["00"]) / len(y),
        "auc": sum(won) / len(won),
        "true_positives": counts["11"],
        "false_positives": counts["01"],
        "false_negatives": counts["10"],
        "true_negatives": counts["00"],
        "baseline": max(ones, len(y) - ones) / len(y),
        "one_class": counts["11"] + counts["01"] in (0, len(y)),
    }


@right("report")
def by_the_course_s_metrics(y, p):
    from course import metrics

    y_hat = (p > 0.5).astype(int)
    return {
        **metrics.confusion_counts(y, y_hat)._asdict(),
        "loss": np.square(p - y).mean(),
        "accuracy": metrics.accuracy(y, y_hat),
        "auc": metrics.roc_auc(y, p),
        "baseline": metrics.majority_baseline(y),
        "one_class": metrics.predicts_one_class(y_hat),
    }


@right("report")
def by_scikit_learn_s_metrics(y, p):
    from sklearn import metrics

    y_hat = p > 0.5
    tn, fp, fn, tp = metrics.confusion_matrix(y, y_hat).ravel()
    return {
        "loss": metrics.mean_squared_error(y, p),
        "accuracy": metrics.accuracy_score(y, y_hat),
        "auc": metrics.roc_auc_score(y, p),
        "true_positives": tp,
        "false_positives": fp,
        "false_negatives": fn,
        "true_negatives": tn,
        "baseline": np.bincount(y.astype(int)).max() / len(y),
        "one_class": int(len(set(y_hat)) == 1),
    }


@right("report")
def with_areas_under_a_curve_and_arrays_of_no_axis(y, p):
    y_hat = np.round(p)  # halves go to the even number, 0
    thresholds = np.concatenate([[np.inf], np.unique(p)[::-1]])
    hits = np.array([np.mean(p[y == 1] >= t) for t in thresholds])
    alarms = np.array([np.mean(p[y == 0] >= t) for t in thresholds])
    return {
        "loss": np.array(np.mean((p - y) ** 2)),
        "accuracy": 1 - np.mean(np.abs(y_hat - y)),
        "auc": np.sum(np.diff(alarms) * (hits[1:] + hits[:-1]) / 2),
        "true_positives": np.sum(y_hat * y),
        "false_positives": np.sum(y_hat * (1 - y)),
        "false_negatives": np.sum((1 - y_hat) * y),
        "true_negatives": np.sum((1 - y_hat) * (1 - y)),
        "baseline": np.abs(np.mean(y) - 0.5) + 0.5,
        "one_class": np.ptp(y_hat) == 0,
        "note": "more than was asked for",
    }


def starts(**changes):
    return {
        "one_unit": 0,
        "eight_units": "c",
        "zero_p": [0.5, 0.5, 0.5, 0.5],
        "zero_delta": [0.25, -0.25, -0.25, 0.25],
        "zero_slopes": [0, 0, 0, 0],
        "why_zero": "b",
        "same_units": "d",
    } | changes


@right("random_starts")
def plain_numbers():
    return starts()


@right("random_starts")
def fractions_and_per_cent():
    return starts(
        one_unit="0",
        eight_units="C",
        zero_p=["1/2", "50 %", ".5", "0,5"],
        zero_delta=["1/4", "−0.25", "-.25", "0,25"],
        why_zero="(b)",
    )


@right("random_starts")
def computed_with_numpy():
    X, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]]), np.array([0, 1, 1, 0.0])
    W, w_out = np.zeros((2, 3)), np.zeros(3)
    A = 1 / (1 + np.exp(-(X @ W)))
    p = 1 / (1 + np.exp(-(A @ w_out)))
    delta = 2 * (p - y) * p * (1 - p)
    D = np.outer(delta, w_out) * A * (1 - A)
    slopes = np.array([(A.T @ delta / 4)[0], delta.mean(), (X.T @ D / 4)[0, 0], D.mean()])
    return starts(one_unit=np.int64(0), zero_p=p, zero_delta=delta, zero_slopes=slopes)


@right("random_starts")
def tuples_and_signed_zeros():
    return starts(
        zero_p=(0.5,) * 4,
        zero_delta=(0.25, -0.250, -0.25, 0.2500),
        zero_slopes=(0.0, -0.0, 0.00, 0),
        same_units=" D. ",
    )


def compared(**changes):
    return {
        "breast_cancer_baseline": 0.65,
        "clinical_baseline": 0.86,
        "clinical_auc": "b",
        "hidden_layer": "c",
        "accuracy": "a",
    } | changes


@right("comparison")
def two_decimals():
    return compared()


@right("comparison")
def per_cent_and_brackets():
    return compared(
        breast_cancer_baseline="64,9 %", clinical_baseline="86 %", clinical_auc="(b)", accuracy="A"
    )


@right("comparison")
def fractions_of_the_rows():
    return compared(breast_cancer_baseline="74/114", clinical_baseline="430/500")


@right("comparison")
def numbers_of_numpy():
    y = np.repeat([0.0, 1.0], [430, 70])
    return compared(
        breast_cancer_baseline=np.float32(0.649), clinical_baseline=max(y.mean(), 1 - y.mean())
    )
