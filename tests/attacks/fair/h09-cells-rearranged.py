# Answers written in cells of their own, and named in the answer's cell.
# base: half

# %% [first] trick
def my_sigmoid(h):
    return 1 / (1 + np.exp(-h))
class Neuron:
    def __call__(self, X, w, b):
        return X @ w + b

# %% [sigmoid] trick
sigmoid = my_sigmoid

# %% [weighted_sum] trick
weighted_sum = Neuron()

# %% [forward_pass] trick
from functools import partial, wraps
def traced(function):
    @wraps(function)
    def call(*a, **k):
        return function(*a, **k)
    return call
@traced
def forward_pass(X, w, b):
    return sigmoid(weighted_sum(X, w, b))
