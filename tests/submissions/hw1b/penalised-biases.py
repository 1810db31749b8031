# The penalty is on every parameter, and the 2 of the square's derivative is lost.
# score: 45.75
# lost: penalty 1.25
# named: penalty penalises_the_biases, penalty loses_the_two

# %% [penalty]
def penalty(params, l1, l2):
    value, gradients = 0.0, {}
    for name, w in params.items():
        value += l1 * np.sum(np.abs(w)) + l2 * np.sum(np.square(w))
        gradients[name] = l1 * np.sign(w) + l2 * w
    return value, gradients
