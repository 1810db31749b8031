# The forward part is right, the rest as released: a quick notebook with points to lose.

# %% [sigmoid]
def sigmoid(h):
    return 1 / (1 + np.exp(-h))

# %% [weighted_sum]
def weighted_sum(X, w, b):
    return X @ w + b

# %% [forward_pass]
def forward_pass(X, w, b):
    return sigmoid(weighted_sum(X, w, b))

# %% [predict]
def predict(p):
    return np.where(p > 0.5, 1, 0)

# %% [squared_error]
def squared_error(y, p):
    return np.mean((y - p) ** 2)
