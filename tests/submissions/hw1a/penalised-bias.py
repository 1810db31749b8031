# The bias is penalised like the weights. The weights' gradient is right.
# score: 42
# lost: backward_pass_l2 1
# named: backward_pass_l2 penalises_the_bias

# %% [backward_pass_l2]
def backward_pass_l2(X, y, p, w, b, l2):
    dw, db = backward_pass(X, y, p)
    return dw + 2 * l2 * w, db + 2 * l2 * b
