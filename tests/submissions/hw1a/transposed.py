# X where its transpose is needed: an error for the table, and a wrong value where X is square.
# The bias is never reached.
# score: 37
# lost: backward_pass 3, backward_pass_bce 3
# named: backward_pass takes_x_for_its_transpose

# %% [backward_pass]
def backward_pass(X, y, p):
    delta = 2 * (p - y) * p * (1 - p)
    dw = X @ delta / len(y)
    return dw, np.mean(delta)

# %% [backward_pass_bce]
def backward_pass_bce(X, y, p):
    dw = X.dot(p - y) / len(y)
    return dw, np.mean(p - y)
