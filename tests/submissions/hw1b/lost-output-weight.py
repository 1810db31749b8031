# The road from the hidden unit to the output is forgotten: no w_out in backward_hidden.
# score: 43
# lost: backward_hidden 4
# named: backward_hidden loses_w_out

# %% [backward_hidden]
def backward_hidden(X, y, params, cache):
    p, Z = cache["p"], cache["Z"]
    slope = {
        "sigmoid": sigmoid_derivative,
        "tanh": tanh_derivative,
        "relu": relu_derivative,
    }[cache["activation"]]
    delta = 2 * (p - y) * p * (1 - p)
    D = delta[:, None] * slope(Z)
    return X.T @ D / len(y), D.mean(axis=0)
