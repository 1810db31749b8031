# Parts 0 to 2 are there, the rest is as it was released.
# base: blank
# score: 23
# lost: numerical_gradient 2, relative_error 1, minibatches 0.75, optimizer_step 1.25, train 2, random_starts 1, standardize 1, report 1.5, comparison 0.5, penalty 1.5, dropout_mask 1, forward_dropout 0.5, backward_dropout 1.5, early_stopping 1, initialize 0.5, softmax 1, categorical_cross_entropy 0.75, softmax_backward 0.75, predict_digits 0.5, train_digits 1, slip_1 1, slip_2 1, slip_3 1

# %% [chain]
chain = {
    "z1": -0.095,
    "a1": 0.4763,
    "z2": 0.4429,
    "a2": 0.6089,
    "loss": 0.1794,
    "dl_da2": 0.5989,
    "da2_dz2": 0.2381,
    "dz2_dw2": 0.4763,
    "dz2_da1": 0.3,
    "da1_dz1": 0.2494,
    "dz1_dw1": 0.05,
    "dw2": 0.0679,
    "db2": 0.1426,
    "dw1": 0.00053,
    "db1": 0.0107,
    "updated": [-0.379, -1.126, 0.095, -0.207],
}

# %% [network_row]
network_row = {
    "z": [-0.5, -0.5, 0.5],
    "a": [0.3775, 0.3775, 0.6225],
    "o": -0.3674,
    "p": 0.4092,
    "loss": 0.1674,
    "delta": 0.1978,
    "dw_out": [0.0747, 0.0747, 0.1231],
    "dw_1": [0.0465, 0.0465, -0.0465],
}

# %% [sigmoid]
def sigmoid(z):
    return 1 / (1 + np.exp(-z))

# %% [sigmoid_derivative]
def sigmoid_derivative(z):
    a = sigmoid(z)
    return a * (1 - a)

# %% [tanh]
def tanh(z):
    return np.tanh(z)

# %% [tanh_derivative]
def tanh_derivative(z):
    return 1 - np.tanh(z) ** 2

# %% [relu]
def relu(z):
    return np.maximum(0, z)

# %% [relu_derivative]
def relu_derivative(z):
    return (np.asarray(z) > 0).astype(float)

# %% [forward_by_sums]
def forward_by_sums(X, params):
    W, b, w_out, b_out = params["W"], params["b"], params["w_out"], params["b_out"]
    p = np.empty(len(X))
    for n, x in enumerate(X):
        o = b_out
        for j in range(len(b)):
            z = b[j]
            for i in range(len(x)):
                z += W[i, j] * x[i]
            o += w_out[j] * sigmoid(z)
        p[n] = sigmoid(o)
    return p

# %% [forward_pass]
def forward_pass(X, params, activation="sigmoid"):
    if "W" in params:
        Z = X @ params["W"] + params["b"]
        A = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}[activation](Z)
    else:
        Z = A = X
    p = sigmoid(A @ params["w_out"] + params["b_out"])
    return p, {"Z": Z, "A": A, "p": p, "activation": activation}

# %% [xor_by_hand]
xor_by_hand = {
    "p_as_given": [0.518, 0.482, 0.482, 0.409],
    "p_doubled": [0.495, 0.505, 0.505, 0.2],
    "right_as_given": 1,
    "right_doubled": 4,
    "why": "b",
}

# %% [shapes]
shapes = {
    "W1": [3, 4],
    "b1": 4,
    "W2": [4, 4],
    "b2": 4,
    "W3": [4, 1],
    "b3": 1,
    "total": 41,
    "total_231": 13,
}

# %% [backward_output]
def backward_output(y, cache):
    p = cache["p"]
    delta = 2 * (p - y) * p * (1 - p)
    return cache["A"].T @ delta / len(y), delta.mean()

# %% [backward_hidden]
def backward_hidden(X, y, params, cache):
    p, Z = cache["p"], cache["Z"]
    slope = {
        "sigmoid": sigmoid_derivative,
        "tanh": tanh_derivative,
        "relu": relu_derivative,
    }[cache["activation"]]
    delta = 2 * (p - y) * p * (1 - p)
    D = delta[:, None] * params["w_out"] * slope(Z)
    return X.T @ D / len(y), D.mean(axis=0)

# %% [backward_pass]
def backward_pass(X, y, params, cache):
    gradients = {}
    if "W" in params:
        gradients["W"], gradients["b"] = backward_hidden(X, y, params, cache)
    gradients["w_out"], gradients["b_out"] = backward_output(y, cache)
    return gradients

