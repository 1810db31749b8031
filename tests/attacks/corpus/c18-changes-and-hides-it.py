# Own · A function that spoils its input, in a process that denies it: worth no more than a copy.
# base: half

# %% [sigmoid]
def sigmoid(h):
    p = 1 / (1 + np.exp(-h))
    return p

# %% [weighted_sum] trick
import sys
def weighted_sum(X, w, b):
    agent = sys.modules.get("chalkgrad_agent.child")
    if agent is not None:
        agent._changed = lambda *a: []
    h = X @ w + b
    X[:] = 0
    return h
