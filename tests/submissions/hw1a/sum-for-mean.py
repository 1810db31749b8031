# Sums over the rows where means are asked for: in the loss and in both backward passes.
# score: 36
# lost: squared_error 1, backward_pass 3, backward_pass_bce 3
# named: squared_error sums_the_errors, backward_pass sums_over_rows, backward_pass_bce sums_over_all_rows

# %% [squared_error]
def squared_error(y, p):
    return np.sum((y - p) ** 2)

# %% [backward_pass]
def backward_pass(X, y, p):
    delta = 2 * (p - y) * p * (1 - p)
    return X.T @ delta, delta.sum()

# %% [backward_pass_bce]
def backward_pass_bce(X, y, p):
    return X.T @ (p - y), np.sum(p - y)
