# Own · Answers that are no plain functions: async, generators, classes, metaclasses, partials.

# %% [sigmoid] trick
async def sigmoid(h):
    return h

# %% [weighted_sum] trick
def weighted_sum(X, w, b):
    yield from X @ w + b

# %% [predict] trick
class Meta(type):
    def __call__(cls, *a, **k):
        return cls
    __eq__ = lambda self, other: True
    __hash__ = type.__hash__
class predict(metaclass=Meta):
    pass

# %% [squared_error] trick
class Callable:
    def __call__(self, *a):
        return self
    def __getattr__(self, name):
        return self
squared_error = Callable()

# %% [majority_baseline] trick
majority_baseline = 0.75
