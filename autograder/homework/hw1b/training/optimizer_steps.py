"""Taking steps with a student's optimizer, whose memory may look as it likes."""

from __future__ import annotations

import numpy as np

from autograder.exercise import CheckFailed
from autograder.exercise.conform import settle


def step_of(student, params, gradients, state, learning_rate):
    """Take a step; the new parameters have the structure of the old, the state is as it is."""
    call = student.ask((params, gradients, state, learning_rate), {})
    student.refuse_failure(call)
    return student.fit(call, (params, None))


def next_step(student, params, gradients, state, learning_rate):
    """Take a step from a state that the student's function returned.

    A function that cannot use its own lists, because they were arrays before, gets arrays.
    """
    try:
        return step_of(student, params, gradients, state, learning_rate)
    except CheckFailed:
        return step_of(student, params, gradients, settle(state), learning_rate)


def run(student, params, several_gradients, learning_rate):
    """Take several steps from an empty state."""
    state = {}
    for i, gradients in enumerate(several_gradients):
        step = next_step if i else step_of
        params, state = step(student, params, gradients, state, learning_rate)
    return params, state


def moves(old, new):
    """Return the way from the old parameters to the new ones, by name."""
    return {name: np.asarray(new[name], float) - np.asarray(old[name], float) for name in old}


def flat(values):
    """Return all numbers of a dict of arrays in one row."""
    return np.concatenate([np.ravel(np.asarray(values[name], float)) for name in values])


def numbers_in(value):
    """Return all numbers in a tree."""
    if value is None:
        return []
    if isinstance(value, dict | list | tuple):
        members = value.values() if isinstance(value, dict) else value
        return [number for member in members for number in numbers_in(member)]
    return np.ravel(np.asarray(value, float)).tolist()


def fresh_like(rng, net):
    """Draw gradients for a net, none of them near 0."""
    return {
        name: rng.choice([-1.0, 1.0], np.shape(value)) * rng.uniform(0.3, 1.0, np.shape(value))
        for name, value in net.items()
    }


def descend(student, params, goal, steepness, learning_rate):
    """Return which share of the distance to the bottom is left after 100 steps."""
    begin, state = flat(moves(goal, params)), {}
    for i in range(100):
        gradients = {n: steepness[n] * (params[n] - goal[n]) for n in goal}
        step = next_step if i else step_of
        params, state = step(student, params, gradients, state, learning_rate)
        distance = np.linalg.norm(flat(moves(goal, params))) / np.linalg.norm(begin)
        if not distance < 1e6:
            break
    return distance
