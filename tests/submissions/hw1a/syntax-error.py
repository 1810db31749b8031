# A bracket is missing in one cell, so its function does not exist. Everything else is right.
# score: 41
# lost: sigmoid 2

# %% [sigmoid]
def sigmoid(h):
    return 1 / (1 + np.exp(-h)
