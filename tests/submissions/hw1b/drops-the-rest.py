# The last, smaller batch is dropped; training goes on well without it.
# score: 46.5
# lost: minibatches 0.5
# named: minibatches drops_the_last_rows

# %% [minibatches]
def minibatches(n_examples, batch_size, rng):
    order = rng.permutation(n_examples)
    full = n_examples // batch_size
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(full)]
