"""The sentences for answers that cannot be compared, with and without values.

A visible check may quote everything. A hidden check says only what sort of failure it was:
neither its inputs nor its expected values, nor any text of the student's own making, which
could carry them out.
"""

from __future__ import annotations

import builtins
from collections.abc import Collection

from autograder.exercise.check import CheckFailed
from autograder.exercise.conform import Misfit
from autograder.exercise.namespace import Reply
from autograder.exercise.show import shorten

WITHOUT_VALUES = {
    "value": "{name} gives a wrong value",
    "shape": "{name} returns a wrong shape",
    "trailing axis": "{name} returns one axis too many at the end, of length one",
    "ragged": "{name} returns rows of different lengths",
    "count": "{name} returns a wrong number of results",
    "keys": "{name} returns a dict in which something is missing",
    "type": "{name} returns the wrong kind of thing",
    "nothing": "{name} returns None. Does it end with a return statement?",
    "not finite": "{name} returns nan or inf",
    "changed": "{name} changes its input. Work on a copy",
    "property": "this does not hold for your function",
    "raised": "{name} stops with {detail}",
    "not done": "{name} is not done yet",
    "missing": "{name} is not defined, or its cell was not run",
    "timeout": "{name} did not finish in time",
    "interrupted": "{name} was stopped while it ran",
    "crashed": "{name} brought Python to a stop",
    "unsendable": "{name} returns the wrong kind of thing",
    "ours": "this check itself is at fault, not your answer. Please tell your instructor",
}


def without_values(name: str, failure: CheckFailed) -> str:
    """Return the sentence for a hidden check."""
    text = WITHOUT_VALUES.get(failure.kind, WITHOUT_VALUES["property"])
    sentence = text.format(name=name, detail=failure.detail or "an error")
    return (
        sentence[0].upper() + sentence[1:] + "." if failure.kind == "property" else _end(sentence)
    )


def from_reply(name: str, reply: Reply, call: str = "") -> CheckFailed:
    """Return the failure for a call that brought no value.

    Parameters
    ----------
    name : str
        The function's name.
    reply : Reply
        Of any kind but "value".
    call : str
        The call, written out for a visible check.
    """
    said = shorten(reply.message, 200)
    asked = f" for {call}" if call else ""
    if reply.kind == "missing":
        return CheckFailed("missing", not_defined(name))
    if reply.kind == "raised" and reply.error_type == "NotImplementedError":
        return CheckFailed(
            "not done", f"{name} is not done yet: it still raises NotImplementedError."
        )
    if reply.kind == "raised":
        type_name = shorten(reply.error_type, 40)
        text = f"{name} stopped with {type_name}{': ' + said if said else ''}{asked}."
        return CheckFailed("raised", text + _error_hint(type_name, said), _public_error(type_name))
    if reply.kind == "timeout" and reply.message == "interrupted":
        return CheckFailed(
            "interrupted",
            f"You stopped {name} while it ran{asked}. If it runs without end, look at the "
            "condition of its loop.",
        )
    if reply.kind == "timeout":
        text = f"{name} did not finish in time{asked}. Does its loop end?"
        return CheckFailed("timeout", text)
    if reply.kind == "crashed":
        text = f"{name} brought Python to a stop{asked}{': ' + said if said else ''}."
        return CheckFailed("crashed", text)
    mend = "" if ";" in said else " Return numbers or a NumPy array."
    text = f"{name} returned {said or 'something that is no number'}.{mend}"
    return CheckFailed("unsendable", text)


def not_defined(name: str) -> str:
    """Return the sentence for a function or a variable that is not there."""
    return f"You have not defined {name} yet, or its cell was not run. Run it first."


def from_misfit(name: str, misfit: Misfit, place: str = "") -> CheckFailed:
    """Return the failure for a result of the wrong structure.

    Parameters
    ----------
    name : str
        The function's name.
    misfit : Misfit
        What does not fit.
    place : str
        Where in the result, in the student's words; "" where it is not nested.
    """
    where = f" as {place}" if place else ""
    mend = f" {misfit.mend}" if misfit.mend else ""
    text = f"{name} returned {misfit.got}{where}, wanted {misfit.wanted}.{mend}"
    return CheckFailed(misfit.kind, text)


def check_at_fault(title: str, error: Exception) -> CheckFailed:
    """Return the failure for a check that is broken itself."""
    text = f"The check “{title}” itself is at fault ({type(error).__name__}), not your answer. "
    return CheckFailed("ours", text + "Please tell your instructor.")


def changed_input(name: str, arguments: list[str], dicts: Collection[str] = ()) -> str:
    """Return the sentence for a call that wrote into its arguments, of which some are dicts."""
    listed = " and ".join(arguments) or "its input"
    first = arguments[0] if arguments else "x"
    copied = f"{first} = {first}.copy()"
    if first in dicts:  # .copy() would make a new dict of the same arrays
        copied = f"{first} = copy.deepcopy({first}), after import copy"
    return (
        f"{name} changed its input {listed}. Whoever called it still needs the old values: "
        f"make a new {'dict of new arrays' if first in dicts else 'array'}, or start with {copied}."
    )


def _public_error(type_name: str) -> str:
    known = getattr(builtins, type_name, None)
    if isinstance(known, type) and issubclass(known, BaseException):
        article = "an" if type_name[0] in "AEIOU" else "a"
        return f"{article} {type_name}"
    return "an error"


def _error_hint(type_name: str, said: str) -> str:
    if type_name == "NameError":
        return " Is that name defined in an earlier cell, and was it run?"
    if type_name == "TypeError" and "positional argument" in said:
        return " Keep the parameters as they were given."
    if type_name == "TypeError" and "only length-1 arrays" in said:
        return " Functions from math take single numbers; np.exp, np.log take arrays."
    if type_name == "TypeError" and "scalar" in said and "array" in said:
        return " Functions from math take single numbers; np.exp, np.log take arrays."
    if type_name == "TypeError" and "float" in said and ("subscript" in said or "item" in said):
        return " A plain number has no places: np.array(value, dtype=float) makes an array of it."
    if type_name == "ValueError" and "truth value of an array" in said:
        return " An if cannot decide a whole array at once: use np.where or a comparison."
    if type_name == "SystemExit":
        return " Do not call exit() in an answer."
    if type_name == "RecursionError":
        return " It calls itself without end."
    return ""


def _end(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?")) else sentence + "."
