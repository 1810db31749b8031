"""Right answers to HW1B, Part 1."""

import math

import numpy as np

from autograder.homework.hw1b.forward.activations import relu, sigmoid, tanh
from tests.homework.wheats import collection

WHEATS, right = collection()


# --- activations --------------------------------------------------------------------------------


@right("sigmoid")
def sigmoid_without_overflow(z):
    small = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1 / (1 + small), small / (1 + small))


@right("sigmoid")
def sigmoid_number_by_number(z):
    return np.vectorize(lambda one: math.exp(one) / (1 + math.exp(one)))(z)


@right("sigmoid")
def sigmoid_through_tanh(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


@right("sigmoid")
def sigmoid_with_a_power(z):
    return (1 + np.e ** (-z)) ** -1


@right("sigmoid")
def sigmoid_in_float32(z):
    return 1 / (1 + np.exp(-np.asarray(z, dtype=np.float32)))


@right("sigmoid")
def sigmoid_as_lists(z):
    z = np.asarray(z)
    return (1 / (1 + np.exp(-z))).tolist()


@right("sigmoid_derivative")
def sigmoid_slope_from_the_activation(z):
    return sigmoid(z) * (1 - sigmoid(z))


@right("sigmoid_derivative")
def sigmoid_slope_from_the_exponential(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


@right("sigmoid_derivative")
def sigmoid_slope_as_a_difference(z):
    a = 1 / (1 + np.exp(-z))
    return a - a**2


@right("sigmoid_derivative")
def sigmoid_slope_from_both_sides(z):
    return sigmoid(z) * sigmoid(-z)


@right("sigmoid_derivative")
def sigmoid_slope_through_cosh(z):
    return 0.25 / np.cosh(z / 2) ** 2


@right("sigmoid_derivative")
def sigmoid_slope_in_a_loop(z):
    flat = np.ravel(z)
    slopes = np.zeros(len(flat))
    for k in range(len(flat)):
        a = 1 / (1 + math.exp(-flat[k]))
        slopes[k] = a * (1 - a)
    return slopes.reshape(np.shape(z))


@right("tanh")
def tanh_from_exponentials(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


@right("tanh")
def tanh_from_the_sigmoid(z):
    return 2 * sigmoid(2 * z) - 1


@right("tanh")
def tanh_from_one_exponential(z):
    e = np.exp(2 * z)
    return 1 - 2 / (e + 1)


@right("tanh")
def tanh_number_by_number(z):
    return np.vectorize(math.tanh)(z)


@right("tanh")
def tanh_in_float32(z):
    return np.tanh(np.asarray(z, dtype=np.float32))


@right("tanh_derivative")
def tanh_slope_from_the_activation(z):
    a = tanh(z)
    return 1 - a * a


@right("tanh_derivative")
def tanh_slope_through_cosh(z):
    return 1 / np.cosh(z) ** 2


@right("tanh_derivative")
def tanh_slope_as_a_product(z):
    return (1 - np.tanh(z)) * (1 + np.tanh(z))


@right("tanh_derivative")
def tanh_slope_from_exponentials(z):
    return 4 / (np.exp(z) + np.exp(-z)) ** 2


@right("tanh_derivative")
def tanh_slope_from_the_sigmoid(z):
    a = sigmoid(2 * z)
    return 4 * a * (1 - a)


@right("relu")
def relu_with_where(z):
    return np.where(z > 0, z, 0)


@right("relu")
def relu_by_a_product(z):
    return z * (z > 0)


@right("relu")
def relu_by_a_mean(z):
    return (np.abs(z) + z) / 2


@right("relu")
def relu_clipped(z):
    return np.clip(z, 0, None)


@right("relu")
def relu_by_writing_into_a_copy(z):
    a = np.array(z, dtype=float)
    a[a < 0] = 0
    return a


@right("relu")
def relu_number_by_number(z):
    return np.vectorize(lambda one: max(one, 0.0))(z)


@right("relu_derivative")
def relu_slope_as_booleans(z):
    return z > 0


@right("relu_derivative")
def relu_slope_as_integers(z):
    return np.array(np.asarray(z) > 0, dtype=int)


@right("relu_derivative")
def relu_slope_with_heaviside(z):
    return np.heaviside(z, 0)


@right("relu_derivative")
def relu_slope_from_the_activation(z):
    return np.sign(relu(z))


@right("relu_derivative")
def relu_slope_in_a_loop(z):
    slopes = np.zeros(np.shape(z))
    for place in np.ndindex(slopes.shape):
        if np.asarray(z)[place] > 0:
            slopes[place] = 1
    return slopes


# --- the forward pass ---------------------------------------------------------------------------


@right("forward_by_sums")
def sums_with_enumerate(X, params):
    answer = []
    for row in X:
        o = float(params["b_out"])
        for j, weight in enumerate(params["w_out"]):
            z = params["b"][j] + sum(x * w for x, w in zip(row, params["W"][:, j], strict=True))
            o += weight / (1 + math.exp(-z))
        answer.append(1 / (1 + math.exp(-o)))
    return answer


@right("forward_by_sums")
def sums_layer_by_layer(X, params):
    n_examples, n_hidden = len(X), len(params["w_out"])
    A = np.empty((n_examples, n_hidden))
    for row in range(n_examples):
        for j in range(n_hidden):
            A[row, j] = sigmoid(np.sum(X[row] * params["W"][:, j]) + params["b"][j])
    p = np.empty(n_examples)
    for row in range(n_examples):
        p[row] = sigmoid(np.sum(A[row] * params["w_out"]) + params["b_out"])
    return p


@right("forward_by_sums")
def sums_as_matrices(X, params):
    A = sigmoid(X @ params["W"] + params["b"])
    return sigmoid(A @ params["w_out"] + params["b_out"])


@right("forward_by_sums")
def sums_with_biases_at_the_end(X, params):
    p = []
    for x in X:
        o = 0
        for j in range(params["W"].shape[1]):
            z = 0
            for i in range(params["W"].shape[0]):
                z += params["W"][i][j] * x[i]
            o += params["w_out"][j] * sigmoid(z + params["b"][j])
        p.append(sigmoid(o + params["b_out"]))
    return np.array(p)


@right("forward_by_sums")
def sums_unit_by_unit(X, params):
    o = np.full(len(X), float(params["b_out"]))
    for j in range(len(params["b"])):
        o += params["w_out"][j] * sigmoid(X @ params["W"][:, j] + params["b"][j])
    return sigmoid(o)


@right("forward_by_sums")
def sums_in_float32(X, params):
    A = sigmoid(X.astype(np.float32) @ params["W"].astype(np.float32) + np.float32(params["b"]))
    o = A.astype(np.float32) @ params["w_out"].astype(np.float32) + np.float32(params["b_out"])
    return 1 / (1 + np.exp(-o))


@right("forward_pass")
def forward_with_a_chain_of_ifs(X, params, activation="sigmoid"):
    if "W" not in params:
        Z = X
        A = X
    else:
        Z = np.dot(X, params["W"]) + params["b"]
        if activation == "sigmoid":
            A = 1 / (1 + np.exp(-Z))
        elif activation == "tanh":
            A = np.tanh(Z)
        else:
            A = Z * (Z > 0)
    p = 1 / (1 + np.exp(-(np.dot(A, params["w_out"]) + params["b_out"])))
    cache = {"Z": Z, "A": A, "p": p, "activation": activation}
    return p, cache


@right("forward_pass")
def forward_row_by_row(X, params, activation="sigmoid"):
    activate = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}[activation]
    Z, A, p = [], [], []
    for x in X:
        z = x if params.get("W") is None else x @ params["W"] + params["b"]
        a = z if params.get("W") is None else activate(z)
        Z.append(z.tolist())
        A.append(a.tolist())
        p.append(float(sigmoid(a @ params["w_out"] + params["b_out"])))
    return p, {"Z": Z, "A": A, "p": p, "activation": activation}


@right("forward_pass")
def forward_with_einsum_and_more_in_the_cache(X, params, activation="sigmoid"):
    if "W" in params:
        Z = np.einsum("ni,ij->nj", X, params["W"]) + params["b"][None, :]
        A = (sigmoid if activation == "sigmoid" else tanh if activation == "tanh" else relu)(Z)
    else:
        Z = A = X.copy()
    o = np.einsum("nj,j->n", A, params["w_out"]) + params["b_out"]
    p = sigmoid(o)
    return p, {"X": X, "Z": Z, "A": A, "o": o, "p": p, "activation": activation}


@right("forward_pass")
def forward_with_columns_inside(X, params, activation="sigmoid"):
    A = Z = X.T
    if "W" in params:
        Z = params["W"].T @ X.T + params["b"].reshape(-1, 1)
        A = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}[activation](Z)
    p = sigmoid(params["w_out"].reshape(1, -1) @ A + params["b_out"]).ravel()
    return p, {"Z": Z.T, "A": A.T, "p": p, "activation": activation}


@right("forward_pass")
def forward_with_a_column_of_ones(X, params, activation="sigmoid"):
    ones = np.ones((len(X), 1))
    Z = A = X
    if "W" in params:
        Z = np.hstack([X, ones]) @ np.vstack([params["W"], params["b"]])
        A = np.tanh(Z) if activation == "tanh" else (relu, sigmoid)[activation == "sigmoid"](Z)
    p = sigmoid(np.hstack([A, ones]) @ np.append(params["w_out"], params["b_out"]))
    return [p, {"Z": Z, "A": A, "p": p, "activation": activation}]


@right("forward_pass")
def forward_in_float32(X, params, activation="sigmoid"):
    net = {name: np.asarray(value, dtype=np.float32) for name, value in params.items()}
    Z = A = X.astype(np.float32)
    if "W" in net:
        Z = A @ net["W"] + net["b"]
        A = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}[activation](Z)
    p = 1 / (1 + np.exp(-(A @ net["w_out"] + net["b_out"])))
    return p, {"Z": Z, "A": A, "p": p, "activation": activation}


# --- typed answers ------------------------------------------------------------------------------


def shaped(**changes):
    return {
        "W1": [3, 4],
        "b1": 4,
        "W2": [4, 4],
        "b2": 4,
        "W3": [4, 1],
        "b3": 1,
        "total": 41,
        "total_231": 13,
    } | changes


@right("shapes")
def shapes_as_asked():
    return shaped()


@right("shapes")
def shapes_from_numpy():
    W = [np.zeros((3, 4)), np.zeros((4, 4)), np.zeros((4, 1))]
    b = [np.zeros(4), np.zeros(4), np.zeros(1)]
    return {
        "W1": W[0].shape,
        "b1": b[0].shape,
        "W2": W[1].shape,
        "b2": b[1].shape,
        "W3": W[2].shape,
        "b3": b[2].shape,
        "total": sum(each.size for each in W + b),
        "total_231": np.prod((2, 3)) + 3 + np.prod((3, 1)) + 1,
    }


@right("shapes")
def shapes_as_text():
    return shaped(W1=("3", "4"), b1="4", W3=["4", "1"], b3="1", total="41", total_231="13")


@right("shapes")
def shapes_as_floats():
    return shaped(
        W2=np.array([4.0, 4.0]), b2=[4], b3=[1.0], total=41.0, total_231=2 * 3 + 3 + 3 + 1
    )


def xored(**changes):
    return {
        "p_as_given": [0.518, 0.482, 0.482, 0.409],
        "p_doubled": [0.495, 0.505, 0.505, 0.2],
        "right_as_given": 1,
        "right_doubled": 4,
        "why": "b",
    } | changes


@right("xor_by_hand")
def xor_as_asked():
    return xored()


@right("xor_by_hand")
def xor_from_a_forward_pass():
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    found = {}
    for name, factor in (("as_given", 1), ("doubled", 2)):
        W = factor * np.array([[1, -1, 1], [-1, 1, 1]])
        A = sigmoid(X @ W + factor * np.array([-0.5, -0.5, -1.5]))
        p = sigmoid(factor * (A @ np.array([1, 1, -1]) - 0.5))
        found |= {f"p_{name}": p, f"right_{name}": ((p > 0.5) == [0, 1, 1, 0]).sum()}
    return found | {"why": "B"}


@right("xor_by_hand")
def xor_as_people_type_it():
    return xored(
        p_as_given=["51.8 %", ".482", "0,482", "0.4092"],
        p_doubled=(0.4952, 0.5048, "50.48%", ".200"),
        right_as_given="1",
        right_doubled=[4],
        why="(b)",
    )


@right("xor_by_hand")
def xor_rows_by_name():
    rows = ("00", "01", "10", "11")
    return xored(
        p_as_given=dict(zip(rows, (0.51815, 0.48185, 0.48185, 0.40917), strict=True)),
        right_as_given=1.0,
        why=" b.",
    )
