# The optimizer has no memory, and the batches are not shuffled.
# score: 0
# lost: all

# %% [minibatches]
def minibatches(n_examples, batch_size, rng):
    return [np.arange(i, min(i + batch_size, n_examples)) for i in range(0, n_examples, batch_size)]

# %% [optimizer_step]
def optimizer_step(params, gradients, state, learning_rate):
    return {name: params[name] - learning_rate * gradients[name] for name in params}, state
