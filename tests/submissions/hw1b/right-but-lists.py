# Right, with lists wherever an array is not needed, and with float32 in places.
# score: 47
# lost: nothing

# %% [backward_hidden]
def backward_hidden(X, y, params, cache):
    p = np.array(cache["p"], dtype=np.float32)
    slope = {
        "sigmoid": sigmoid_derivative,
        "tanh": tanh_derivative,
        "relu": relu_derivative,
    }[cache["activation"]]
    D = np.outer(2 * (p - y) * p * (1 - p), params["w_out"]) * slope(cache["Z"])
    return np.array(X.T @ D / len(y), dtype=np.float32), np.array(D.mean(axis=0))

# %% [standardize]
def standardize(X_train, X_validation, X_test):
    mean = X_train.mean(axis=0)
    deviation = [d if d > 0 else 1.0 for d in X_train.std(axis=0)]
    return [((X - mean) / deviation).tolist() for X in (X_train, X_validation, X_test)]

# %% [minibatches]
def minibatches(n_examples, batch_size, rng):
    order = rng.permutation(n_examples).tolist()
    return [order[i : i + batch_size] for i in range(0, n_examples, batch_size)]

