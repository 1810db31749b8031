# E01 · Loops without end, in a cell and in a function.
# limits: short
# reports: did not end

# %% [first] trick
while True:
    pass

# %% [sigmoid] trick
def sigmoid(h):
    while True:
        pass
