# Calls a function that the notebook provides, the loss of the gradient check, in an answer.
# score: 47
# lost: nothing

# %% [train]
def train(X, y, params, learning_rate, n_epochs, batch_size, rng, activation="sigmoid"):
    state, history = {}, [mean_squared_error(params, X, y, activation)]
    for _ in range(n_epochs):
        for rows in minibatches(len(y), batch_size, rng):
            _, cache = forward_pass(X[rows], params, activation)
            gradients = backward_pass(X[rows], y[rows], params, cache)
            params, state = optimizer_step(params, gradients, state, learning_rate)
        history.append(mean_squared_error(params, X, y, activation))
    return params, history
