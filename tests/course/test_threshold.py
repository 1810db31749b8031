"""Threshold logic units compute what they are named for, and two layers compute everything."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course import datasets
from course.threshold import (
    AND,
    NAND,
    NOT,
    OR,
    TWO_INPUT_FUNCTIONS,
    XOR,
    ThresholdUnit,
    and_unit,
    minterm_unit,
    net_for,
    or_unit,
    separable,
    separating_unit,
)


def test_the_decks_units_have_their_weights_and_their_tables():
    assert OR == ((1, 1), -0.5)
    assert AND == ((1, 1), -1.5)
    assert NOT == ((-1,), 0.5)
    assert OR.table == (0, 1, 1, 1)
    assert AND.table == (0, 0, 0, 1)
    assert NOT.table == (1, 0)
    assert NAND.table == (1, 1, 1, 0)


def test_a_unit_fires_on_its_line_too():
    assert ThresholdUnit((1.0, 1.0), -1.0).table == (0, 1, 1, 1)


def test_xor_is_the_and_of_or_and_not_and():
    X, y = datasets.xor()
    assert XOR(X).tolist() == y.tolist()
    assert XOR.hidden_values(X).tolist() == [[0, 1], [1, 1], [1, 1], [1, 0]]
    assert XOR.output == AND


@pytest.mark.parametrize("n_inputs", [1, 2, 3, 5])
def test_or_and_and_of_any_number_of_inputs(n_inputs):
    X = datasets.all_inputs(n_inputs)
    assert or_unit(n_inputs)(X).tolist() == X.any(axis=1).astype(int).tolist()
    assert and_unit(n_inputs)(X).tolist() == X.all(axis=1).astype(int).tolist()


def test_the_or_and_the_and_of_nothing():
    assert or_unit(0).table == (0,)
    assert and_unit(0).table == (1,)


@pytest.mark.parametrize("n_inputs", [1, 2, 4])
def test_a_minterm_fires_on_its_row_alone(n_inputs):
    for k, row in enumerate(datasets.all_inputs(n_inputs)):
        assert np.flatnonzero(minterm_unit(row).table).tolist() == [k]


@pytest.mark.parametrize("n_inputs", [0, 1, 2, 3])
def test_two_layers_compute_every_boolean_function(n_inputs):
    for values in itertools.product((0, 1), repeat=2**n_inputs):
        net = net_for(values)
        assert net.table == values
        assert len(net.hidden) == sum(values)


@settings(deadline=None)
@given(
    st.integers(4, 6).flatmap(lambda n: st.lists(st.integers(0, 1), min_size=2**n, max_size=2**n))
)
def test_two_layers_compute_any_function_of_more_inputs(values):
    assert list(net_for(values).table) == values


def test_the_sixteen_functions_are_all_different_and_complete():
    assert sorted(TWO_INPUT_FUNCTIONS.values()) == list(itertools.product((0, 1), repeat=4))


def test_fourteen_of_sixteen_are_separable_and_the_others_are_xor_and_xnor():
    inseparable = {name for name, values in TWO_INPUT_FUNCTIONS.items() if not separable(values)}
    assert inseparable == {"XOR", "XNOR"}


@pytest.mark.parametrize(("n_inputs", "n_separable"), [(0, 2), (1, 4), (2, 14), (3, 104)])
def test_the_number_of_threshold_functions_is_the_known_one(n_inputs, n_separable):
    tables = itertools.product((0, 1), repeat=2**n_inputs)
    assert sum(map(separable, tables)) == n_separable


def test_a_separating_unit_computes_the_function():
    for values in itertools.product((0, 1), repeat=8):
        unit = separating_unit(values)
        assert unit is None or unit.table == values


@pytest.mark.parametrize("name", TWO_INPUT_FUNCTIONS)
def test_the_names_say_what_the_functions_do(name):
    X1, X2 = datasets.all_inputs(2).astype(bool).T
    meaning = {
        "never": X1 & ~X1,
        "always": X1 | ~X1,
        "AND": X1 & X2,
        "OR": X1 | X2,
        "NAND": ~(X1 & X2),
        "NOR": ~(X1 | X2),
        "XOR": X1 ^ X2,
        "XNOR": ~(X1 ^ X2),
        "X1": X1,
        "X2": X2,
        "not X1": ~X1,
        "not X2": ~X2,
        "X1 and not X2": X1 & ~X2,
        "X2 and not X1": X2 & ~X1,
        "X1 or not X2": X1 | ~X2,
        "X2 or not X1": X2 | ~X1,
    }[name]
    assert TWO_INPUT_FUNCTIONS[name] == tuple(meaning.astype(int).tolist())


def test_what_does_not_fit_is_said():
    with pytest.raises(ValueError, match=r"X has shape \(4, 2\) and w has shape \(1,\)"):
        NOT(datasets.all_inputs(2))
    with pytest.raises(ValueError, match=r"X has shape \(8, 3\), expected \(n_examples, 2\)"):
        XOR(datasets.all_inputs(3))
    with pytest.raises(ValueError, match=r"row is \[0, 2\], expected zeros and ones"):
        minterm_unit([0, 2])
    with pytest.raises(ValueError, match=r"values has shape \(3,\)"):
        net_for([0, 1, 1])
    with pytest.raises(ValueError, match=r"values are \[0, 3\]"):
        separable([0, 3])
