# Stops at the first epoch that is worse than the one before, and starts from weights that are too
# large.
# score: 45.5
# lost: early_stopping 1, initialize 0.5
# named: early_stopping stops_at_the_first_rise, initialize does_not_scale

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
