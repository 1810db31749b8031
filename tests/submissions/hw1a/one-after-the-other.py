# Moves the weights first and takes the bias's gradient at the new weights (a sequential update).
# The weights are off; the history is right for the weights that come out.
# score: 41
# lost: train 2
# named: train updates_one_after_the_other

# %% [train]
def train(X, y, w, b, learning_rate, n_steps):
    loss, accuracy = [], []
    for step in range(n_steps + 1):
        p = forward_pass(X, w, b)
        loss.append(squared_error(y, p))
        accuracy.append(np.mean(predict(p) == y))
        if step == n_steps:
            break
        dw, db = backward_pass(X, y, p)
        w = w - learning_rate * dw
        p = forward_pass(X, w, b)
        dw, db = backward_pass(X, y, p)
        b = b - learning_rate * db
    return w, b, {"loss": loss, "accuracy": accuracy}
