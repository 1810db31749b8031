# Right, and prints thousands of lines while it works, as people do who debug by print.
# score: 43
# lost: nothing

# %% [weighted_sum]
def weighted_sum(X, w, b):
    print("X.shape =", X.shape, "w =", w, "b =", b)
    h = X @ w + b
    print("h =", h[:4])
    return h

# %% [update]
def update(w, b, dw, db, learning_rate):
    print(">>> update", w, b, dw, db, learning_rate, "-" * 200)
    return w - learning_rate * dw, b - learning_rate * db
