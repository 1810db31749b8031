"""An explanation as JSON's kinds of values: whole, with no memory addresses and no times in it."""

from __future__ import annotations

from typing import Any

from autograder.appeal.judged import Explanation, JudgedCall, JudgedCheck
from autograder.appeal.recorded import Recorded
from autograder.appeal.values import clipped, data_of
from autograder.exercise import AnswersExercise, Reply

_LONG = 10_000


def as_data(explained: Explanation, recorded: Recorded) -> dict[str, Any]:
    """Return the explanation as a dict that `json.dumps` takes."""
    result = explained.result
    return {
        "assignment": explained.assignment,
        "student": explained.student,
        "exercise": result.name,
        "title": result.title,
        "kind": result.kind,
        "points": result.points,
        "max_points": result.max_points,
        "recorded": {
            "points": recorded.points,
            "same": recorded.same,
            "reasons": list(recorded.reasons),
        },
        "used_reference_for": list(result.used_reference_for),
        "checks": [_check(each) for each in explained.checks] or _answer_checks(explained),
        "cells": _cells(explained),
        "mistakes": [
            {"name": each.mistake, "sentence": each.sentence, "recognised": each.how}
            for each in explained.mistakes
        ],
        "notes": list(result.notes),
        "incidents": [clipped(each, _LONG) for each in explained.incidents],
        "isolation": explained.isolation,
    }


def _check(check: JudgedCheck) -> dict[str, Any]:
    result = check.result
    return {
        "name": result.name,
        "title": result.title,
        "hidden": result.hidden,
        "passed": result.passed,
        "points": result.points,
        "max_points": result.max_points,
        "drawn_for": list(check.place) if check.draws else [],
        "found": clipped(check.sentence, _LONG),
        "told": result.message,
        "fault": result.fault,
        "calls": [_call(call) for call in check.calls],
    }


def _call(call: JudgedCall) -> dict[str, Any]:
    note, found = call.note, call.difference
    named = dict(zip(call.parameters, note.args, strict=False)) | note.kwargs
    return {
        "function": note.name,
        "arguments": {name: data_of(value) for name, value in named.items()},
        "gave": _reply(note.reply),
        "reference": _reply(call.reference),
        "agrees": call.agrees,
        "tolerance": {"rtol": call.rtol, "atol": call.atol},
        "difference": None
        if found is None
        else {
            "place": found.place,
            "got": data_of(found.got),
            "want": data_of(found.want),
            "sentence": found.sentence,
            "n_wrong": found.n_wrong,
            "n_values": found.n_values,
        },
    }


def _reply(reply: Reply) -> dict[str, Any]:
    return {
        "kind": reply.kind,
        "value": data_of(reply.value),
        "error_type": reply.error_type,
        "message": clipped(reply.message, _LONG),
        "changed": list(reply.changed),
    }


def _answer_checks(explained: Explanation) -> list[dict[str, Any]]:
    return [
        {
            "name": check.name,
            "title": check.title,
            "hidden": check.hidden,
            "passed": check.passed,
            "points": check.points,
            "max_points": check.max_points,
            "told": check.message,
        }
        for check in explained.result.checks
    ]


def _cells(explained: Explanation) -> list[dict[str, Any]]:
    exercise = explained.exercise
    if not isinstance(exercise, AnswersExercise):
        return []
    return [
        {
            "cell": exercise.label(cell.entry, cell.position),
            "typed": None if cell.verdict.blank else cell.verdict.text,
            "right": exercise.entries[cell.entry].show(cell.want),
            "follows": cell.followed,
            "passed": cell.verdict.right,
            "reason": cell.verdict.reason,
        }
        for cell in explained.cells
    ]
