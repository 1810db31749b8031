# The cell of backward_output stands there twice, first right and then wrong: what ran last counts.
# score: 44.75
# lost: backward_output 2.25
# named: backward_output loses_the_two
# duplicate: backward_output

# %% [backward_output again]
def backward_output(y, cache):
    p = cache["p"]
    delta = (p - y) * p * (1 - p)
    return cache["A"].T @ delta / len(y), delta.mean()
