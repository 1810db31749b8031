"""What a worker of a cluster sends back is believed only as far as it fits the question."""

import dataclasses
import json
import zlib

import pytest

from autograder.engine import parcel
from autograder.engine.grade import Graded
from tests.autograder import toy

CELLS = tuple(toy.handed_in(why="Two."))


def unpack(content, student="ada"):
    return parcel.unpack(content, student, toy.homework, key="k")


def changed(change):
    """A packed result after `change` of its JSON."""
    data = {"result": toy.result(key="k").to_json(), "cells": [dict(cell) for cell in CELLS]}
    change(data)
    return zlib.compress(json.dumps(data).encode())


def first_check(data):
    return data["result"]["exercises"][0]["checks"][0]


def test_a_result_comes_back_as_it_was_sent():
    sent = Graded(toy.result(wrong=["double"], key="k", incidents=("odd",)), CELLS)
    assert unpack(parcel.pack(sent)) == sent


def test_a_result_without_a_key_is_taken_and_will_be_graded_again():
    sent = Graded(dataclasses.replace(toy.result(), key=""), CELLS)
    assert unpack(parcel.pack(sent)).result.key == ""


def test_a_refusal_is_its_sentence():
    with pytest.raises(parcel.Refused, match="no sandbox here"):
        unpack(parcel.pack_refusal("no sandbox here"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d["result"].update(student="bob"), "bob"),
        (lambda d: d["result"].update(assignment="other"), "other"),
        (lambda d: d["result"].update(key="another"), "other files"),
        (lambda d: d["result"]["exercises"].pop(), "toy ada"),
        (lambda d: first_check(d).update(points=2), "points"),
        (lambda d: first_check(d).update(points=-1), "points"),
        (lambda d: first_check(d).update(points=99, max_points=99), "points"),
        (lambda d: first_check(d).update(points=float("nan")), "type"),
        (lambda d: first_check(d).update(points=True), "type"),
        (lambda d: first_check(d).update(message=["<script>"]), "type"),
        (lambda d: first_check(d).update(rows=[1]), "form"),
        (lambda d: first_check(d).update(unknown=1), "form"),
        (lambda d: d["result"]["exercises"][0].update(points=0), "sum"),
        (lambda d: d["result"]["exercises"][0].update(max_points=99), "declared"),
        (lambda d: d["result"]["exercises"][0].update(kind="manual"), "declared"),
        (
            lambda d: d["result"]["exercises"][0]["checks"].append(first_check(d)),
            "declared",
        ),
        (lambda d: d["result"].update(incidents=[{}]), "type"),
        (lambda d: d["cells"].append("no cell"), "cell"),
        (lambda d: d["cells"][0].update(source=3), "cell"),
        (lambda d: d.update(cells=3), "form"),
        (lambda d: d.pop("result"), "form"),
    ],
)
def test_what_does_not_fit_the_question_is_refused(change, said):
    with pytest.raises(parcel.ParcelError, match=said):
        unpack(changed(change))


@pytest.mark.parametrize(
    "content",
    [b"", b"no zip", zlib.compress(b"[]"), zlib.compress(b"{"), {"result": 1}, None],
    ids=["empty", "no zip", "a list", "cut off", "an object", "nothing"],
)
def test_bytes_of_any_kind_are_refused_with_a_reason(content):
    with pytest.raises(parcel.ParcelError):
        unpack(content)


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(parcel, "MAX_BYTES", 1 << 20)
    with pytest.raises(parcel.ParcelError, match="1 MiB"):
        unpack(zlib.compress(b" " * (64 << 20)))
