# In backward_hidden the slope is taken of A where Z belongs.
# score: 43
# lost: backward_hidden 4
# named: backward_hidden takes_the_slope_at_a

# %% [backward_hidden]
def backward_hidden(X, y, params, cache):
    p, A = cache["p"], cache["A"]
    slope = {
        "sigmoid": sigmoid_derivative,
        "tanh": tanh_derivative,
        "relu": relu_derivative,
    }[cache["activation"]]
    delta = 2 * (p - y) * p * (1 - p)
    D = np.outer(delta, params["w_out"]) * slope(A)
    return X.T @ D / len(y), D.mean(axis=0)
