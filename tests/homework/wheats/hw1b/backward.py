"""Right answers to HW1B, Part 2."""

import numpy as np

from autograder.homework.hw1b.backward.hidden import backward_hidden
from autograder.homework.hw1b.backward.output import backward_output
from autograder.homework.hw1b.forward.activations import (
    relu_derivative,
    sigmoid_derivative,
    tanh_derivative,
)
from tests.homework.wheats import collection

WHEATS, right = collection()


@right("backward_output")
def output_in_two_loops(y, cache):
    n, n_hidden = len(cache["A"]), len(cache["A"][0])
    dw_out, db_out = [0.0] * n_hidden, 0.0
    for i in range(n):
        p = cache["p"][i]
        delta = 2 * (p - y[i]) * p * (1 - p)
        for j in range(n_hidden):
            dw_out[j] += delta * cache["A"][i][j] / n
        db_out += delta / n
    return dw_out, db_out


@right("backward_output")
def output_with_a_column(y, cache):
    p = cache["p"].reshape(-1, 1)
    delta = -2 * (y.reshape(-1, 1) - p) * p * (1 - p)
    return (cache["A"] * delta).mean(axis=0), delta.mean()


@right("backward_output")
def output_with_einsum(y, cache):
    delta = 2 * (cache["p"] - y) * (cache["p"] - cache["p"] ** 2) / y.size
    return np.einsum("ij,i->j", cache["A"], delta), np.array(delta.sum())


@right("backward_output")
def output_with_a_column_of_ones(y, cache):
    A = np.hstack([cache["A"], np.ones((len(y), 1))])
    p = cache["p"]
    both = np.dot(2 * (p - y) * p * (1 - p), A) / len(y)
    return both[:-1], both[-1]


@right("backward_output")
def output_through_the_sum(y, cache):
    o = np.log(cache["p"] / (1 - cache["p"]))
    delta = 2 * (cache["p"] - y) * sigmoid_derivative(o)
    return np.average(cache["A"] * delta[:, np.newaxis], axis=0), np.average(delta)


@right("backward_output")
def output_in_float32(y, cache):
    p, A = cache["p"].astype(np.float32), cache["A"].astype(np.float32)
    delta = 2 * (p - y.astype(np.float32)) * p * (1 - p)
    return A.T @ delta / np.float32(len(y)), delta.mean()


@right("backward_hidden")
def hidden_in_three_loops(X, y, params, cache):
    derivative = {"sigmoid": sigmoid_derivative, "tanh": tanh_derivative, "relu": relu_derivative}
    slopes = derivative[cache["activation"]](cache["Z"])
    n, n_features, n_hidden = *X.shape, len(params["b"])
    dW, db = np.zeros((n_features, n_hidden)), np.zeros(n_hidden)
    for i in range(n):
        p = cache["p"][i]
        for j in range(n_hidden):
            through = 2 * (p - y[i]) * p * (1 - p) * params["w_out"][j] * slopes[i, j]
            db[j] += through / n
            for k in range(n_features):
                dW[k, j] += through * X[i, k] / n
    return dW, db


@right("backward_hidden")
def hidden_from_the_activations(X, y, params, cache):
    A, p = cache["A"], cache["p"]
    if cache["activation"] == "sigmoid":
        slopes = A * (1 - A)
    elif cache["activation"] == "tanh":
        slopes = 1 - A**2
    else:
        slopes = (A > 0).astype(float)
    D = (2 * (p - y) * p * (1 - p))[:, None] * params["w_out"][None, :] * slopes / len(y)
    return X.T.dot(D), D.sum(axis=0)


@right("backward_hidden")
def hidden_with_einsum(X, y, params, cache):
    name, p = cache["activation"], cache["p"]
    derivative = sigmoid_derivative
    if name != "sigmoid":
        derivative = tanh_derivative if name == "tanh" else relu_derivative
    delta = (p - y) * p * (1 - p) * 2 / y.shape[0]
    D = np.einsum("i,j,ij->ij", delta, params["w_out"], derivative(cache["Z"]))
    return np.einsum("ik,ij->kj", X, D), np.einsum("ij->j", D)


@right("backward_hidden")
def hidden_row_by_row_as_lists(X, y, params, cache):
    derivative = {"sigmoid": sigmoid_derivative, "tanh": tanh_derivative, "relu": relu_derivative}
    dW, db = 0, 0
    for x, target, p, z in zip(X, y, cache["p"], cache["Z"], strict=True):
        d = 2 * (p - target) * p * (1 - p) * params["w_out"] * derivative[cache["activation"]](z)
        dW, db = dW + np.outer(x, d), db + d
    return (dW / len(y)).tolist(), (db / len(y)).tolist()


@right("backward_hidden")
def hidden_with_examples_in_columns(X, y, params, cache):
    derivative = {"sigmoid": sigmoid_derivative, "tanh": tanh_derivative, "relu": relu_derivative}
    p = cache["p"].reshape(1, -1)
    delta = -2 * (y.reshape(1, -1) - p) * p * (1 - p)
    back = params["w_out"].reshape(-1, 1) @ delta
    D = back * derivative[cache["activation"]](cache["Z"].T)
    return (D @ X / len(y)).T, np.squeeze(D.mean(axis=1, keepdims=True), axis=1)


@right("backward_hidden")
def hidden_with_a_column_of_ones(X, y, params, cache):
    derivative = {"sigmoid": sigmoid_derivative, "tanh": tanh_derivative, "relu": relu_derivative}
    p = cache["p"]
    D = np.outer(2 * (p - y) * p * (1 - p), params["w_out"])
    D *= derivative[cache["activation"]](cache["Z"])
    both = np.column_stack([X, np.ones(len(X))]).T @ D / len(X)
    return both[:-1], both[-1]


@right("backward_hidden")
def hidden_in_float32(X, y, params, cache):
    dW, db = backward_hidden(X, y, params, cache)
    return dW.astype(np.float32), db.astype(np.float32)


@right("backward_pass")
def pass_with_names_in_another_order(X, y, params, cache):
    gradients = {}
    if "W" in params:
        dW, db = backward_hidden(X, y, params, cache)
        gradients.update(W=dW, b=db)
    gradients["w_out"], gradients["b_out"] = backward_output(y, cache)
    return gradients


@right("backward_pass")
def pass_with_an_early_return(X, y, params, cache):
    dw_out, db_out = backward_output(y, cache)
    if len(params) == 2:
        return {"w_out": dw_out, "b_out": db_out}
    dW, db = backward_hidden(X, y, params, cache)
    return {"W": dW, "b": db, "w_out": dw_out, "b_out": db_out}


@right("backward_pass")
def pass_filled_into_a_copy(X, y, params, cache):
    gradients = {name: np.zeros_like(value) for name, value in params.items()}
    gradients["w_out"], gradients["b_out"] = backward_output(y, cache)
    if "b" in gradients:
        gradients["W"], gradients["b"] = backward_hidden(X, y, params, cache)
    return gradients


@right("backward_pass")
def pass_with_more_in_the_dict(X, y, params, cache):
    dw_out, db_out = backward_output(y, cache)
    gradients = {"w_out": dw_out, "b_out": np.array(db_out), "n_examples": len(y)}
    if params.get("W") is not None:
        gradients |= dict(zip(("W", "b"), backward_hidden(X, y, params, cache), strict=True))
    return gradients


@right("backward_pass")
def pass_written_out(X, y, params, cache):
    p, A = cache["p"], cache["A"]
    delta = 2 * (p - y) * p * (1 - p) / len(y)
    gradients = {"w_out": A.T @ delta, "b_out": float(delta.sum())}
    if "W" in params:
        slopes = {"sigmoid": A * (1 - A), "tanh": 1 - A * A, "relu": 1.0 * (A > 0)}
        D = delta[:, None] * params["w_out"] * slopes[cache["activation"]]
        gradients |= {"W": X.T @ D, "b": D.sum(0)}
    return gradients


@right("numerical_gradient")
def slopes_with_copies(f, params, epsilon):
    gradients = {}
    for name, value in params.items():
        value = np.asarray(value, dtype=float)
        gradient = np.zeros(value.shape)
        it = np.nditer(value, flags=["multi_index"])
        for _ in it:
            above, below = value.copy(), value.copy()
            above[it.multi_index] += epsilon
            below[it.multi_index] -= epsilon
            gradient[it.multi_index] = (f({**params, name: above}) - f({**params, name: below})) / (
                2 * epsilon
            )
        gradients[name] = gradient
    return gradients


@right("numerical_gradient")
def slopes_in_place_and_put_back(f, params, epsilon):
    gradients = {}
    for name, value in params.items():
        if np.ndim(value) == 0:
            params[name] = value + epsilon
            above = f(params)
            params[name] = value - epsilon
            below = f(params)
            params[name] = value
            gradients[name] = (above - below) / (2 * epsilon)
            continue
        gradient = np.zeros_like(value)
        for place in np.ndindex(*value.shape):
            old = value[place]
            value[place] = old + epsilon
            above = f(params)
            value[place] = old - epsilon
            below = f(params)
            value[place] = old
            gradient[place] = (above - below) / (2 * epsilon)
        gradients[name] = gradient
    return gradients


@right("numerical_gradient")
def slopes_through_one_long_vector(f, params, epsilon):
    names = list(params)
    shapes = [np.shape(params[name]) for name in names]
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])
    theta = np.concatenate([np.ravel(params[name]) for name in names])

    def unpack(vector):
        parts = np.split(vector, ends[:-1])
        return {n: v.reshape(s) for n, v, s in zip(names, parts, shapes, strict=True)}

    steps = np.eye(theta.size) * epsilon
    slopes = [f(unpack(theta + step)) - f(unpack(theta - step)) for step in steps]
    return unpack(np.array(slopes) / (2 * epsilon))


@right("numerical_gradient")
def slopes_by_recursion_over_lists(f, params, epsilon):
    def slope(name, place):
        step = np.zeros(np.shape(params[name]))
        step[place] = epsilon
        rise = f(params | {name: params[name] + step}) - f(params | {name: params[name] - step})
        return float(rise / (2 * epsilon))

    def slopes(name, place=()):
        shape = np.shape(params[name])
        if len(place) == len(shape):
            return slope(name, place)
        return [slopes(name, (*place, i)) for i in range(shape[len(place)])]

    return {name: slopes(name) for name in params}


@right("numerical_gradient")
def slopes_with_five_points(f, params, epsilon):
    gradients = {}
    for name, value in params.items():
        gradient = np.zeros(np.shape(value))
        for place in np.ndindex(gradient.shape):
            step = np.zeros(np.shape(value))
            step[place] = epsilon
            at = [f(params | {name: value + k * step}) for k in (-2, -1, 1, 2)]
            gradient[place] = (at[0] - 8 * at[1] + 8 * at[2] - at[3]) / (12 * epsilon)
        gradients[name] = gradient
    return gradients


@right("relative_error")
def errors_with_where(gradients, numerical):
    errors = {}
    for name, g in gradients.items():
        n = numerical[name]
        size = np.abs(g) + np.abs(n)
        errors[name] = np.where(size == 0, 0.0, np.abs(g - n) / np.where(size == 0, 1.0, size))
    return errors


@right("relative_error")
def errors_with_a_small_number_added(gradients, numerical):
    return {
        name: abs(gradients[name] - numerical[name])
        / (abs(gradients[name]) + abs(numerical[name]) + 1e-12)
        for name in gradients
    }


@right("relative_error")
def errors_in_loops(gradients, numerical):
    errors = {}
    for name in numerical:
        g, n = np.atleast_1d(gradients[name]), np.atleast_1d(numerical[name])
        flat = [
            0.0 if a == b == 0 else abs(a - b) / (abs(a) + abs(b))
            for a, b in zip(g.ravel(), n.ravel(), strict=True)
        ]
        errors[name] = np.array(flat).reshape(np.shape(gradients[name]))
    return errors


@right("relative_error")
def errors_with_nan_to_num(gradients, numerical):
    with np.errstate(invalid="ignore"):
        return {
            name: np.nan_to_num(
                np.abs(np.subtract(g, numerical[name])) / (np.abs(g) + np.abs(numerical[name]))
            )
            for name, g in gradients.items()
        }


@right("relative_error")
def errors_with_divide_where(gradients, numerical):
    errors = {}
    for name in gradients:
        g, n = np.asarray(gradients[name]), np.asarray(numerical[name])
        size = np.abs(g) + np.abs(n)
        errors[name] = np.divide(np.abs(g - n), size, out=np.zeros(g.shape), where=size > 0)
    return errors


@right("relative_error")
def errors_in_float32(gradients, numerical):
    return {
        name: np.float32(errors) for name, errors in errors_with_where(gradients, numerical).items()
    }
