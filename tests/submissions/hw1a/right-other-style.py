# Right answers in a style of their own: einsum, float32, a stable sigmoid, a column of ones for
# the bias, annotations, a helper class, typed answers with commas and per cent.
# score: 43
# lost: nothing

# %% [or_table]
or_table = dict(
    h=("-.5", "-1,5", ".5", "-½".replace("½", "0.5")),
    p=["37.75 %", "18 %", "62 %", ".3775"],
    y_hat=[False, False, True, False],
    squared_error=[0.1425, 0.6684, 0.1425, 0.3875],
    dl_dp=[0.7551, -1.6351, -0.7551, -1.2449],
    dp_dh=[0.235, 0.1491, 0.235, 0.235],
    dh_dw1=[0.0, 0.0, 1.0, 1.0],
    gradient=[-0.117502, -0.134109, -0.134109],
    updated=[1.117502, -0.865891, -0.365891],
)

# %% [sigmoid]
def sigmoid(h: np.ndarray) -> np.ndarray:
    e = np.exp(-np.abs(h))
    return np.where(h >= 0, 1 / (1 + e), e / (1 + e)).astype(np.float32)

# %% [weighted_sum]
def weighted_sum(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    return np.einsum("nf,f->n", X, w) + b

# %% [forward_pass]
def forward_pass(X, w, b):
    theta = np.r_[w, b]
    rows = np.c_[X, np.ones(len(X))]
    return 1 / (1 + np.exp(-(rows @ theta)))

# %% [predict]
predict = lambda p: np.array(p) > 0.5

# %% [squared_error]
def squared_error(y, p):
    return np.linalg.norm(y - p) ** 2 / np.size(y)

# %% [binary_cross_entropy]
def binary_cross_entropy(y, p):
    return -np.log(np.maximum(np.where(y == 1, p, 1 - p), 1e-9)).mean()

# %% [backward_pass]
def backward_pass(X, y, p):
    delta = -2 * (y - p) * (p - p**2)
    gradient = np.c_[X, np.ones(len(X))].T.dot(delta) / len(X)
    return gradient[:-1], gradient[-1]

# %% [numerical_gradient]
def numerical_gradient(f, theta, epsilon):
    return np.array([
        (f(theta + row) - f(theta - row)) / (2 * epsilon) for row in np.eye(theta.size) * epsilon
    ])

# %% [train]
class History(dict):
    def note(self, y, p):
        self.setdefault("loss", []).append(float(squared_error(y, p)))
        self.setdefault("accuracy", []).append(float(np.mean(predict(p) == (y > 0.5))))

def train(X, y, w, b, learning_rate, n_steps):
    history = History()
    history.note(y, forward_pass(X, w, b))
    while len(history["loss"]) <= n_steps:
        w, b = update(w, b, *backward_pass(X, y, forward_pass(X, w, b)), learning_rate)
        history.note(y, forward_pass(X, w, b))
    return w, b, dict(history)

# %% [majority_baseline]
def majority_baseline(y):
    return np.bincount(np.asarray(y, int)).max() / len(y)

# %% [slip_1]
slip_1 = {"line": "3", "reason": "(C)"}
