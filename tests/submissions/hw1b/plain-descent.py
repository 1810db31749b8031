# The optimizer has no memory, and the batches are not shuffled.
# score: 45.75
# lost: minibatches 0.5, optimizer_step 0.75
# named: minibatches keeps_the_order, optimizer_step returns_no_memory

# %% [minibatches]
def minibatches(n_examples, batch_size, rng):
    return [np.arange(i, min(i + batch_size, n_examples)) for i in range(0, n_examples, batch_size)]

# %% [optimizer_step]
def optimizer_step(params, gradients, state, learning_rate):
    return {name: params[name] - learning_rate * gradients[name] for name in params}, state
