# Right, but NumPy and the student's own code write warnings to stderr all the time.
# score: 43
# lost: nothing

# %% [sigmoid]
import sys
import warnings

def sigmoid(h):
    warnings.warn("remember: h should be an array", DeprecationWarning, stacklevel=2)
    print("sigmoid called", file=sys.stderr)
    np.exp(np.array([1000.0]))  # overflow on purpose
    return 1 / (1 + np.exp(-h))

# %% [binary_cross_entropy]
def binary_cross_entropy(y, p):
    # nan_to_num repairs log(0), after the warning
    losses = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    losses = np.where(y == p, 0.0, losses)
    return np.mean(np.clip(np.nan_to_num(losses, posinf=30.0), 0, 30))
