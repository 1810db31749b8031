# Tried twice: the sigmoid and squared_error cells are there two times, the second copy is right.
# duplicate: sigmoid, squared_error
# score: 43
# lost: nothing

# %% [sigmoid]
def sigmoid(h):
    return 1 / (1 + np.exp(h))

# %% [sigmoid again]
def sigmoid(h):
    return 1 / (1 + np.exp(-h))  # now it is right

# %% [squared_error]
def squared_error(y, p):
    return sum((y - p) ** 2)

# %% [squared_error again]
def squared_error(y, p):
    return sum((y - p) ** 2) / len(y)
