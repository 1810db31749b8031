# One function brings Python down; all others are right.
# score: ?
# lost: ?

# %% [relative_error]
def relative_error(gradients, numerical):
    import os

    os.abort()
