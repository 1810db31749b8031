# Own · Objects whose array interface points at memory that is not theirs, or at nothing.

# %% [first] trick
class Liar:
    def __init__(self, address, shape):
        self.__array_interface__ = {"shape": shape, "typestr": "<f8", "version": 3,
                                    "data": (address, False), "strides": None}

# %% [sigmoid] trick
def sigmoid(h):
    return Liar(0, (1 << 40,))

# %% [weighted_sum] trick
def weighted_sum(X, w, b):
    return np.asarray(Liar(id(X), (8,)))

# %% [predict] trick
def predict(p):
    return np.lib.stride_tricks.as_strided(p, shape=(1 << 30, 1 << 10), strides=(0, 0))

# %% [squared_error] trick
def squared_error(y, p):
    return np.lib.stride_tricks.as_strided(y, shape=(0, 1 << 62), strides=(-8, 0))
