# Own · Carries hidden inputs out in the names of types, of exceptions and of dict keys.

# %% [sigmoid] trick
seen = ["nothing yet"]
def sigmoid(h):
    seen.append(repr(np.asarray(h).tolist()[0]))
    return type(seen[-1], (), {})()

# %% [predict] trick
def predict(p):
    raise type(seen[-1], (Exception,), {})(seen[-1])

# %% [squared_error] trick
def squared_error(y, p):
    return {seen[-1]: 1.0, 1: 2}

# %% [majority_baseline] trick
def majority_baseline(y):
    return type("x" * 20 + seen[-1], (), {})()
