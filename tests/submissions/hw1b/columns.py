# Keeps every vector as a column: p, the output's weights and the classes have an axis too many.
# score: 42.5
# lost: forward_by_sums 1, backward_output 3, predict_digits 0.5

# %% [forward_by_sums]
def forward_by_sums(X, params):
    A = sigmoid(X @ params["W"] + params["b"])
    return sigmoid(A @ np.reshape(params["w_out"], (-1, 1)) + params["b_out"])

# %% [backward_output]
def backward_output(y, cache):
    p = cache["p"]
    delta = (2 * (p - y) * p * (1 - p))[:, None]
    return cache["A"].T @ delta / len(y), delta.mean(axis=0)

# %% [predict_digits]
def predict_digits(X, params):
    A = relu(X @ params["W"] + params["b"])
    return (A @ params["W_out"] + params["b_out"]).argmax(axis=1)[:, None]
