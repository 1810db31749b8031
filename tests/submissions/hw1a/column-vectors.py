# Works with columns of shape (n, 1), as other courses do: right values with a trailing axis in two
# functions that return them. The others do not notice, because they are graded on flat arrays.
# score: 38
# lost: sigmoid 2, weighted_sum 2, predict 1

# %% [sigmoid]
def sigmoid(h):
    return 1 / (1 + np.exp(-h.reshape(-1, 1)))

# %% [weighted_sum]
def weighted_sum(X, w, b):
    return X @ w.reshape(-1, 1) + b

# %% [forward_pass]
def forward_pass(X, w, b):
    return (1 / (1 + np.exp(-(X @ w.reshape(-1, 1) + b)))).ravel()

# %% [predict]
def predict(p):
    return (p.reshape(-1, 1) > 0.5).astype(int)
