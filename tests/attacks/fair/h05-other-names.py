# Other names for parameters and intermediate values, helpers in a cell of their own, lambdas.
# base: half

# %% [first] trick
def σ(наклон):
    return 1 / (1 + np.exp(-наклон))
double_check = lambda *a: None

# %% [sigmoid] trick
def sigmoid(values):
    return σ(values)

# %% [weighted_sum] trick
weighted_sum = lambda inputs, weights, bias=0: np.dot(inputs, weights) + bias

# %% [predict] trick
def predict(probabilities, *, threshold=0.5, verbose=False):
    return (probabilities > threshold).astype(int)
