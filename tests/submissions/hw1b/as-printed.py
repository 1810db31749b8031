# Copies both derivatives as a deck prints them: without the 2, and without the output weight.
# score: 40.75
# lost: backward_output 2.25, backward_hidden 4
# named: backward_output loses_the_two, backward_hidden loses_the_two_and_w_out

# %% [backward_output]
def backward_output(y, cache):
    p = cache["p"]
    delta = (p - y) * p * (1 - p)
    return cache["A"].T @ delta / len(y), delta.mean()

# %% [backward_hidden]
def backward_hidden(X, y, params, cache):
    p = cache["p"]
    slope = {
        "sigmoid": sigmoid_derivative,
        "tanh": tanh_derivative,
        "relu": relu_derivative,
    }[cache["activation"]]
    D = ((p - y) * p * (1 - p))[:, None] * slope(cache["Z"])
    return X.T @ D / len(y), D.mean(axis=0)
