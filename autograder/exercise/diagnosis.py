"""Name the mistake: replay the recorded calls through each declared mistake."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.exercise.check import Mistake
from autograder.exercise.conform import Misfit, agree, conform, leaves, settle
from autograder.exercise.function import FunctionExercise
from autograder.exercise.namespace import LocalNamespace, Reply
from autograder.exercise.plain import copy
from autograder.exercise.probe import Call, quiet
from autograder.results import Diagnosis


def diagnose(
    exercise: FunctionExercise, calls: Sequence[Call], failed: Sequence[Sequence[Call]]
) -> tuple[Diagnosis, ...]:
    """Name the mistakes that explain the student's values.

    A mistake is named when it does on every call what the student's function did, and differs
    from the reference somewhere. If none explains all calls, those are named that explain a
    failed check: its whole values, or else what it looked at of them, so that two slips in two
    parts of a result are both named. A mistake with a sign explains a check when one of its calls
    shows the sign; of several, the first declared is named. Where one that is named already
    explains a check, no other is named for it.

    Parameters
    ----------
    exercise : FunctionExercise
        With its declared mistakes.
    calls : sequence of Call
        Every call of the student's function.
    failed : sequence of sequence of Call
        The calls of each failed check.
    """
    for mistake in exercise.mistakes:
        if mistake.sign is None and explains(exercise, mistake, calls):
            return (Diagnosis(mistake.name, mistake.sentence),)
    found: list[Mistake] = []
    for group in failed:
        if any(explains(exercise, mistake, group, looked_at=True) for mistake in found):
            continue
        fits = (
            mistake
            for looked_at in (False, True)
            for mistake in exercise.mistakes
            if explains(exercise, mistake, group, looked_at)
        )
        first = next(fits, None)
        if first is not None:
            found.append(first)
    return tuple(Diagnosis(mistake.name, mistake.sentence) for mistake in found)


def explains(
    exercise: FunctionExercise, mistake: Mistake, calls: Sequence[Call], looked_at: bool = False
) -> bool:
    """Say whether `mistake` did what the student's function did, and not what is right.

    With `looked_at`, only those places count that the check looked at.
    """
    if not looked_at:
        calls = [replace(call, looked_at=None) for call in calls]
    if mistake.sign is not None:
        return any(_shows(mistake.sign, call) for call in calls)
    differs = False
    for call in calls:
        if not _alike(exercise, call, _outcome(exercise, mistake.function, call)):
            return False
        differs = differs or not _alike(exercise, call, _outcome(exercise, exercise.function, call))
    return differs


def _shows(sign: Callable[..., Any], call: Call) -> bool:
    if call.reply.kind != "value":
        return False
    try:
        with quiet():
            return bool(sign(copy(call.reply.value), *copy(call.args), **copy(call.kwargs)))
    except Exception:  # a value of another structure shows nothing
        return False


def _outcome(exercise: FunctionExercise, function: Any, call: Call) -> Reply:
    here = LocalNamespace({exercise.name: function})
    with quiet():
        return here.call(exercise.name, copy(call.args), copy(call.kwargs))


def _alike(exercise: FunctionExercise, call: Call, other: Reply) -> bool:
    reply = call.reply
    if reply.kind != other.kind or reply.kind not in ("value", "raised", "unsendable"):
        return False
    if set(map(exercise.argument_name, reply.changed)) != set(
        map(exercise.argument_name, other.changed)
    ):
        return False
    if reply.kind == "raised":
        return (reply.error_type, reply.message) == (other.error_type, other.message)
    if reply.kind == "unsendable":
        return reply.message == other.message
    return _close(reply.value, other.value, call)


def _close(value: Any, other: Any, call: Call) -> bool:
    if value is None or other is None:
        return value is other
    try:
        right = settle(other)
        mine = dict(leaves(conform(value, right)))
        pairs = (
            (mine[path], wanted)
            for path, wanted in leaves(right)
            if call.looked_at is None or path.startswith(call.looked_at)
        )
        return all(np.all(agree(one, two, call.rtol, call.atol)) for one, two in pairs)
    except (Misfit, KeyError, TypeError, ValueError):
        return False
