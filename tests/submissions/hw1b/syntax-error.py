# One cell does not parse: it costs its own exercise only.
# score: 45
# lost: backward_pass 2

# %% [backward_pass]
def backward_pass(X, y, params, cache)
    return {}
