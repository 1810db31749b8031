# Right values, but update moves the caller's array and predict writes into p: the visible checks
# pass with a remark, the hidden ones do not. train uses update and does not pay again.
# score: 41.5
# lost: predict 0.5, update 1

# %% [predict]
def predict(p):
    p[p > 0.5] = 1
    p[p <= 0.5] = 0
    return p

# %% [update]
def update(w, b, dw, db, learning_rate):
    w -= learning_rate * dw
    b -= learning_rate * db
    return w, b
