# No bias anywhere: not in the weighted sum, not in the gradients, not in the update. What each
# function does with the weights is right and keeps its points.
# score: 36
# lost: weighted_sum 2, backward_pass 2, backward_pass_bce 2, update 1
# named: weighted_sum forgets_the_bias, backward_pass forgets_the_bias, backward_pass_bce leaves_the_bias_at_zero, update leaves_the_bias

# %% [weighted_sum]
def weighted_sum(X, w, b):
    return X @ w

# %% [backward_pass]
def backward_pass(X, y, p):
    return X.T @ (2 * (p - y) * p * (1 - p)) / len(y), 0

# %% [backward_pass_bce]
def backward_pass_bce(X, y, p):
    return X.T @ (p - y) / len(y), 0

# %% [update]
def update(w, b, dw, db, learning_rate):
    return w - learning_rate * dw, b
