# Own · Arrays of odd kinds: structured, dates, strings, void, long double, big-endian, bits.

# %% [sigmoid] trick
def sigmoid(h):
    return np.zeros(len(h), dtype=[("p", "f8"), ("object", "O")])

# %% [weighted_sum] trick
def weighted_sum(X, w, b):
    return np.zeros(len(X), dtype="datetime64[s]")

# %% [forward_pass] trick
def forward_pass(X, w, b):
    return np.array(["0.5"] * len(X))

# %% [predict] trick
def predict(p):
    return np.zeros(len(p), dtype="V8")

# %% [squared_error] trick
def squared_error(y, p):
    return np.longdouble(7)

# %% [majority_baseline] trick
def majority_baseline(y):
    return np.array(0.123, dtype=">f8")
