"""An explanation as lines for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from autograder.appeal.judged import Difference, Explanation, JudgedCall, JudgedCheck
from autograder.appeal.recorded import Recorded
from autograder.appeal.values import clipped, text_of
from autograder.exercise import Reply
from autograder.exercise.answer_grading import Cell
from autograder.exercise.answers import AnswersExercise

SHOWN_CALLS = 3
_OUTCOMES = {
    "missing": "is not defined",
    "timeout": "did not finish in time",
    "crashed": "brought its process to an end",
}


def lines(explained: Explanation, recorded: Recorded, full: bool = False) -> list[str]:
    """Return the explanation, line by line, safe to print.

    Parameters
    ----------
    explained, recorded : Explanation, Recorded
        What was found out.
    full : bool
        Whether every call, value and digit is shown.
    """
    return [_printable(line) for line in _lines(explained, recorded, full)]


def _lines(explained: Explanation, recorded: Recorded, full: bool) -> Iterator[str]:
    result = explained.result
    title = f" · {result.title}" if result.title != result.name else ""
    yield f"{explained.student} · {explained.assignment} · {result.name}{title}"
    yield f"{result.points:g} of {result.max_points:g} points. {_same(recorded)}"
    yield from (f"  {reason}" for reason in recorded.reasons)
    if result.used_reference_for:
        listed = ", ".join(result.used_reference_for)
        yield f"The reference stood in for the student's {listed}: no mistake costs points twice."
    for check in explained.checks:
        yield ""
        yield from _check(check, full)
    if isinstance(explained.exercise, AnswersExercise):
        yield ""
        yield from _answers(explained, explained.exercise)
    for mistake in explained.mistakes:
        yield ""
        yield f"Named mistake: {mistake.mistake}"
        yield f"  “{mistake.sentence}”"
        yield f"  Recognised: {mistake.how}."
    if result.notes or explained.incidents:
        yield ""
    yield from (f"Note: {note}" for note in result.notes)
    yield from (f"! {clipped(incident)}" for incident in explained.incidents)


def _same(recorded: Recorded) -> str:
    if recorded.points is None:
        return "There is no recorded result to compare with."
    if recorded.same:
        return "The replay gives the recorded result."
    return f"The record says {recorded.points:g}: the replay differs."


def _check(check: JudgedCheck, full: bool) -> Iterator[str]:
    result = check.result
    hidden = " (hidden)" if result.hidden else ""
    mark = "✓" if result.passed else "✗"
    yield f"{mark} {result.title}{hidden}  {result.points:g} / {result.max_points:g}"
    if check.draws:
        yield f"  inputs drawn for  {' / '.join(check.place)}"
    if check.sentence:
        yield from _field("found           ", clipped(check.sentence, 2000))
    if result.message and result.message != check.sentence:
        yield from _field("student was told", result.message)
    if result.fault:
        yield from _field("the check itself is at fault", result.fault)
    shown = _chosen(check.calls, full)
    for number, call in shown:
        yield from _call(number, call, result.passed, full)
    if len(shown) < len(check.calls):
        left = len(check.calls) - len(shown)
        agree = all(call.agrees for call in check.calls)
        what = ", all like the reference" if agree else ""
        yield f"  … {left} more call{'s' if left > 1 else ''}{what} (--full shows all)"


def _chosen(calls: tuple[JudgedCall, ...], full: bool) -> list[tuple[int, JudgedCall]]:
    """Return the calls to show: all, or the first that differ, filled up with the first ones."""
    numbered = list(enumerate(calls, start=1))
    if full or len(calls) <= SHOWN_CALLS:
        return numbered
    differing = [each for each in numbered if not each[1].agrees]
    others = [each for each in numbered if each[1].agrees]
    return sorted((differing + others)[:SHOWN_CALLS], key=lambda each: each[0])


def _call(number: int, call: JudgedCall, passed: bool, full: bool) -> Iterator[str]:
    note = call.note
    named = [*zip(call.parameters, note.args, strict=False), *note.kwargs.items()]
    yield f"  call {number}  {note.name}({', '.join(name for name, _ in named)})"
    shown = [(name, text_of(value, full)) for name, value in named]
    shown.append(("gave", _outcome(note.reply, full)))
    same = "the same, within the tolerance"
    shown.append(("reference", same if call.agrees else _outcome(call.reference, full)))
    if call.difference is not None:
        shown.append(("differs", _difference(call.difference, call)))
    width = max(len(name) for name, _ in shown)
    for name, text in shown:
        yield from _field(f"{name:<{width}}", text, 4)
    if passed and not call.agrees:
        yield "    This check asks for a property that the student's value has too."


def _outcome(reply: Reply, full: bool) -> str:
    changed = f"  (and wrote into argument {', '.join(map(str, reply.changed))})"
    after = changed if reply.changed else ""
    if reply.kind == "value":
        return text_of(reply.value, full) + after
    if reply.kind == "raised":
        return f"raised {reply.error_type}: {clipped(reply.message, 500)}{after}"
    if reply.kind == "unsendable":
        return f"returned {clipped(reply.message, 500)}{after}"
    said = f" ({clipped(reply.message, 500)})" if reply.message else ""
    return _OUTCOMES.get(reply.kind, reply.kind) + said


def _difference(found: Difference, call: JudgedCall) -> str:
    if found.sentence:
        return found.sentence
    where = f"first at {found.place}: " if found.place else ""
    many = f"; {found.n_wrong} of {found.n_values} values differ" if found.n_values > 1 else ""
    return (
        f"{where}{text_of(found.got, True)}, reference {text_of(found.want, True)}{many} "
        f"(allowed: {call.atol:g} + {call.rtol:g} × |reference|)"
    )


def _answers(explained: Explanation, exercise: AnswersExercise) -> Iterator[str]:
    for check in explained.result.checks:
        hidden = " (hidden)" if check.hidden else ""
        mark = "✓" if check.passed else "✗"
        yield f"{mark} {check.title}{hidden}  {check.points:g} / {check.max_points:g}"
        if check.message:
            yield from _field("student was told", check.message)
        declared = next(each for each in exercise.checks if each.name == check.name)
        mine = [cell for cell in explained.cells if cell.entry in declared.entries]
        width = max((_width(exercise.label(c.entry, c.position)) for c in mine), default=0)
        for cell in mine:
            yield "    " + _cell(exercise, cell, width)


def _cell(exercise: AnswersExercise, cell: Cell, width: int) -> str:
    label = exercise.label(cell.entry, cell.position)
    verdict = cell.verdict
    mark = "✓" if verdict.right else "✗"
    typed = "blank" if verdict.blank else clipped(verdict.text)
    right = exercise.entries[cell.entry].show(cell.want)
    follows = f", {cell.followed}" if cell.followed else ""
    plain = ("", "is blank", "is not right")
    reason = f"  ({verdict.reason})" if verdict.reason not in plain else ""
    pad = " " * (width - _width(label))
    return f"{mark} {label}{pad}  typed {typed}  right {right}{follows}{reason}"


def _field(name: str, text: str, indent: int = 2) -> Iterator[str]:
    first, *rest = text.split("\n")
    head = f"{' ' * indent}{name}  "
    yield head + first
    yield from (" " * len(head) + line for line in rest)


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


def _printable(line: str) -> str:
    """Return a line in which nothing moves the cursor: the student's texts are in it."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
