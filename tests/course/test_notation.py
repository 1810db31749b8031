"""Each deck's own letters, and graphs written in them."""

import json

import pytest

from course.graph import mlp, neuron_over_rows, sigmoid_neuron, two_neuron_chain
from course.notation import DECKS, MEANINGS, NOTATIONS, QUANTITIES, letter, relabel, to_data


@pytest.mark.parametrize(
    ("quantity", "indices", "letters"),
    [
        ("input", (1,), ("X_1", "X_1", "X_1", "x_1", "x_1", "x_1")),
        ("target", (), ("y", "y", "y", "t", "y", "y")),
        ("weighted_sum", (), ("h", "h", "h", "z", "z", "z")),
        ("probability", (), ("p", "p", "p", "o", "a", r"\hat{y}")),
        ("learning_rate", (), (r"\eta", r"\eta", r"\eta", r"\eta", r"\eta", r"\gamma")),
        ("loss", (), (r"\ell", "l", "l", "E", "L(w, b|x)", r"\ell")),
        ("hidden_weight", (2, 3), ("w_{23}", "w_{23}", "w_{23}", "v_{32}", "w_{23}", "w_{23}")),
        ("weight", (1,), ("w_1", "w_1", "w_1", r"\theta_1", "w_1", "w_1")),
    ],
)
def test_every_deck_writes_its_own_letters(quantity, indices, letters):
    assert tuple(letter(quantity, *indices, deck=deck) for deck in NOTATIONS) == letters


def test_every_notation_knows_every_quantity_and_convention():
    conventions = {"squared_error", "reduction", "examples", "tie", "counts_as_layers"}
    assert set(NOTATIONS) == {"course", *DECKS}
    for notation in NOTATIONS.values():
        assert set(notation.letters) == set(QUANTITIES)
        assert set(notation.conventions) == conventions


@pytest.mark.parametrize("deck", NOTATIONS)
def test_within_a_graph_no_two_nodes_share_a_letter(deck):
    X, y = [[0, 1], [1, 1]], [0, 1]
    for graph in (
        sigmoid_neuron([1, 0], 1, [1, -1], -0.5),
        mlp([1, 1], 0, [[1, -1, 1], [-1, 1, 1]], [0, 0, 0], [1, 1, -1], 0),
        two_neuron_chain(),
        neuron_over_rows(X, y, [1, -1], -0.5),
    ):
        symbols = [node.symbol for node in relabel(graph, deck).nodes]
        assert len(set(symbols)) == len(symbols), symbols


def test_a_graph_is_written_in_a_decks_letters():
    graph = sigmoid_neuron([1, 0], 1, [1, -1], -0.5, "half_squared_error")
    theirs = relabel(graph, "erdem")
    assert theirs["h"].expression == r"\theta_1 \cdot x_1 + \theta_2 \cdot x_2 + \theta_0"
    assert theirs["loss"].expression == r"\frac{1}{2}(t - o)^2"
    assert theirs.values == graph.values
    assert graph["h"].symbol == "h"


def test_rows_keep_their_marks():
    graph = relabel(neuron_over_rows([[1]], [1], [2], 0), "erdem")
    assert graph["h_1"].expression == r"\theta_1 \cdot x_1^{(1)} + \theta_0"
    assert graph["p_1"].symbol == "o^{(1)}"


def test_indices_over_nine_are_kept_apart():
    assert letter("hidden_weight", 1, 12) == "w_{1,12}"
    assert letter("hidden_weight", 11, 2, deck="erdem") == "v_{2,11}"
    assert letter("weight", 12) == "w_{12}"


def test_letters_with_several_meanings_name_known_decks():
    assert {"h", "p", "y"} <= set(MEANINGS)
    for uses in MEANINGS.values():
        assert len(uses) > 1
        assert {deck for deck, _ in uses} <= set(DECKS)


def test_it_is_plain_data_for_a_switch():
    data = json.loads(json.dumps(to_data(), allow_nan=False))
    assert [notation["key"] for notation in data["notations"]] == list(NOTATIONS)
    assert data["notations"][3]["letters"]["probability"] == "o"


def test_an_unknown_deck_or_quantity_is_named():
    with pytest.raises(
        ValueError, match="notation 'nielsen' is unknown; choose one of course, beam"
    ):
        letter("bias", deck="nielsen")
    with pytest.raises(
        ValueError, match="quantity 'slope' is unknown; choose one of input, target"
    ):
        letter("slope")
