# Right throughout, with loops wherever a loop is possible; slow, and never wrong.
# score: 47
# lost: nothing

# %% [sigmoid]
import math

def each(f, z):
    """Call f for every number in z, whatever its shape."""
    if np.ndim(z) == 0:
        return f(float(z))
    return np.array([each(f, part) for part in z])

def sigmoid(z):
    return each(lambda one: 1 / (1 + math.exp(-one)), z)

# %% [sigmoid_derivative]
def sigmoid_derivative(z):
    return each(lambda one: math.exp(-one) / (1 + math.exp(-one)) ** 2, z)

# %% [tanh]
def tanh(z):
    return each(lambda one: (math.exp(one) - math.exp(-one)) / (math.exp(one) + math.exp(-one)), z)

# %% [tanh_derivative]
def tanh_derivative(z):
    return each(lambda one: 1 - math.tanh(one) ** 2, z)

# %% [relu]
def relu(z):
    return each(lambda one: one if one > 0 else 0.0, z)

# %% [relu_derivative]
def relu_derivative(z):
    return each(lambda one: 1.0 if one > 0 else 0.0, z)

# %% [forward_pass]
def forward_pass(X, params, activation="sigmoid"):
    functions = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}
    n, d = X.shape
    if "W" not in params:
        Z = A = X
    else:
        q = len(params["b"])
        Z = np.zeros((n, q))
        for row in range(n):
            for j in range(q):
                Z[row, j] = params["b"][j]
                for i in range(d):
                    Z[row, j] += X[row, i] * params["W"][i, j]
        A = functions[activation](Z)
    p = np.zeros(n)
    for row in range(n):
        o = float(params["b_out"])
        for j in range(A.shape[1]):
            o += A[row, j] * params["w_out"][j]
        p[row] = sigmoid(o)
    return p, dict(Z=Z, A=A, p=p, activation=activation)

# %% [backward_output]
def backward_output(y, cache):
    n = len(y)
    dw_out, db_out = [0.0] * cache["A"].shape[1], 0.0
    for row in range(n):
        p = cache["p"][row]
        delta = 2 * (p - y[row]) * p * (1 - p)
        db_out += delta / n
        for j in range(len(dw_out)):
            dw_out[j] += delta * cache["A"][row, j] / n
    return np.array(dw_out), db_out

# %% [backward_hidden]
def backward_hidden(X, y, params, cache):
    n, d = X.shape
    q = len(params["w_out"])
    if cache["activation"] == "sigmoid":
        slope = sigmoid_derivative
    elif cache["activation"] == "tanh":
        slope = tanh_derivative
    else:
        slope = relu_derivative
    dW, db = np.zeros((d, q)), np.zeros(q)
    for row in range(n):
        p = cache["p"][row]
        for j in range(q):
            back = 2 * (p - y[row]) * p * (1 - p) * params["w_out"][j] * slope(cache["Z"][row, j])
            db[j] += back / n
            for i in range(d):
                dW[i, j] += back * X[row, i] / n
    return dW, db

# %% [relative_error]
def relative_error(gradients, numerical):
    def one(g, n):
        return 0.0 if abs(g) + abs(n) == 0 else abs(g - n) / (abs(g) + abs(n))

    errors = {}
    for name in gradients:
        g, n = np.asarray(gradients[name]), np.asarray(numerical[name])
        errors[name] = np.zeros(g.shape)
        for place in np.ndindex(g.shape):
            errors[name][place] = one(g[place], n[place])
    return errors

# %% [minibatches]
def minibatches(n_examples, batch_size, rng):
    left = list(range(n_examples))
    rng.shuffle(left)
    batches = []
    while left:
        batches.append(np.array(left[:batch_size]))
        left = left[batch_size:]
    return batches

# %% [standardize]
def standardize(X_train, X_validation, X_test):
    X_train, X_validation, X_test = X_train.copy(), X_validation.copy(), X_test.copy()
    for column in range(X_train.shape[1]):
        mean = X_train[:, column].mean()
        deviation = math.sqrt(((X_train[:, column] - mean) ** 2).mean())
        if deviation == 0:
            deviation = 1
        for X in (X_train, X_validation, X_test):
            X[:, column] = (X[:, column] - mean) / deviation
    return X_train, X_validation, X_test

# %% [report]
def report(y, p):
    counts = {"true_positives": 0, "false_positives": 0, "false_negatives": 0, "true_negatives": 0}
    for label, probability in zip(y, p):
        guess = probability > 0.5
        name = ("true" if guess == (label == 1) else "false") + ("_positives" if guess else "_negatives")
        counts[name] += 1
    wins = pairs = 0
    for i in range(len(y)):
        for j in range(len(y)):
            if y[i] == 1 and y[j] == 0:
                pairs += 1
                wins += 1 if p[i] > p[j] else 0.5 if p[i] == p[j] else 0
    predicted = counts["true_positives"] + counts["false_positives"]
    ones = counts["true_positives"] + counts["false_negatives"]
    return counts | {
        "loss": sum((a - b) ** 2 for a, b in zip(y, p)) / len(y),
        "accuracy": (counts["true_positives"] + counts["true_negatives"]) / len(y),
        "auc": wins / pairs,
        "baseline": max(ones, len(y) - ones) / len(y),
        "one_class": predicted in (0, len(y)),
    }

# %% [dropout_mask]
def dropout_mask(shape, rate, rng, training=True):
    mask = np.ones(shape)
    if training:
        for row in range(shape[0]):
            for unit in range(shape[1]):
                mask[row, unit] = 0 if rng.uniform() < rate else 1 / (1 - rate)
    return mask

# %% [early_stopping]
def early_stopping(losses, patience):
    best, bad = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best, bad = epoch, 0
        else:
            bad += 1
            if bad == patience:
                return best, epoch
    return best, len(losses) - 1

# %% [softmax]
def softmax(Z):
    rows = []
    for row in Z:
        powers = [math.exp(z - max(row)) for z in row]
        rows.append([power / sum(powers) for power in powers])
    return rows

# %% [categorical_cross_entropy]
def categorical_cross_entropy(y, P):
    total = 0
    for row, label in enumerate(y):
        total -= math.log(max(P[row][label], 1e-12))
    return total / len(y)

# %% [softmax_backward]
def softmax_backward(y, P):
    D = np.array(P)
    for row, label in enumerate(y):
        D[row, label] -= 1
    return D / len(y)

# %% [train_digits]
def train_digits(X, y, rng):
    W = rng.standard_normal((X.shape[1], 32)) * 0.15
    b, b_out = np.zeros(32), np.zeros(10)
    W_out = rng.standard_normal((32, 10)) * 0.15
    for epoch in range(40):
        order = np.argsort(rng.random(len(y)))
        for start in range(0, len(y), 20):
            rows = order[start : start + 20]
            Z = X[rows] @ W + b
            A = np.maximum(Z, 0)
            E = np.exp(A @ W_out + b_out)
            D_out = (E / E.sum(axis=1)[:, None] - np.eye(10)[y[rows]]) / len(rows)
            D = D_out @ W_out.T * (Z > 0)
            W_out, b_out = W_out - 0.4 * A.T @ D_out, b_out - 0.4 * D_out.sum(axis=0)
            W, b = W - 0.4 * X[rows].T @ D, b - 0.4 * D.sum(axis=0)
    return {"W": W, "b": b, "W_out": W_out, "b_out": b_out}

# %% [overfit_and_fix]
print("My functions are too slow for this one.")
