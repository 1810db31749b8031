# Everything right without a single array operation: plain loops, as learned in a first course.
# score: 43
# lost: nothing

# %% [sigmoid]
import math

def sigmoid(h):
    result = []
    for value in h:
        result.append(1 / (1 + math.exp(-value)))
    return np.array(result)

# %% [weighted_sum]
def weighted_sum(X, w, b):
    n, m = X.shape
    h = np.zeros(n)
    for i in range(n):
        for j in range(m):
            h[i] += X[i, j] * w[j]
        h[i] += b
    return h

# %% [predict]
def predict(p):
    y_hat = np.zeros(len(p))
    for i in range(len(p)):
        if p[i] > 0.5:
            y_hat[i] = 1
    return y_hat

# %% [squared_error]
def squared_error(y, p):
    total = 0.0
    for i in range(len(y)):
        total = total + (y[i] - p[i]) ** 2
    return total / len(y)

# %% [binary_cross_entropy]
def binary_cross_entropy(y, p):
    total = 0.0
    for yi, pi in zip(y, p):
        pi = min(max(pi, 1e-15), 1 - 1e-15)
        if yi == 1:
            total -= math.log(pi)
        else:
            total -= math.log(1 - pi)
    return total / len(y)

# %% [chain_factors]
def chain_factors(X, y, p):
    dl_dp = np.zeros(len(y))
    dp_dh = np.zeros(len(y))
    dh_dw = np.zeros(X.shape)
    for i in range(len(y)):
        dl_dp[i] = 2 * (p[i] - y[i])
        dp_dh[i] = p[i] * (1 - p[i])
        for j in range(X.shape[1]):
            dh_dw[i, j] = X[i, j]
    return dl_dp, dp_dh, dh_dw

# %% [backward_pass]
def backward_pass(X, y, p):
    a, c, d = chain_factors(X, y, p)
    dw = np.zeros(X.shape[1])
    db = 0.0
    for i in range(len(y)):
        for j in range(X.shape[1]):
            dw[j] += a[i] * c[i] * d[i, j]
        db += a[i] * c[i]
    return dw / len(y), db / len(y)

# %% [clinical_report]
# loops are slow, so only a few steps, but large ones
w, b, history = train(X_train, y_train, np.zeros(8), 0.0, 5.0, 40)
p = forward_pass(X_train, w, b)
q = forward_pass(X_validation, w, b)
print("loss    ", squared_error(y_train, p), squared_error(y_validation, q))
print("accuracy", np.mean(predict(p) == y_train), np.mean(predict(q) == y_validation))
print("baseline", majority_baseline(y_train), majority_baseline(y_validation))
print("AUC     ", roc_auc(y_train, p), roc_auc(y_validation, q))
plt.plot(history["loss"])
plt.xlabel("step")
plt.ylabel("loss")
plt.show()
# hardly more right answers than "nobody comes back", but the order is good (AUC)

# %% [choosing_l2]
for l2 in [0, 0.001, 0.01, 0.1, 1]:
    w, b = np.zeros(8), 0.0
    for _ in range(20):
        dw, db = backward_pass_l2(X_train, y_train, forward_pass(X_train, w, b), w, b, l2)
        w, b = update(w, b, dw, db, 0.5)
    q = forward_pass(X_validation, w, b)
    print(l2, np.sum(w**2), squared_error(y_validation, q), roc_auc(y_validation, q))
# after 20 steps the weights are small anyway; I keep l2 = 0

# %% [majority_baseline]
def majority_baseline(y):
    zeros = 0
    for label in y:
        if label == 0:
            zeros += 1
    return max(zeros, len(y) - zeros) / len(y)

# %% [l2_penalty]
def l2_penalty(w, l2):
    total = 0
    for weight in w:
        total += weight**2
    return l2 * total
