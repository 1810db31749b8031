# The history begins after the first epoch: one number is missing.
# score: 46.25
# lost: train 0.75
# named: train forgets_the_start

# %% [train]
def train(X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"):
    state, history = {}, []
    for _ in range(n_epochs):
        for rows in minibatches(len(y), batch_size, rng):
            _, cache = forward_pass(X[rows], params, activation)
            gradients = backward_pass(X[rows], y[rows], params, cache)
            params, state = optimizer_step(params, gradients, state, learning_rate)
        history.append(np.mean((y - forward_pass(X, params, activation)[0]) ** 2))
    return params, history
