# Does all with sigmoids, whatever activation is asked for, forward and backward.
# score: 44.5
# lost: forward_pass 0.75, backward_hidden 1.75
# named: forward_pass always_takes_the_sigmoid, backward_hidden always_takes_a_times_one_minus_a

# %% [forward_pass]
def forward_pass(X, params, activation="sigmoid"):
    if "W" in params:
        Z = X @ params["W"] + params["b"]
        A = sigmoid(Z)
    else:
        Z = A = X
    p = sigmoid(A @ params["w_out"] + params["b_out"])
    return p, {"Z": Z, "A": A, "p": p, "activation": activation}

# %% [backward_hidden]
def backward_hidden(X, y, params, cache):
    p, A = cache["p"], cache["A"]
    D = np.outer(2 * (p - y) * p * (1 - p), params["w_out"]) * A * (1 - A)
    return X.T @ D / len(y), D.mean(axis=0)
