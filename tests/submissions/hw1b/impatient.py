# Stops at the first epoch that is worse than the one before, and starts from weights that are too
# large.
# score: 0
# lost: all

# %% [early_stopping]
def early_stopping(losses, patience):
    for epoch in range(1, len(losses)):
        if losses[epoch] >= losses[epoch - 1]:
            return epoch - 1, epoch
    return len(losses) - 1, len(losses) - 1

# %% [initialize]
def initialize(n_features, n_hidden, rng, activation="sigmoid"):
    return {
        "W": rng.normal(size=(n_features, n_hidden)),
        "b": np.zeros(n_hidden),
        "w_out": rng.normal(size=n_hidden),
        "b_out": 0.0,
    }
