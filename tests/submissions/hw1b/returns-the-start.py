# Trains in a helper and returns the parameters it was given.
# score: 45
# lost: train 2
# named: train returns_the_start

# %% [train]
def train(X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"):
    now, state, history = params, {}, []
    for epoch in range(n_epochs + 1):
        history.append(np.mean((y - forward_pass(X, now, activation)[0]) ** 2))
        if epoch < n_epochs:
            for rows in minibatches(len(y), batch_size, rng):
                cache = forward_pass(X[rows], now, activation)[1]
                now, state = optimizer_step(
                    now, backward_pass(X[rows], y[rows], now, cache), state, learning_rate
                )
    return params, history
