# One function brings Python down; all others are right.
# score: 0
# lost: all

# %% [relative_error]
def relative_error(gradients, numerical):
    import os

    os.abort()
