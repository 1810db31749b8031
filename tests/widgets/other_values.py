"""Another value for each trait that a widget's state holds: what a round trip has to bring back."""

import itertools

import traitlets

# Floats of which every bit counts.
AWKWARD = (-0.0, 0.1 + 0.2, 5e-324, -1 / 3, 1e16 + 2, -2.0000000000000004)

# Traits whose values mean something to their widget: by name, from the widget.
BY_NAME = {
    "answer": lambda widget: "no" if widget.answer == "yes" else "0.30000000000000004",
    "answers": lambda _: {"1:h": "-1/2", "2:p": "62 %"},
    "blanks": lambda _: ["1:p", "2:loss"],
    "by_hand": lambda widget: awkward(len(widget.parameters)),
    "columns": lambda _: "all",
    "controls": lambda _: ["loss", "steps"],
    "follow": lambda widget: list(widget.parameters)[:1][::-1],
    "history": lambda widget: [dict(zip(widget.parameters, AWKWARD, strict=False))],
    "lit": lambda widget: list(widget.parameters)[1],
    "loss": lambda widget: list(widget._data["losses"])[-1],
    "losses": lambda _: ["half_squared_error"],
    "mask": lambda widget: [1 - m for m in widget.mask],
    "opened": lambda _: "1:h",
    "over": lambda widget: list(widget.parameters)[:0:-1][:2],
    "revealed": lambda widget: ["1:h"] if isinstance(widget.revealed, list) else True,
    "show": lambda _: ["curves", "settings"],
    "start": lambda widget: awkward(2) if isinstance(widget.start, list) else widget.start + 1,
    "tally": lambda _: [3, 1],
    "unit": lambda _: "1.2",
    "verdicts": lambda _: {"1:h": "right", "2:p": "coarse"},
    "weight": lambda widget: list(widget.parameters)[-1],
    "window": lambda _: [-1 / 3, 0.1 + 0.2, -0.0, 5e-324],
    "X": lambda widget: [awkward(len(x), begin=k) for k, x in enumerate(widget.X)],
    "y": lambda widget: [-0.0, 0.1 + 0.2, 5e-324, 2 / 3][: len(widget.y)],  # targets
}


def awkward(count, begin=0):
    """So many floats of which every bit counts."""
    return list(itertools.islice(itertools.cycle(AWKWARD), begin, begin + count))


def other_values(widget):
    """Give another value for each stateful trait that can have one and does not follow others."""
    values = {name: _other(widget, name) for name in widget._stateful if _is_free(widget, name)}
    return values | dict(zip(widget.parameters, awkward(len(widget.parameters)), strict=True))


def _is_free(widget, name):
    only_one = name == "loss" and len(widget._data.get("losses", "...")) < 2
    return name != "n_blanks" and name not in widget.parameters and not only_one


def _other(widget, name):
    trait, now = widget.traits()[name], getattr(widget, name)
    if isinstance(trait, traitlets.Enum):
        return next(value for value in trait.values[::-1] if value != now)
    if name in BY_NAME:
        return BY_NAME[name](widget)
    if isinstance(trait, traitlets.Bool):
        return not now
    if isinstance(trait, traitlets.Int):
        return now + 1 if trait.max is None or now < trait.max else now - 1
    if isinstance(trait, traitlets.Float):
        fits = (value for value in AWKWARD[1:] if trait.min <= value <= trait.max and value != now)
        return next(fits, (now + trait.max) / 3)
    raise AssertionError(f"{type(widget).__name__}.{name}: give it another value in BY_NAME")


def bits(value):
    """A trait's value with floats written so that no two of them look alike."""
    if isinstance(value, float):
        return value.hex()
    if isinstance(value, (list, tuple)):
        return [bits(part) for part in value]
    return {key: bits(part) for key, part in value.items()} if isinstance(value, dict) else value


def state_in_bits(widget):
    """All that the state holds, trait by trait."""
    return {name: bits(getattr(widget, name)) for name in widget._stateful}
