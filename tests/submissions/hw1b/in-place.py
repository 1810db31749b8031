# Writes into what it is given: the step moves the caller's parameters, the gradient of the softmax
# overwrites the probabilities.
# score: 46
# lost: optimizer_step 0.5, softmax_backward 0.5
# named: optimizer_step writes_into_both, softmax_backward writes_into_the_probabilities

# %% [optimizer_step]
def optimizer_step(params, gradients, state, learning_rate):
    for name in params:
        state[name] = 0.9 * state.get(name, 0) + gradients[name]
        params[name] -= learning_rate * state[name]
    return params, state

# %% [softmax_backward]
def softmax_backward(y, P):
    P[np.arange(len(y)), y] -= 1
    return P / len(y)
