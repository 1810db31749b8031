# Feeds the activated value into the slopes, in the two functions that have one inside.
# score: 0
# lost: all

# %% [sigmoid_derivative]
def sigmoid_derivative(z):
    return sigmoid(sigmoid(z)) * (1 - sigmoid(sigmoid(z)))

# %% [tanh_derivative]
def tanh_derivative(z):
    a = tanh(z)
    return 1 - tanh(a) ** 2
