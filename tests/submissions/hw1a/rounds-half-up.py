# Rounds: ties go up in predict, and forward_pass returns the rounded prediction.
# score: 40.5
# lost: predict 0.5, forward_pass 2
# named: predict takes_a_tie_for_one, forward_pass returns_the_prediction

# %% [predict]
def predict(p):
    return np.floor(p + 0.5).astype(int)

# %% [forward_pass]
def forward_pass(X, w, b):
    p = sigmoid(weighted_sum(X, w, b))
    return np.round(p)
