# One step an epoch with all rows, batch size or not: it learns, so it counts.
# score: 47
# lost: nothing

# %% [train]
def train(X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"):
    state, history = {}, [np.mean((y - forward_pass(X, params, activation)[0]) ** 2)]
    for _ in range(n_epochs):
        for _ in minibatches(len(y), batch_size, rng):
            _, cache = forward_pass(X, params, activation)
            params, state = optimizer_step(
                params, backward_pass(X, y, params, cache), state, learning_rate
            )
        history.append(np.mean((y - forward_pass(X, params, activation)[0]) ** 2))
    return params, history
