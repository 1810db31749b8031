# float32, lists, tuples, Python's numbers, booleans and matrices where numbers are asked for.
# base: half

# %% [sigmoid] trick
def sigmoid(h):
    return (1 / (1 + np.exp(-np.asarray(h, dtype=np.float32)))).astype(np.float32)

# %% [weighted_sum] trick
def weighted_sum(X, w, b):
    return [float(sum(x * v for x, v in zip(row, w))) + b for row in X]

# %% [predict] trick
def predict(p):
    return tuple(bool(each > 0.5) for each in p)

# %% [squared_error] trick
def squared_error(y, p):
    return np.array(np.mean((np.asarray(y) - np.asarray(p)) ** 2))
