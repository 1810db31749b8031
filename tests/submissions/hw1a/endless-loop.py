# A while loop in the last function forgets to count up and never ends, so the last report is
# not done either.
# score: 40
# lost: backward_pass_l2 3

# %% [backward_pass_l2]
def backward_pass_l2(X, y, p, w, b, l2):
    dw, db = backward_pass(X, y, p)
    j = 0
    while j < len(w):
        dw[j] = dw[j] + 2 * l2 * w[j]
    return dw, db

# %% [choosing_l2]
# my function takes for ever :-(
