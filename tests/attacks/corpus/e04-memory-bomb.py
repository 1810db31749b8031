# E04 · Takes all memory that it gets, in a cell and in a function.
# bounded: at most 3 GiB, which is not touched

# %% [sigmoid] trick
def sigmoid(h):
    kept = []
    for _ in range(48):
        kept.append(np.empty(1 << 23))
    return h

# %% [after sigmoid-check] trick
kept = bytes(3 << 30)
