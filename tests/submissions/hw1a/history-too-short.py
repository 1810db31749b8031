# Trains rightly but writes the history down after each step only, so the start is
# missing. The loss falls all the same.
# score: 41.5
# lost: train 1.5
# named: train forgets_the_start

# %% [train]
def train(X, y, w, b, learning_rate, n_steps):
    history = {"loss": [], "accuracy": []}
    for _ in range(n_steps):
        p = forward_pass(X, w, b)
        dw, db = backward_pass(X, y, p)
        w, b = update(w, b, dw, db, learning_rate)
        p = forward_pass(X, w, b)
        history["loss"].append(squared_error(y, p))
        history["accuracy"].append(np.mean(predict(p) == y))
    return w, b, history
