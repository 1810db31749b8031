# Several small things: log(0) is not guarded, the penalty takes the norm without the square, the
# numerical gradient looks to one side only, the baseline is the share of ones.
# score: 36.5
# lost: binary_cross_entropy 0.5, numerical_gradient 3, majority_baseline 1, l2_penalty 2
# named: binary_cross_entropy takes_the_log_of_zero, numerical_gradient looks_forward_only, l2_penalty takes_the_norm

# %% [binary_cross_entropy]
def binary_cross_entropy(y, p):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

# %% [numerical_gradient]
def numerical_gradient(f, theta, epsilon):
    gradient = []
    for i in range(len(theta)):
        moved = theta.copy()
        moved[i] += epsilon
        gradient.append((f(moved) - f(theta)) / epsilon)
    return np.array(gradient)

# %% [majority_baseline]
def majority_baseline(y):
    return 1 - np.mean(y)

# %% [l2_penalty]
def l2_penalty(w, l2):
    return l2 * np.linalg.norm(w)
