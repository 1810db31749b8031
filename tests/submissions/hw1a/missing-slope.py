# Forgets p(1 − p) in the backward pass, so it is wrong in weights and bias; the rest is right.
# score: 40
# lost: backward_pass 3
# named: backward_pass leaves_out_the_slope

# %% [backward_pass]
def backward_pass(X, y, p):
    error = 2 * (p - y)
    return X.T @ error / len(y), error.mean()
