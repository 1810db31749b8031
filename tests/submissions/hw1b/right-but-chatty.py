# Right, with prints and warnings everywhere.
# score: 47
# lost: nothing

# %% [backward_output]
import warnings

def backward_output(y, cache):
    print("backward_output was called with", y.shape)
    warnings.warn("is this right?")
    p = cache["p"]
    delta = 2 * (p - y) * p * (1 - p)
    return cache["A"].T @ delta / len(y), delta.mean()

# %% [sigmoid]
def sigmoid(z):
    print("z", np.shape(z))
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))
