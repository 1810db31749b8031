# The digits are trained for two epochs only; the reader itself is right.
# score: 46
# lost: train_digits 1
# named: train_digits stops_too_soon

# %% [train_digits]
def train_digits(X, y, rng):
    params = {
        "W": rng.normal(0, np.sqrt(2 / X.shape[1]), (X.shape[1], 40)),
        "b": np.zeros(40),
        "W_out": rng.normal(0, np.sqrt(1 / 40), (40, 10)),
        "b_out": np.zeros(10),
    }
    for epoch in range(2):
        for rows in minibatches(len(y), 32, rng):
            Z = X[rows] @ params["W"] + params["b"]
            A = relu(Z)
            D_out = softmax_backward(y[rows], softmax(A @ params["W_out"] + params["b_out"]))
            D = D_out @ params["W_out"].T * relu_derivative(Z)
            params = {
                "W": params["W"] - 0.05 * X[rows].T @ D,
                "b": params["b"] - 0.05 * D.sum(axis=0),
                "W_out": params["W_out"] - 0.05 * A.T @ D_out,
                "b_out": params["b_out"] - 0.05 * D_out.sum(axis=0),
            }
    return params
