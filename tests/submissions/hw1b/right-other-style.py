# Right answers in a style of their own: Adam, einsum, float32, a class, lambdas, typed answers with
# commas and per cent.
# score: 47
# lost: nothing

# %% [sigmoid]
sigmoid = lambda z: 0.5 * (1 + np.tanh(np.asarray(z) / 2))

# %% [sigmoid_derivative]
def sigmoid_derivative(z):
    return 0.25 / np.cosh(np.asarray(z) / 2) ** 2

# %% [tanh_derivative]
def tanh_derivative(z):
    return 1 / np.cosh(z) ** 2

# %% [relu]
def relu(z):
    return (z + np.abs(z)) / 2

# %% [relu_derivative]
def relu_derivative(z):
    return np.heaviside(z, 0.0)

# %% [forward_by_sums]
def forward_by_sums(X, params):
    def one_row(x):
        a = [
            sigmoid(sum(x[i] * params["W"][i][j] for i in range(len(x))) + params["b"][j])
            for j in range(len(params["b"]))
        ]
        return float(sigmoid(sum(w * each for w, each in zip(params["w_out"], a)) + params["b_out"]))

    return [one_row(x) for x in X]

# %% [forward_pass]
class Cache(dict):
    """What the backward pass needs."""

def forward_pass(X, params, activation="sigmoid"):
    cache = Cache(activation=activation, X=X, Z=X, A=X)
    if "W" in params:
        cache["Z"] = np.einsum("nd,dq->nq", X, params["W"]) + params["b"][None, :]
        cache["A"] = globals()[activation](cache["Z"])
    cache["o"] = np.einsum("nq,q->n", cache["A"], params["w_out"]) + params["b_out"]
    cache["p"] = sigmoid(cache["o"])
    return cache["p"], cache

# %% [backward_output]
def backward_output(y, cache):
    p = cache["p"]
    delta = -2 * (y - p) * (p - p**2)
    return np.einsum("n,nq->q", delta, cache["A"]).astype(np.float32) / len(y), np.array(delta.mean())

# %% [backward_hidden]
def backward_hidden(X, y, params, cache):
    p, A = cache["p"], cache["A"]
    slope = {"sigmoid": A * (1 - A), "tanh": 1 - A**2, "relu": 1.0 * (A > 0)}[cache["activation"]]
    D = (2 / len(y) * (p - y) * p * (1 - p))[:, None] * slope * params["w_out"]
    return np.einsum("nd,nq->dq", X, D), D.sum(0)

# %% [backward_pass]
def backward_pass(X, y, params, cache):
    names, values = ["w_out", "b_out"], list(backward_output(y, cache))
    if "W" in params:
        names, values = ["W", "b", *names], [*backward_hidden(X, y, params, cache), *values]
    return dict(zip(names, values))

# %% [numerical_gradient]
def numerical_gradient(f, params, epsilon):
    def slope(name, place):
        def moved(step):
            other = np.array(params[name], dtype=float)
            other[place] += step
            return f(params | {name: other})

        return (moved(epsilon) - moved(-epsilon)) / 2 / epsilon

    return {
        name: np.reshape([slope(name, place) for place in np.ndindex(np.shape(value))], np.shape(value))
        for name, value in params.items()
    }

# %% [relative_error]
def relative_error(gradients, numerical):
    with np.errstate(all="ignore"):
        return {
            name: np.nan_to_num(np.abs(g - numerical[name]) / (np.abs(g) + np.abs(numerical[name])))
            for name, g in gradients.items()
        }

# %% [minibatches]
def minibatches(n_examples, batch_size, rng):
    cuts = np.arange(batch_size, n_examples, batch_size)
    return np.split(rng.permutation(np.arange(n_examples)), cuts)

# %% [optimizer_step]
def optimizer_step(params, gradients, state, learning_rate):
    t = state.get("t", 0) + 1
    new, m, s = {}, {}, {}
    for name, g in gradients.items():
        m[name] = 0.9 * state["m"][name] + 0.1 * g if state else 0.1 * g
        s[name] = 0.999 * state["s"][name] + 0.001 * g**2 if state else 0.001 * g**2
        step = (m[name] / (1 - 0.9**t)) / (np.sqrt(s[name] / (1 - 0.999**t)) + 1e-8)
        new[name] = params[name] - learning_rate * step
    return new, {"t": t, "m": m, "s": s}

# %% [report]
def report(y, p):
    y, decision = y.astype(bool), np.greater(p, 0.5)
    order = np.sort(p)
    ranks = (np.searchsorted(order, p, "left") + np.searchsorted(order, p, "right") + 1) / 2
    ones, zeros = y.sum(), (~y).sum()
    table = np.zeros((2, 2), int)
    np.add.at(table, (y.astype(int), decision.astype(int)), 1)
    return dict(
        loss=float(((y - p) ** 2).mean()),
        accuracy=float(np.trace(table) / table.sum()),
        auc=float((ranks[y].sum() - ones * (ones + 1) / 2) / (ones * zeros)),
        true_positives=int(table[1, 1]),
        false_positives=int(table[0, 1]),
        false_negatives=int(table[1, 0]),
        true_negatives=int(table[0, 0]),
        baseline=float(max(ones, zeros) / len(y)),
        one_class=len(set(decision.tolist())) == 1,
    )

# %% [penalty]
def penalty(params, l1, l2):
    value, gradients = 0.0, {name: np.zeros(np.shape(each)) for name, each in params.items()}
    for name in ("W", "w_out"):
        w = params[name]
        value += l1 * np.linalg.norm(w.ravel(), 1) + l2 * np.linalg.norm(w.ravel()) ** 2
        gradients[name] = l1 * ((w > 0) * 1.0 - (w < 0)) + l2 * (w + w)
    return value, gradients

# %% [dropout_mask]
def dropout_mask(shape, rate, rng, training=True):
    keep = 1 - rate if training else 1.0
    return rng.binomial(1, keep, size=shape) / keep

# %% [forward_dropout]
def forward_dropout(X, params, mask, activation="sigmoid"):
    _, cache = forward_pass(X, params, activation)
    p = sigmoid(np.einsum("nq,nq,q->n", cache["A"], mask, params["w_out"]) + params["b_out"])
    return p, {**cache, "mask": mask, "p": p}

# %% [backward_dropout]
def backward_dropout(X, y, params, cache):
    seen = {**cache, "A": cache["A"] * cache["mask"]}
    dw_out, db_out = backward_output(y, seen)
    p, A = cache["p"], cache["A"]
    slope = {"sigmoid": A * (1 - A), "tanh": 1 - A**2, "relu": 1.0 * (A > 0)}[cache["activation"]]
    D = np.outer(2 * (p - y) * p * (1 - p), params["w_out"]) * cache["mask"] * slope / len(y)
    return {"w_out": dw_out, "b_out": db_out, "W": np.transpose(D.T @ X), "b": D.sum(axis=0)}

# %% [early_stopping]
def early_stopping(losses, patience):
    for epoch in range(len(losses)):
        best = int(np.argmin(losses[: epoch + 1]))
        if epoch == best + patience:
            break
    return best, epoch

# %% [initialize]
def initialize(n_features, n_hidden, rng, activation="sigmoid"):
    scale = {"relu": np.sqrt(2.0)}.get(activation, 1.0)
    W = scale * rng.standard_normal((n_features, n_hidden)) / np.sqrt(n_features)
    w_out = rng.standard_normal(n_hidden) / np.sqrt(n_hidden)
    return dict(W=W, b=[0.0] * n_hidden, w_out=w_out, b_out=np.float32(0))

# %% [softmax]
def softmax(Z):
    logs = Z - np.max(Z, axis=1)[:, np.newaxis]
    return np.exp(logs - np.log(np.exp(logs).sum(axis=1, keepdims=True)))

# %% [categorical_cross_entropy]
def categorical_cross_entropy(y, P):
    chosen = np.take_along_axis(P, y[:, None], axis=1)
    return float(np.mean(-np.log(np.maximum(chosen, 1e-12))))

# %% [softmax_backward]
def softmax_backward(y, P):
    return np.divide(P - (np.arange(P.shape[1]) == y[:, None]), len(P))

# %% [predict_digits]
def predict_digits(X, params):
    scores = params["b_out"] + relu(params["b"] + X.dot(params["W"])).dot(params["W_out"])
    return [int(np.flatnonzero(row == row.max())[0]) for row in scores]

# %% [train_digits]
def train_digits(X, y, rng):
    params = {
        "W": rng.uniform(-0.3, 0.3, (X.shape[1], 64)),
        "b": np.zeros(64),
        "W_out": rng.uniform(-0.3, 0.3, (64, 10)),
        "b_out": np.zeros(10),
    }
    state = {}
    for _ in range(40):
        for rows in minibatches(len(y), 64, rng):
            A = relu(X[rows] @ params["W"] + params["b"])
            D_out = softmax_backward(y[rows], softmax(A @ params["W_out"] + params["b_out"]))
            D = D_out @ params["W_out"].T * (A > 0)
            gradients = {
                "W_out": A.T @ D_out, "b_out": D_out.sum(0), "W": X[rows].T @ D, "b": D.sum(0)
            }
            params, state = optimizer_step(params, gradients, state, 0.01)
    return params
