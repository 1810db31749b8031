# Imports a package that the course does not use, at the top of the cell: the cell stops there and
# its function does not exist.
# score: 41
# lost: weighted_sum 2

# %% [weighted_sum]
import tensorflow as tf

def weighted_sum(X, w, b):
    return tf.linalg.matvec(X, w).numpy() + b
