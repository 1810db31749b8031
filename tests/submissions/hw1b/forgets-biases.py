# Leaves the biases out on the way forward; the later parts are judged with a right forward pass.
# score: 44.25
# lost: forward_by_sums 1, forward_pass 1.75
# named: forward_by_sums leaves_out_all_biases, forward_pass forgets_the_hidden_biases, forward_pass forgets_the_output_bias

# %% [forward_by_sums]
def forward_by_sums(X, params):
    p = []
    for x in X:
        o = 0
        for j in range(len(params["b"])):
            o += params["w_out"][j] * sigmoid(sum(x[i] * params["W"][i, j] for i in range(len(x))))
        p.append(sigmoid(o))
    return np.array(p)

# %% [forward_pass]
def forward_pass(X, params, activation="sigmoid"):
    if "W" in params:
        Z = X @ params["W"]
        A = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}[activation](Z)
    else:
        Z = A = X
    p = sigmoid(A @ params["w_out"])
    return p, {"Z": Z, "A": A, "p": p, "activation": activation}
