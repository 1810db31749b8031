"""Frames: what goes over, what is refused, and that nothing can make the reader fail otherwise."""

import contextlib
import json
import math
import socket
import struct
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.agent import tree, wire
from autograder.agent.child import make_formula
from autograder.exercise import Formula


def there_and_back(value, formula=None):
    packer = tree.Packer(to_child=True)
    node = json.loads(json.dumps(packer.pack(value)))
    arrays = tree.read_arrays(json.loads(json.dumps(packer.table)), packer.payload())
    return tree.Unpacker(arrays, formula).unpack(node)


def same(a, b):
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, float) and math.isnan(a):
        return math.isnan(b)
    return type(a) is type(b) and a == b


DTYPES = st.sampled_from(sorted(tree.DTYPES)).map(tree.DTYPES.get)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=["Cs"]))
    | hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, min_side=0, max_side=4))
)
TREES = st.recursive(
    LEAVES,
    lambda t: st.lists(t) | st.lists(t).map(tuple) | st.dictionaries(st.text("ab"), t),
    max_leaves=12,
)


@settings(deadline=None)
@given(TREES)
def test_every_tree_arrives_as_it_was_sent(value):
    assert same(value, there_and_back(value))


def test_numpy_scalars_keep_their_type():
    for value in (np.float32(0.1), np.int64(3), np.bool_(True), np.complex128(1j)):
        assert type(there_and_back(value)) is type(value)


def test_a_formula_arrives_as_a_function_with_numpy():
    sent = Formula("theta", "np.sum(theta**2)")
    assert there_and_back(sent, make_formula)(np.array([1.0, 2.0])) == 5.0


def test_a_formula_from_the_child_is_refused():
    with pytest.raises(tree.Malformed):
        there_and_back(Formula("x", "x"))


def test_a_received_array_is_writable_and_independent():
    x = np.zeros(2)
    first, second = there_and_back([x, x])
    first[0] = 1
    assert second[0] == 0
    assert x[0] == 0


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (np.array([object()]), "dtype object"),
        (np.array(["text"]), "dtype <U4"),
        ({1: 2}, "key of type int"),
        (iter([]), "list_iterator"),
        ({1, 2}, "set"),
        pytest.param(10**5000, "3000 digits", id="huge"),
    ],
)
def test_what_cannot_be_sent_is_named(value, said):
    with pytest.raises(tree.Unsendable, match=said):
        tree.Packer().pack(value)


def test_a_list_that_holds_itself_is_refused():
    value = []
    value.append(value)
    with pytest.raises(tree.Unsendable, match="nested"):
        tree.Packer().pack(value)


def test_a_zero_stride_array_of_a_terabyte_is_refused_before_it_is_copied():
    with pytest.raises(tree.Unsendable, match="MiB"):
        tree.Packer().pack(np.broadcast_to(0.0, (10**6, 10**6)))


NODES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda n: (
        st.lists(n)
        | st.tuples(st.sampled_from(["l", "t", "d", "a", "s", "c", "f"]), n).map(list)
        | st.dictionaries(st.text(), n)
    ),
    max_leaves=20,
)
TABLES = NODES | st.lists(
    st.tuples(st.sampled_from([*tree.DTYPES, "O8", "U4"]), st.lists(st.integers(-1, 9))).map(list)
)


@settings(deadline=None, max_examples=300)
@given(NODES, TABLES, st.binary(max_size=64))
def test_a_malformed_tree_is_only_ever_malformed(node, table, payload):
    message = {"value": node, "arrays": table}
    with contextlib.suppress(wire.WireError):
        wire.unpack(message, payload, "value")


@pytest.mark.parametrize("shape", [[2**40], [-1], [0, 2**31 - 1, 2**31 - 1], [1.0], ["1"], [True]])
def test_a_shape_that_does_not_fit_its_bytes_is_refused(shape):
    with pytest.raises(wire.WireError):
        wire.unpack(
            {"value": ["a", 0], "arrays": [["f8", shape], ["f8", [1]]]}, b"12345678", "value"
        )


@pytest.mark.parametrize("shape", [(2**31 - 1, 0), (2**13, 2**13, 0)])
def test_an_empty_array_with_endless_rows_is_refused_on_both_sides(shape):
    with pytest.raises(tree.Malformed):
        tree.read_arrays([["f8", list(shape)]], b"")
    with pytest.raises(tree.Unsendable, match="shape"):
        tree.Packer().pack(np.empty(shape))


def test_a_bool_array_holds_only_true_and_false():
    value = wire.unpack({"value": ["a", 0], "arrays": [["b1", [3]]]}, b"\x00\x02\xff", "value")
    assert value.tobytes() == b"\x00\x01\x01"


def test_lone_surrogates_are_replaced():
    assert wire.unpack({"value": "a\ud800b"}, b"", "value") == "a�b"


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def soon():
    return time.monotonic() + 1


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_frame_or_a_wire_error(content):
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            theirs.sendall(content)
        try:
            message, _ = wire.receive(ours, soon())
            assert isinstance(message, dict)
        except wire.WireError:
            pass


def test_an_enormous_announced_length_is_refused_unread(pair):
    pair[1].sendall(struct.pack("!IQ", 5, 2**60))
    with pytest.raises(wire.WireError, match="longer than allowed"):
        wire.receive(pair[0], soon())


@pytest.mark.parametrize(
    "header", [b"[" * 100_000, b"[1]", b"\xff", b'{"a": ' + b"9" * 5000 + b"}"]
)
def test_a_header_that_is_no_plain_object_is_refused(pair, header):
    pair[1].sendall(struct.pack("!IQ", len(header), 0) + header)
    with pytest.raises(wire.WireError):
        wire.receive(pair[0], soon())


def test_silence_and_a_closed_end_are_told_apart(pair):
    with pytest.raises(wire.WireTimeout):
        wire.receive(pair[0], time.monotonic() + 0.02)
    pair[1].close()
    with pytest.raises(wire.WireClosed):
        wire.receive(pair[0], soon())
