# Other algorithms: tanh for the sigmoid, einsum, sorting, running sums, recursion.
# base: half

# %% [sigmoid] trick
def sigmoid(h):
    return 0.5 * (1 + np.tanh(np.asarray(h) / 2))

# %% [weighted_sum] trick
def weighted_sum(X, w, b):
    return np.hstack([X, np.ones((len(X), 1))]) @ np.append(w, b)

# %% [predict] trick
def predict(p):
    return np.heaviside(np.asarray(p) - 0.5, 0).astype(int)

# %% [squared_error] trick
def squared_error(y, p):
    def add(i):
        return 0.0 if i == len(y) else (y[i] - p[i]) ** 2 + add(i + 1)
    return add(0) / len(y)
