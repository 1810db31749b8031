# Keeps the velocity in a global variable, so that two nets push each other.
# score: 46.5
# lost: optimizer_step 0.5
# named: optimizer_step remembers_outside

# %% [optimizer_step]
velocity = {}

def optimizer_step(params, gradients, state, learning_rate):
    new = {}
    for name in params:
        if name not in velocity or np.shape(velocity[name]) != np.shape(gradients[name]):
            velocity[name] = 0.0 * gradients[name]
        velocity[name] = 0.9 * velocity[name] + gradients[name]
        new[name] = params[name] - learning_rate * velocity[name]
    return new, {}
