"""Part 3, continued: a step with a memory, momentum or Adam."""

from __future__ import annotations

import numpy as np

from autograder.exercise import require
from autograder.homework.hw1b.declaration import training
from autograder.homework.hw1b.examples import CANON, fresh_net, fresh_neuron, times
from autograder.homework.hw1b.training.optimizer_steps import (
    descend,
    flat,
    fresh_like,
    moves,
    next_step,
    run,
    step_of,
)


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
        The new memory: numbers, arrays, and dicts of them with names as keys.
    """
    velocity = {name: 0.9 * state.get(name, 0.0) + gradients[name] for name in params}
    return {name: params[name] - learning_rate * velocity[name] for name in params}, velocity


GRADIENTS = {
    "W": np.array([[0.5, -0.25, 0.0], [1.0, 0.75, -0.5]]),
    "b": np.array([0.25, -1.0, 0.5]),
    "w_out": np.array([-0.75, 0.5, 0.25]),
    "b_out": -0.25,
}


def first_step_is_right(way, gradients, learning_rate):
    """Say whether a first step has the length of momentum (three customs) or of Adam."""
    way, g = flat(way) / -learning_rate, flat(gradients)
    lengths = (g, 1.9 * g, 0.1 * g, np.sign(g))
    return any(np.allclose(way, right, rtol=1e-3, atol=1e-4) for right in lengths)


def starts_well(student, params, gradients, learning_rate):
    """Require the first step to go downhill, with the length of one of the methods."""
    new, _ = step_of(student, params, gradients, {}, learning_rate)
    still, _ = step_of(student, params, times(gradients, 0.0), {}, learning_rate)
    way = moves(params, new)
    require(
        np.allclose(flat(still), flat(params), atol=1e-6),
        "With an empty state and gradients of 0 nothing may move.",
    )
    require(np.sum(flat(way) * flat(gradients)) < 0, "The first step must go downhill.")
    require(
        first_step_is_right(way, gradients, learning_rate),
        "The first step has a wrong length. With learning rate r it is r g with momentum, and r "
        "against the sign of g with Adam, for every parameter.",
    )


def remembers(student, params, gradients, learning_rate):
    """Require that three steps carry on where the gradient is 0, and fade."""
    nothing = times(gradients, 0.0)
    after, state = run(student, params, [gradients] * 3, learning_rate)
    so_far = flat(moves(params, after))
    ways = []
    for _ in range(60):
        new, state = next_step(student, after, nothing, state, learning_rate)
        ways.append(flat(moves(after, new)))
        after = new
    require(
        np.sum(ways[0] * so_far) > 0,
        "After three steps with the same gradient, a step with gradient 0 must go on the same "
        "way: the memory is not used.",
    )
    require(
        np.max(np.abs(ways[-1])) < 0.1 * np.max(np.abs(ways[0])),
        "Where the gradient stays 0, the steps must fade away: the memory never forgets.",
    )


@optimizer_step.check(points=0.25, title="the first step goes downhill, as long as it should be")
def takes_a_right_first_step(optimizer_step):
    starts_well(optimizer_step, CANON, GRADIENTS, 0.5)


@optimizer_step.check(
    points=0.5, title="goes on where the gradient is 0 after three steps, and fades"
)
def carries_on(optimizer_step):
    remembers(optimizer_step, CANON, GRADIENTS, 0.5)


@optimizer_step.check(
    points=0.25,
    hidden=True,
    title="in other nets every parameter and every run has a memory of its own",
)
def keeps_memories_apart(optimizer_step, rng):
    for other in (fresh_net(rng, 4, 2), fresh_neuron(rng, 5)):
        starts_well(optimizer_step, other, fresh_like(rng, other), float(rng.uniform(0.2, 0.9)))
    net = fresh_net(rng, 3, 3)
    one, other = fresh_like(rng, net), fresh_like(rng, net)
    nothing = times(one, 0.0)
    alone, _ = run(optimizer_step, net, [one, one, nothing], 0.3)
    first, state = run(optimizer_step, net, [one, one], 0.3)
    run(optimizer_step, net, [other, other], 0.3)
    mixed, _ = next_step(optimizer_step, first, nothing, state, 0.3)
    require(
        np.allclose(flat(alone), flat(mixed), rtol=1e-5, atol=1e-6),
        "A second training in between must not change the first: keep the memory in state.",
    )
    for name in net:
        lone = nothing | {name: one[name]}
        moved, _ = run(optimizer_step, net, [lone, nothing], 0.3)
        for each, way in moves(net, moved).items():
            require(
                np.all(way != 0) if each == name else np.allclose(way, 0.0, atol=1e-6),
                "A gradient of one parameter must move this parameter and no other.",
            )


@optimizer_step.check(
    points=0.25, hidden=True, title="gets through a long valley where plain descent is still far"
)
def gets_through_a_valley(optimizer_step, rng):
    goal = fresh_net(rng, 3, 3)
    steepness = {name: rng.choice([1.0, 0.01], np.shape(v)) for name, v in goal.items()}
    steepness["b"] = np.array([1.0, 0.01, 0.01])
    goal = {n: v + 20.0 for n, v in goal.items()}  # far from where all parameters are 0
    start = {n: v + 5 * rng.choice([-1.0, 1.0], np.shape(v)) for n, v in goal.items()}
    left = [descend(optimizer_step, start, goal, steepness, rate) for rate in (0.5, 5.0)]
    require(
        min(left) < 0.2,
        "In a long narrow valley 100 steps should bring you near to the bottom.",
    )
