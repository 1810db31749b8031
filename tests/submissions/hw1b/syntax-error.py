# One cell does not parse: it costs its own exercise only.
# score: 0
# lost: all

# %% [backward_pass]
def backward_pass(X, y, params, cache)
    return {}
