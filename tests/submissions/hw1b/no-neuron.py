# Forgets that params may come without a hidden layer.
# score: 46.5
# lost: forward_pass 0.25, backward_pass 0.25
# named: forward_pass wants_a_hidden_layer

# %% [forward_pass]
def forward_pass(X, params, activation="sigmoid"):
    Z = X @ params["W"] + params["b"]
    A = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}[activation](Z)
    p = sigmoid(A @ params["w_out"] + params["b_out"])
    return p, {"Z": Z, "A": A, "p": p, "activation": activation}

# %% [backward_pass]
def backward_pass(X, y, params, cache):
    dW, db = backward_hidden(X, y, params, cache)
    dw_out, db_out = backward_output(y, cache)
    return {"W": dW, "b": db, "w_out": dw_out, "b_out": db_out}
