# Own · Answers that are too large to send: long, deep, and of a million parts.

# %% [sigmoid] trick
def sigmoid(h):
    return np.zeros(1 << 22)

# %% [weighted_sum] trick
def weighted_sum(X, w, b):
    deep = []
    for _ in range(5000):
        deep = [deep]
    return deep

# %% [predict] trick
def predict(p):
    return list(range(10**6))

# %% [squared_error] trick
def squared_error(y, p):
    return 10 ** 20_000

# %% [majority_baseline] trick
def majority_baseline(y):
    loop = []
    loop.append(loop)
    return loop
