# Warnings of every kind, on standard error, from cells and from functions.
# base: half

# %% [first] trick
import logging, sys, warnings
warnings.warn("careful", DeprecationWarning)
warnings.simplefilter("always")
logging.warning("a log line")
print("to stderr", file=sys.stderr)

# %% [sigmoid] trick
def sigmoid(h):
    warnings.warn("h should be an array", stacklevel=2)
    np.exp(np.array([1000.0]))
    return 1 / (1 + np.exp(-h))
