# The whole homework, right, in array code: momentum, ridge and early stopping.
# base: blank
# score: 47
# lost: nothing

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

# %% [numerical_gradient]
def numerical_gradient(f, params, epsilon):
    result = {}
    for name, value in params.items():
        value = np.asarray(value, dtype=float)
        slope = np.zeros(value.shape)
        for place in np.ndindex(value.shape):
            up, down = value.copy(), value.copy()
            up[place] += epsilon
            down[place] -= epsilon
            slope[place] = (f({**params, name: up}) - f({**params, name: down})) / (2 * epsilon)
        result[name] = slope
    return result

# %% [relative_error]
def relative_error(gradients, numerical):
    errors = {}
    for name, g in gradients.items():
        n = numerical[name]
        size = np.abs(g) + np.abs(n)
        errors[name] = np.abs(g - n) / np.where(size == 0, 1, size)
    return errors

# %% [minibatches]
def minibatches(n_examples, batch_size, rng):
    order = rng.permutation(n_examples)
    return [order[i : i + batch_size] for i in range(0, n_examples, batch_size)]

# %% [optimizer_step]
def optimizer_step(params, gradients, state, learning_rate):
    new, velocity = {}, {}
    for name in params:
        velocity[name] = 0.9 * state.get(name, 0) + gradients[name]
        new[name] = params[name] - learning_rate * velocity[name]
    return new, velocity

# %% [train]
def train(X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"):
    def loss():
        return np.mean((y - forward_pass(X, params, activation)[0]) ** 2)

    state, history = {}, [loss()]
    for epoch in range(n_epochs):
        for rows in minibatches(len(y), batch_size, rng):
            _, cache = forward_pass(X[rows], params, activation)
            gradients = backward_pass(X[rows], y[rows], params, cache)
            params, state = optimizer_step(params, gradients, state, learning_rate)
        history.append(loss())
    return params, history

# %% [random_starts]
random_starts = {
    "one_unit": 0,
    "eight_units": "c",
    "zero_p": [0.5, 0.5, 0.5, 0.5],
    "zero_delta": [0.25, -0.25, -0.25, 0.25],
    "zero_slopes": [0.0, 0.0, 0.0, 0.0],
    "why_zero": "b",
    "same_units": "d",
}

# %% [standardize]
def standardize(X_train, X_validation, X_test):
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    deviation[deviation == 0] = 1
    return tuple((X - mean) / deviation for X in (X_train, X_validation, X_test))

# %% [report]
def report(y, p):
    y_hat = p > 0.5
    difference = p[y == 1][:, None] - p[y == 0]
    return {
        "loss": np.mean((y - p) ** 2),
        "accuracy": np.mean(y_hat == y),
        "auc": np.mean((difference > 0) + 0.5 * (difference == 0)),
        "true_positives": np.sum(y_hat & (y == 1)),
        "false_positives": np.sum(y_hat & (y == 0)),
        "false_negatives": np.sum(~y_hat & (y == 1)),
        "true_negatives": np.sum(~y_hat & (y == 0)),
        "baseline": max(y.mean(), 1 - y.mean()),
        "one_class": y_hat.all() or not y_hat.any(),
    }

# %% [comparison]
comparison = {
    "breast_cancer_baseline": 0.65,
    "clinical_baseline": 0.86,
    "clinical_auc": "b",
    "hidden_layer": "c",
    "accuracy": "a",
}

# %% [penalty]
def penalty(params, l1, l2):
    W, w_out = params["W"], params["w_out"]
    value = l1 * (np.abs(W).sum() + np.abs(w_out).sum()) + l2 * (np.sum(W**2) + np.sum(w_out**2))
    return value, {
        "W": l1 * np.sign(W) + 2 * l2 * W,
        "b": np.zeros_like(params["b"]),
        "w_out": l1 * np.sign(w_out) + 2 * l2 * w_out,
        "b_out": 0.0,
    }

# %% [dropout_mask]
def dropout_mask(shape, rate, rng, training=True):
    if not training:
        return np.ones(shape)
    return (rng.random(shape) >= rate) / (1 - rate)

# %% [forward_dropout]
def forward_dropout(X, params, mask, activation="sigmoid"):
    Z = X @ params["W"] + params["b"]
    A = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}[activation](Z)
    p = sigmoid((A * mask) @ params["w_out"] + params["b_out"])
    return p, {"Z": Z, "A": A, "mask": mask, "p": p, "activation": activation}

# %% [backward_dropout]
def backward_dropout(X, y, params, cache):
    p, mask = cache["p"], cache["mask"]
    slope = {
        "sigmoid": sigmoid_derivative,
        "tanh": tanh_derivative,
        "relu": relu_derivative,
    }[cache["activation"]]
    delta = 2 * (p - y) * p * (1 - p)
    D = np.outer(delta, params["w_out"]) * mask * slope(cache["Z"])
    return {
        "W": X.T @ D / len(y),
        "b": D.mean(axis=0),
        "w_out": (cache["A"] * mask).T @ delta / len(y),
        "b_out": delta.mean(),
    }

# %% [early_stopping]
def early_stopping(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            return best, epoch
    return best, len(losses) - 1

# %% [initialize]
def initialize(n_features, n_hidden, rng, activation="sigmoid"):
    gain = 2 if activation == "relu" else 1
    return {
        "W": rng.normal(0, np.sqrt(gain / n_features), (n_features, n_hidden)),
        "b": np.zeros(n_hidden),
        "w_out": rng.normal(0, np.sqrt(1 / n_hidden), n_hidden),
        "b_out": 0.0,
    }

# %% [overfit_and_fix]
rng = np.random.default_rng(4)
start = initialize(8, 40, rng, "tanh")
figure, axes = plt.subplots(layout="constrained")
for title, options in (("nothing", {}), ("l2 = 0.01", {"l2": 0.01}), ("stopped", {"patience": 10})):
    params, history = train_regularized(
        X_few, y_few, start, 0.05, 200, 16, np.random.default_rng(1),
        X_validation, y_validation, activation="tanh", **options,
    )
    show_report(title, y_validation, forward_pass(X_validation, params, "tanh")[0])
    axes.plot(history["loss"], label=f"{title}, training")
    axes.plot(history["validation_loss"], "--", label=f"{title}, validation")
axes.set(xlabel="epoch", ylabel="mean squared error")
axes.legend()
plt.show()

# %% [regularization_discussion] markdown
# With the mask scaled by 1/(1 - r) the mean of the output stays what it is without the mask, so
# nothing has to be changed after training.

# %% [softmax]
def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)

# %% [categorical_cross_entropy]
def categorical_cross_entropy(y, P):
    return -np.log(np.clip(P[np.arange(len(y)), y], 1e-12, None)).mean()

# %% [softmax_backward]
def softmax_backward(y, P):
    return (P - np.eye(P.shape[1])[y]) / len(y)

# %% [predict_digits]
def predict_digits(X, params):
    A = relu(X @ params["W"] + params["b"])
    return (A @ params["W_out"] + params["b_out"]).argmax(axis=1)

# %% [train_digits]
def train_digits(X, y, rng):
    params = {
        "W": rng.normal(0, np.sqrt(2 / X.shape[1]), (X.shape[1], 40)),
        "b": np.zeros(40),
        "W_out": rng.normal(0, np.sqrt(1 / 40), (40, 10)),
        "b_out": np.zeros(10),
    }
    state = {}
    for epoch in range(25):
        for rows in minibatches(len(y), 32, rng):
            Z = X[rows] @ params["W"] + params["b"]
            A = relu(Z)
            D_out = softmax_backward(y[rows], softmax(A @ params["W_out"] + params["b_out"]))
            D = D_out @ params["W_out"].T * relu_derivative(Z)
            gradients = {
                "W": X[rows].T @ D,
                "b": D.sum(axis=0),
                "W_out": A.T @ D_out,
                "b_out": D_out.sum(axis=0),
            }
            params, state = optimizer_step(params, gradients, state, 0.1)
    return params

# %% [slip_1]
slip_1 = {
    "line": 4,
    "reason": "c",
}

# %% [slip_2]
slip_2 = {
    "line": 3,
    "reason": "a",
}

# %% [slip_3]
slip_3 = {
    "line": 5,
    "reason": "d",
}
