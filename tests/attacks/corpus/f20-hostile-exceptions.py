# F20 · Exceptions that act while they are shown: by their text, their class and their traceback.

# %% [sigmoid] trick
class Hostile(Exception):
    def __str__(self):
        import os
        os._exit(0)
    __repr__ = __format__ = __str__
def sigmoid(h):
    raise Hostile

# %% [weighted_sum] trick
class Deep(Exception):
    def __str__(self):
        raise self
def weighted_sum(X, w, b):
    raise Deep from Deep()

# %% [predict] trick
def predict(p):
    raise type("<script>alert(1)</script>", (Exception,), {})("<img src=x onerror=alert(1)>`</code>")

# %% [squared_error] trick
def squared_error(y, p):
    def down(n):
        return down(n + 1)
    return down(0)

# %% [after slip_1] trick
raise Deep
