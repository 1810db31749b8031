# Own · Views: reversed, broadcast, of no size, of many dimensions.

# %% [sigmoid] trick
def sigmoid(h):
    return np.broadcast_to(0.5, (len(h),))[::-1]

# %% [weighted_sum] trick
def weighted_sum(X, w, b):
    return np.zeros((1,) * 30 + (len(X),))

# %% [predict] trick
def predict(p):
    return np.zeros((0, 1 << 40))
