# Feeds the activated value into the slopes, in the two functions that have one inside.
# score: 46
# lost: sigmoid_derivative 0.5, tanh_derivative 0.5
# named: sigmoid_derivative feeds_the_activated_value, tanh_derivative feeds_an_activated_value

# %% [sigmoid_derivative]
def sigmoid_derivative(z):
    return sigmoid(sigmoid(z)) * (1 - sigmoid(sigmoid(z)))

# %% [tanh_derivative]
def tanh_derivative(z):
    a = tanh(z)
    return 1 - tanh(a) ** 2
