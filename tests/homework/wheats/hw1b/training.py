"""Right answers to HW1B, Part 3."""

import numpy as np

from autograder.homework.hw1b.backward import backward_pass
from autograder.homework.hw1b.batches import minibatches
from autograder.homework.hw1b.forward import forward_pass
from autograder.homework.hw1b.optimizer import optimizer_step
from tests.homework.wheats import collection

WHEATS, right = collection()


@right("minibatches")
def shuffled_in_place(n_examples, batch_size, rng):
    rows = np.arange(n_examples)
    rng.shuffle(rows)
    batches = []
    while len(rows):
        batches.append(rows[:batch_size])
        rows = rows[batch_size:]
    return batches


@right("minibatches")
def sorted_by_random_keys(n_examples, batch_size, rng):
    order = np.argsort(rng.random(n_examples))
    return np.split(order, range(batch_size, n_examples, batch_size))


@right("minibatches")
def drawn_without_replacement(n_examples, batch_size, rng):
    order = rng.choice(n_examples, size=n_examples, replace=False).tolist()
    return tuple(order[i : i + batch_size] for i in range(0, n_examples, batch_size))


@right("minibatches")
def drawn_row_by_row(n_examples, batch_size, rng):
    left, batches = list(range(n_examples)), [[]]
    while left:
        if len(batches[-1]) == batch_size:
            batches.append([])
        batches[-1].append(left.pop(int(rng.integers(len(left)))))
    return batches


@right("minibatches")
def with_array_split_at_the_right_places(n_examples, batch_size, rng):
    cuts = np.arange(batch_size, n_examples, batch_size)
    return np.array_split(rng.permutation(n_examples).astype(np.int32), cuts)


@right("optimizer_step")
def adam_by_the_book(params, gradients, state, learning_rate):
    t = state.get("t", 0) + 1
    new, memory = {}, {"t": t}
    for name, g in gradients.items():
        m, s = state.get(name, (0.0, 0.0))
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        way = (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
        new[name] = params[name] - learning_rate * way
        memory[name] = (m, s)
    return new, memory


@right("optimizer_step")
def adam_with_nested_dicts(params, gradients, state, learning_rate):
    state = state or {"m": {}, "s": {}, "t": 0}
    m = {n: 0.9 * state["m"].get(n, 0) + 0.1 * np.asarray(gradients[n]) for n in params}
    s = {n: 0.999 * state["s"].get(n, 0) + 0.001 * np.square(gradients[n]) for n in params}
    t = state["t"] + 1
    scale = learning_rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    new = {n: params[n] - scale * m[n] / (np.sqrt(s[n]) + 1e-8) for n in params}
    return new, {"m": m, "s": s, "t": t}


@right("optimizer_step")
def velocity_with_the_learning_rate_inside(params, gradients, state, learning_rate):
    if not state:
        state = {"velocity": {name: np.zeros(np.shape(params[name])) for name in params}}
    new, velocity = {}, {}
    for name in params:
        velocity[name] = 0.9 * state["velocity"][name] - learning_rate * gradients[name]
        new[name] = params[name] + velocity[name]
    return new, {"velocity": velocity}


@right("optimizer_step")
def velocities_in_a_list(params, gradients, state, learning_rate):
    names = list(params)
    old = state["v"] if "v" in state else [0.0] * len(names)
    v = [0.9 * before + gradients[name] for before, name in zip(old, names, strict=True)]
    new = {name: params[name] - learning_rate * each for name, each in zip(names, v, strict=True)}
    return new, {"v": v}


@right("optimizer_step")
def copies_that_are_changed(params, gradients, state, learning_rate):
    params, state = dict(params), dict(state)
    for name in params:
        state[name] = state.get(name, 0.0) * 0.9
        state[name] = state[name] + gradients[name]
        params[name] = params[name] - learning_rate * state[name]
    return params, state


@right("optimizer_step")
def the_momentum_of_pytorch_s_nesterov(params, gradients, state, learning_rate):
    v = {name: 0.9 * state.get(name, 0.0) + gradients[name] for name in params}
    new = {name: params[name] - learning_rate * (gradients[name] + 0.9 * v[name]) for name in v}
    return new, v


@right("optimizer_step")
def averaged_gradients(params, gradients, state, learning_rate):
    mean = {name: 0.9 * state.get(name, 0.0) + 0.1 * gradients[name] for name in params}
    return {name: params[name] - learning_rate * mean[name] for name in params}, mean
