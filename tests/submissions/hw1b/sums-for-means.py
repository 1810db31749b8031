# Adds over the rows and never divides by their number, in every gradient.
# score: 41
# lost: backward_output 2.25, backward_hidden 3, softmax_backward 0.75
# named: backward_output sums_over_rows, backward_hidden sums_over_rows, softmax_backward forgets_the_mean

# %% [backward_output]
def backward_output(y, cache):
    p = cache["p"]
    delta = 2 * (p - y) * p * (1 - p)
    return cache["A"].T @ delta, delta.sum()

# %% [backward_hidden]
def backward_hidden(X, y, params, cache):
    p, Z = cache["p"], cache["Z"]
    slope = {
        "sigmoid": sigmoid_derivative,
        "tanh": tanh_derivative,
        "relu": relu_derivative,
    }[cache["activation"]]
    D = np.outer(2 * (p - y) * p * (1 - p), params["w_out"]) * slope(Z)
    return X.T @ D, D.sum(axis=0)

# %% [softmax_backward]
def softmax_backward(y, P):
    return P - np.eye(P.shape[1])[y]
