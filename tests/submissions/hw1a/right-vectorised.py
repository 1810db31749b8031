# Everything right, in the array form that the notebook suggests.
# Most other files take from here what they do not do themselves.
# base: right-vectorised
# score: 43
# lost: nothing

# %% [or_table]
or_table = {
    "h": [-0.5, -1.5, 0.5, -0.5],
    "p": [0.38, 0.18, 0.62, 0.38],
    "y_hat": [0, 0, 1, 0],
    "squared_error": [0.14, 0.67, 0.14, 0.39],
    "dl_dp": [0.76, -1.64, -0.76, -1.24],
    "dp_dh": [0.24, 0.15, 0.24, 0.24],
    "dh_dw1": [0, 0, 1, 1],
    "gradient": [-0.12, -0.13, -0.13],
    "updated": [1.12, -0.87, -0.37],
}

# %% [sigmoid]
def sigmoid(h):
    return 1 / (1 + np.exp(-h))

# %% [weighted_sum]
def weighted_sum(X, w, b):
    return X @ w + b

# %% [forward_pass]
def forward_pass(X, w, b):
    return sigmoid(weighted_sum(X, w, b))

# %% [predict]
def predict(p):
    return np.where(p > 0.5, 1, 0)

# %% [squared_error]
def squared_error(y, p):
    return np.mean((y - p) ** 2)

# %% [binary_cross_entropy]
def binary_cross_entropy(y, p):
    p = np.clip(p, 1e-12, 1 - 1e-12)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

# %% [chain_factors]
def chain_factors(X, y, p):
    dl_dp = 2 * (p - y)
    dp_dh = p * (1 - p)
    dh_dw = X
    return dl_dp, dp_dh, dh_dw

# %% [backward_pass]
def backward_pass(X, y, p):
    dl_dp, dp_dh, dh_dw = chain_factors(X, y, p)
    delta = dl_dp * dp_dh
    dw = dh_dw.T @ delta / len(y)
    db = np.mean(delta)
    return dw, db

# %% [backward_pass_bce]
def backward_pass_bce(X, y, p):
    delta = p - y
    return X.T @ delta / len(y), np.mean(delta)

# %% [numerical_gradient]
def numerical_gradient(f, theta, epsilon):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = epsilon
        gradient[i] = (f(theta + step) - f(theta - step)) / (2 * epsilon)
    return gradient

# %% [update]
def update(w, b, dw, db, learning_rate):
    return w - learning_rate * dw, b - learning_rate * db

# %% [train]
def train(X, y, w, b, learning_rate, n_steps):
    history = {"loss": [], "accuracy": []}
    for step in range(n_steps + 1):
        p = forward_pass(X, w, b)
        history["loss"].append(squared_error(y, p))
        history["accuracy"].append(np.mean(predict(p) == y))
        if step < n_steps:
            dw, db = backward_pass(X, y, p)
            w, b = update(w, b, dw, db, learning_rate)
    return w, b, history

# %% [majority_baseline]
def majority_baseline(y):
    return max(np.mean(y), 1 - np.mean(y))

# %% [xor_discussion] markdown
# In the end p is about ½ in every row, so the loss stops at ¼ and the weights go to 0.
# The points with label 1 lie on one diagonal of the square and those with label 0 on the other,
# and the neuron can only cut the plane by one straight line, so at least one point is always on
# the wrong side. At the start three of four rows were right although the loss was higher:
# accuracy only sees on which side of ½ a row lies, the loss sees how far.

# %% [clinical_report]
w, b, history = train(X_train, y_train, np.zeros(8), 0.0, 1.0, 300)
for name, X, y in (("train", X_train, y_train), ("validation", X_validation, y_validation)):
    p = forward_pass(X, w, b)
    print(
        f"{name}: loss {squared_error(y, p):.4f}, accuracy {np.mean(predict(p) == y):.3f}"
        f" (baseline {majority_baseline(y):.3f}), AUC {roc_auc(y, p):.3f}"
    )
plt.plot(history["loss"])
plt.xlabel("step")
plt.ylabel("mean squared error")
plt.show()
# The accuracy is hardly better than the baseline, but the AUC of 0.80 shows that the neuron
# does put most patients who came back above those who did not.

# %% [l2_penalty]
def l2_penalty(w, l2):
    return l2 * np.sum(w**2)

# %% [backward_pass_l2]
def backward_pass_l2(X, y, p, w, b, l2):
    dw, db = backward_pass(X, y, p)
    return dw + 2 * l2 * w, db

# %% [choosing_l2]
for l2 in (0, 0.001, 0.003, 0.01, 0.03, 0.1, 1):
    w, b = np.zeros(8), 0.0
    for _ in range(3000):
        dw, db = backward_pass_l2(X_few, y_few, forward_pass(X_few, w, b), w, b, l2)
        w, b = update(w, b, dw, db, 0.5)
    few, p = forward_pass(X_few, w, b), forward_pass(X_validation, w, b)
    print(
        f"{l2:6} |w|^2 {np.sum(w**2):7.3f}  80 rows: loss {squared_error(y_few, few):.4f}"
        f" AUC {roc_auc(y_few, few):.3f}  validation: loss {squared_error(y_validation, p):.4f}"
        f" AUC {roc_auc(y_validation, p):.3f}"
    )
# I take l2 = 0.01: lowest validation loss (0.104, against 0.139 without a penalty) and highest AUC.
# The weights shrink as l2 grows. On the 80 rows themselves no penalty always looks best, because
# that is what learning by heart looks like.

# %% [slip_1]
slip_1 = {"line": 3, "reason": "c"}

# %% [slip_2]
slip_2 = {"line": 4, "reason": "b"}
