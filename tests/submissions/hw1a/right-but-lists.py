# Right values, returned as plain lists and tuples of Python floats.
# score: 43
# lost: nothing

# %% [sigmoid]
def sigmoid(h):
    return [float(v) for v in 1 / (1 + np.exp(-h))]

# %% [weighted_sum]
def weighted_sum(X, w, b):
    return (X @ w + b).tolist()

# %% [forward_pass]
def forward_pass(X, w, b):
    return sigmoid(np.array(weighted_sum(X, w, b)))

# %% [predict]
def predict(p):
    return tuple(1 if v > 0.5 else 0 for v in p)

# %% [squared_error]
def squared_error(y, p):
    return sum((a - c) ** 2 for a, c in zip(y, p)) / len(y)

# %% [chain_factors]
def chain_factors(X, y, p):
    return [[2 * (c - a) for a, c in zip(y, p)], [c * (1 - c) for c in p], X.tolist()]

# %% [backward_pass]
def backward_pass(X, y, p):
    a, c, X = chain_factors(X, y, np.array(p))
    delta = [u * v for u, v in zip(a, c)]
    dw = [sum(d * row[j] for d, row in zip(delta, X)) / len(y) for j in range(len(X[0]))]
    return [dw, sum(delta) / len(y)]

# %% [backward_pass_bce]
def backward_pass_bce(X, y, p):
    return list(X.T @ (np.array(p) - y) / len(y)), sum(p - y) / len(y)

# %% [update]
def update(w, b, dw, db, learning_rate):
    return [wi - learning_rate * di for wi, di in zip(w, dw)], b - learning_rate * db
