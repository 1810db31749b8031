# Every answer of Parts 0 to 2 has the right shape and wrong values: there is everything to gain.

# %% [or_table]
or_table = {
    "h": [1.5, 2.5, 1.5, 2.5],
    "p": [0.11, 0.12, 0.13, 0.14],
    "y_hat": [1, 1, 0, 1],
    "squared_error": [0.91, 0.92, 0.93, 0.94],
    "dl_dp": [3.1, 3.2, 3.3, 3.4],
    "dp_dh": [0.91, 0.92, 0.93, 0.94],
    "dh_dw1": [1, 1, 0, 0],
    "gradient": [0.71, 0.72, 0.73],
    "updated": [5.1, 5.2, 5.3],
}

# %% [sigmoid]
def sigmoid(h):
    return h * 0.25 + 0.6

# %% [weighted_sum]
def weighted_sum(X, w, b):
    return X.sum(axis=1) * 3 + 7

# %% [forward_pass]
def forward_pass(X, w, b):
    return np.full(len(X), 0.33)

# %% [predict]
def predict(p):
    return np.where(p > 0.2, 0, 1)

# %% [squared_error]
def squared_error(y, p):
    return 7.0

# %% [binary_cross_entropy]
def binary_cross_entropy(y, p):
    return 7.0

# %% [chain_factors]
def chain_factors(X, y, p):
    return p + 3, p + 4, X + 5

# %% [backward_pass]
def backward_pass(X, y, p):
    return X[0] + 9, 9.0

# %% [backward_pass_bce]
def backward_pass_bce(X, y, p):
    return X[0] + 9, 9.0

# %% [numerical_gradient]
def numerical_gradient(f, theta, epsilon):
    return theta + 9.0

# %% [majority_baseline]
def majority_baseline(y):
    return 0.123

# %% [slip_1]
slip_1 = {"line": 1, "reason": "a"}

# %% [slip_2]
slip_2 = {"line": 1, "reason": "a"}
