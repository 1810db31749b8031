# The mask is 0 and 1, also after training, and the backward pass of the output forgets it.
# score: 45.5
# lost: dropout_mask 0.75, backward_dropout 0.75
# named: dropout_mask does_not_scale, dropout_mask strikes_out_after_training, backward_dropout takes_a_for_the_masked_a

# %% [dropout_mask]
def dropout_mask(shape, rate, rng, training=True):
    return (rng.random(shape) >= rate).astype(float)

# %% [backward_dropout]
def backward_dropout(X, y, params, cache):
    p, mask = cache["p"], cache["mask"]
    slope = {
        "sigmoid": sigmoid_derivative,
        "tanh": tanh_derivative,
        "relu": relu_derivative,
    }[cache["activation"]]
    delta = 2 * (p - y) * p * (1 - p)
    D = np.outer(delta, params["w_out"]) * mask * slope(cache["Z"])
    return {
        "W": X.T @ D / len(y),
        "b": D.mean(axis=0),
        "w_out": cache["A"].T @ delta / len(y),
        "b_out": delta.mean(),
    }
