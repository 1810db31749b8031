"""Part 3, continued: what goes wrong in a step with a memory.

Right answers differ in their method and in what they remember, so nearly every mistake has a sign.
"""

from __future__ import annotations

import numpy as np

from autograder.homework.hw1b.training.optimizer import optimizer_step
from autograder.homework.hw1b.training.optimizer_steps import flat, moves, numbers_in


def velocities(params, gradients, state, keep=0.9):
    """Return right velocities, or others with another share that is kept."""
    return {name: keep * state.get(name, 0.0) + gradients[name] for name in params}


def stepped(params, by, learning_rate):
    """Return the parameters after a step along `by`."""
    return {name: params[name] - learning_rate * by[name] for name in params}


def way_per_rate(value, params, learning_rate):
    """Return the step that was taken, in units of the learning rate, downhill positive."""
    return flat(moves(params, {name: value[0][name] for name in params})) / -learning_rate


def comes_the_other_way_round(value, params, gradients, state, learning_rate):
    memory, new = value
    stayed = {name: params[name] - learning_rate * np.asarray(memory[name]) for name in params}
    return np.allclose(flat(stayed), flat({name: new[name] for name in params}), atol=1e-6)


@optimizer_step.mistake(
    "The two results are exchanged: return the new parameters first, then the new memory.",
    sign=comes_the_other_way_round,
)
def exchanges_the_two(params, gradients, state, learning_rate):
    velocity = velocities(params, gradients, state)
    return velocity, stepped(params, velocity, learning_rate)


OUTSIDE: dict[str, np.ndarray] = {}
"""Where a function keeps what it should not: beside itself."""


def moves_without_a_reason(value, params, gradients, state, learning_rate):
    quiet = not state and not np.any(flat(gradients))
    return quiet and np.any(np.abs(way_per_rate(value, params, learning_rate)) > 1e-6)


@optimizer_step.mistake(
    "The memory is a variable outside the function, so one training changes the next. What has to "
    "be remembered comes in as state and goes out as state.",
    sign=moves_without_a_reason,
)
def remembers_outside(params, gradients, state, learning_rate):
    for name in params:
        old = OUTSIDE.get(name, 0.0)
        fits = np.shape(old) in ((), np.shape(params[name]))
        OUTSIDE[name] = (0.9 * old if fits else 0.0) + gradients[name]
    return stepped(params, OUTSIDE, learning_rate), {"steps": 1}


def is_uphill(value, params, gradients, state, learning_rate):
    return not state and np.sum(way_per_rate(value, params, learning_rate) * flat(gradients)) < 0


@optimizer_step.mistake(
    "The step goes uphill, so the loss rises: subtract learning_rate times the velocity.",
    sign=is_uphill,
)
def climbs(params, gradients, state, learning_rate):
    velocity = velocities(params, gradients, state)
    return stepped(params, velocity, -learning_rate), velocity


def is_not_corrected(value, params, gradients, state, learning_rate):
    way = np.abs(way_per_rate(value, params, learning_rate))[flat(gradients) != 0]
    return not state and way.size and np.allclose(way, 0.1 / np.sqrt(0.001), rtol=1e-2)


@optimizer_step.mistake(
    "Adam's two means are not corrected for their start at 0, so the first step is three times too "
    "long. Divide m by 1 − 0.9ᵗ and s by 1 − 0.999ᵗ.",
    sign=is_not_corrected,
)
def forgets_adam_s_correction(params, gradients, state, learning_rate):
    m, s = adam_means(params, gradients, state)
    way = {name: m[name] / (np.sqrt(s[name]) + 1e-8) for name in params}
    return stepped(params, way, learning_rate), {"m": m, "s": s}


def adam_means(params, gradients, state):
    """Return Adam's two running means, not corrected."""
    m, s = state.get("m", {}), state.get("s", {})
    m = {name: 0.9 * m.get(name, 0.0) + 0.1 * gradients[name] for name in params}
    s = {name: 0.999 * s.get(name, 0.0) + 0.001 * gradients[name] ** 2 for name in params}
    return m, s


def counts_too_fast(value, params, gradients, state, learning_rate):
    way = way_per_rate(value, params, learning_rate)
    slower = [(0.1 / (1 - 0.9**t)) / np.sqrt(0.001 / (1 - 0.999**t)) for t in (1, 2, 3, 4)]
    sizes = [np.size(params[name]) for name in params]
    right = np.sign(flat(gradients)) * np.repeat(slower[: len(sizes)], sizes)
    every = len(sizes) > 1 and all(np.any(gradients[name]) for name in params)
    return not state and every and np.allclose(way, right, rtol=1e-3, atol=1e-6)


@optimizer_step.mistake(
    "Adam's t is counted up for each parameter, so the later ones get a wrong correction. Add 1 "
    "to it once in a step, before the loop over the parameters.",
    sign=counts_too_fast,
)
def counts_each_parameter_as_a_step(params, gradients, state, learning_rate):
    m, s = adam_means(params, gradients, state)
    t, way = state.get("t", 0), {}
    for name in params:
        t = t + 1
        way[name] = (m[name] / (1 - 0.9**t)) / (np.sqrt(s[name] / (1 - 0.999**t)) + 1e-8)
    return stepped(params, way, learning_rate), {"t": t, "m": m, "s": s}


def has_the_rate_twice(value, params, gradients, state, learning_rate):
    way, g = way_per_rate(value, params, learning_rate), flat(gradients)
    return not state and np.any(g) and np.allclose(way, learning_rate * g, rtol=1e-3, atol=1e-6)


@optimizer_step.mistake(
    "The learning rate is multiplied twice, in the velocity and in the step. Once is enough.",
    sign=has_the_rate_twice,
)
def multiplies_the_rate_twice(params, gradients, state, learning_rate):
    velocity = {n: 0.9 * state.get(n, 0.0) + learning_rate * gradients[n] for n in params}
    return stepped(params, velocity, learning_rate), velocity


def leaves_some_behind(value, params, gradients, state, learning_rate):
    large = [name for name in params if np.any(np.abs(gradients[name]) > 0.01)]
    still = [np.all(value[0][name] == params[name]) for name in large]
    return not state and any(still) and not all(still)


@optimizer_step.mistake(
    "Some parameters never move, although their gradient is not 0. Take the step for every name "
    "in params: the biases learn, too.",
    sign=leaves_some_behind,
)
def moves_the_weights_alone(params, gradients, state, learning_rate):
    velocity = velocities(params, gradients, state)
    new = stepped(params, velocity, learning_rate)
    return {n: new[n] if n in ("W", "w_out") else params[n] for n in params}, velocity


def got_the_memory_of_another(value, params, gradients, state, learning_rate):
    first, second = list(params)[:2]
    other = learning_rate * (0.9 * gradients[first] + gradients[second])
    fresh = not state and np.any(gradients[first])
    return fresh and np.allclose(value[0][second], params[second] - other)


@optimizer_step.mistake(
    "All parameters share one memory, so the velocity of W gets into that of b. Keep a velocity "
    "for every name: state[name].",
    sign=got_the_memory_of_another,
)
def shares_one_velocity(params, gradients, state, learning_rate):
    velocity, new = state.get("v", 0.0), {}
    for name in params:
        velocity = 0.9 * velocity + gradients[name]
        new[name] = params[name] - learning_rate * velocity
    return new, {"v": velocity}


def never_forgets(value, params, gradients, state, learning_rate):
    grown = {name: state[name] + gradients[name] for name in params}
    return (
        np.any(flat(state))
        and np.any(flat(gradients))
        and np.allclose(flat(value[1]), flat(grown), rtol=1e-6)
    )


@optimizer_step.mistake(
    "The velocity only ever grows by g, so the net rolls past the bottom and back for ever. Keep "
    "nine tenths of it: 0.9 v + g.",
    sign=never_forgets,
)
def loses_the_factor(params, gradients, state, learning_rate):
    velocity = velocities(params, gradients, state, keep=1.0)
    return stepped(params, velocity, learning_rate), velocity


def has_no_memory(value, params, gradients, state, learning_rate):
    return not numbers_in(value[1])


@optimizer_step.mistake(
    "Nothing is remembered: the state comes back empty, so every step is one of plain gradient "
    "descent. Return the new velocities (or m, s and t) as state.",
    sign=has_no_memory,
)
def returns_no_memory(params, gradients, state, learning_rate):
    return stepped(params, velocities(params, gradients, state), learning_rate), {}


def steps_with_g(value, params, gradients, state, learning_rate):
    way, g = way_per_rate(value, params, learning_rate), flat(gradients)
    old = np.array(numbers_in(state))
    by_g = np.any(way) and np.allclose(way, g, rtol=1e-5, atol=1e-7)
    return by_g and old.size and not (old.size == g.size and np.allclose(old, g))


@optimizer_step.mistake(
    "The step is taken with the gradient alone, whatever is remembered in state. Step with the "
    "velocity: parameter − learning_rate · v.",
    sign=steps_with_g,
)
def steps_with_the_gradient(params, gradients, state, learning_rate):
    return stepped(params, gradients, learning_rate), velocities(params, gradients, state)


@optimizer_step.mistake(
    "params is changed in place, so whoever called loses the old values. Build a new dict: "
    "{name: params[name] − learning_rate · v[name] for name in params}."
)
def writes_into_the_parameters(params, gradients, state, learning_rate):
    velocity = velocities(params, gradients, state)
    for name in params:
        params[name] -= learning_rate * velocity[name]
    return params, velocity


@optimizer_step.mistake(
    "The old state is changed in place. Build a new one, as a dict with the new velocities."
)
def writes_into_the_state(params, gradients, state, learning_rate):
    for name in params:
        state[name] = 0.9 * state.get(name, 0.0) + gradients[name]
    return stepped(params, state, learning_rate), state


@optimizer_step.mistake(
    "params and the old state are both changed in place, so whoever called has lost the old values "
    "of both. Build two new dicts and return those."
)
def writes_into_both(params, gradients, state, learning_rate):
    for name in params:
        state[name] = 0.9 * state.get(name, 0.0) + gradients[name]
        params[name] -= learning_rate * state[name]
    return params, state
