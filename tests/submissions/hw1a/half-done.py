# Got to the end of Part 2 with two gaps, then ran out of time; one typed slip.
# base: blank
# score: 21.5
# lost: or_table 1.5, binary_cross_entropy 2, numerical_gradient 3, update 2, train 4, majority_baseline 1, l2_penalty 2, backward_pass_l2 3, slip_1 1, slip_2 2
# named: slip_1 suspects_the_bias

# %% [or_table]
or_table = {
    "h": [-0.5, -1.5, 0.5, -0.5],
    "p": [0.38, 0.18, 0.62, 0.38],
    "y_hat": [0, 0, 1, 0],
    "squared_error": [0.14, 0.67, 0.14, 0.39],
    "dl_dp": [0.76, -1.64, -0.76, -1.24],
    "dp_dh": [0.24, 0.15, 0.24, 0.24],
    "dh_dw1": [0, 0, 1, 1],
    "gradient": [None, None, None],
    "updated": [None, None, None],
}

# %% [sigmoid]
def sigmoid(h):
    return 1 / (1 + np.exp(-h))

# %% [weighted_sum]
def weighted_sum(X, w, b):
    return np.dot(X, w) + b

# %% [forward_pass]
def forward_pass(X, w, b):
    return sigmoid(weighted_sum(X, w, b))

# %% [predict]
def predict(p):
    return (p > 0.5) * 1

# %% [squared_error]
def squared_error(y, p):
    return ((y - p) ** 2).mean()

# %% [chain_factors]
def chain_factors(X, y, p):
    return 2 * (p - y), p * (1 - p), X

# %% [backward_pass]
def backward_pass(X, y, p):
    a, c, d = chain_factors(X, y, p)
    return (a * c) @ d / len(y), (a * c).mean()

# %% [backward_pass_bce]
def backward_pass_bce(X, y, p):
    return (p - y) @ X / len(y), (p - y).mean()

# %% [slip_1]
slip_1 = {
    "line": 3,
    "reason": "a",
}
