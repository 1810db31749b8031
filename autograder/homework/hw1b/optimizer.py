"""Part 3, continued: a step with a memory, momentum or Adam."""

from __future__ import annotations

from autograder.homework.hw1b.declaration import training


@training.function(title="A step with a memory")
def optimizer_step(params, gradients, state, learning_rate):
    """Take one step downhill with momentum or with Adam, as you choose.

    Momentum: v = 0.9 v + g, then parameter - learning_rate v.
    Adam: m = 0.9 m + 0.1 g, s = 0.999 s + 0.001 g^2, t = t + 1, then
    parameter - learning_rate (m / (1 - 0.9^t)) / (sqrt(s / (1 - 0.999^t)) + 1e-8).
    Every parameter has a memory of its own (v, or m and s), which begins with zeros.

    Parameters
    ----------
    params : dict of str to ndarray of float or float
        Parameters; they stay as they are.
    gradients : dict of str to ndarray of float or float
        The same names and shapes.
    state : dict
        What your method has to remember from step to step. It is empty before the first
        step; then it is what your function returned, and it stays as it is.
    learning_rate : float
        Length of the step.

    Returns
    -------
    params : dict
        The new parameters: the same names and shapes.
    state : dict
        The new memory: numbers, arrays, and dicts of them.
    """
    velocity = {name: 0.9 * state.get(name, 0.0) + gradients[name] for name in params}
    return {name: params[name] - learning_rate * velocity[name] for name in params}, velocity
