# The loop over the batches never ends; everything else is right, and still counts.
# score: 46.25
# lost: minibatches 0.75

# %% [minibatches]
def minibatches(n_examples, batch_size, rng):
    order, batches = rng.permutation(n_examples), []
    start = 0
    while start < n_examples:
        batches.append(order[start : start + batch_size])
    return batches

# %% [overfit_and_fix]
print("Not done yet.")
