"""What is said about a wrong number in a lecture's checks names what stands in the table."""

import re

import pytest

from course import datasets, hand
from course.graph import penalised_net, two_neuron_chain
from nbextensions.hand_table.diagnosis import wrong_formulas

CHECKS = {
    "11": hand.mlp_table([[1, 2], [1, -1]], [-2, -1], [3, -2], 1, [[1, 1]], [1]),
    "12, two neurons": hand.HandTable(two_neuron_chain(), [{"x": 0.05, "y": 0.01}]),
    "12, a net": hand.mlp_table(
        [[2, -2, 2], [-2, 2, 2]], [-1, -1, -3], [2, 2, -2], -1, *datasets.xor()
    ),
    "18": hand.HandTable(
        penalised_net([1.0], 1.0, [[1.0, -1.0]], [2.0, 1.0]), [{"x1": 1.0, "y": 1.0}]
    ),
}


@pytest.mark.parametrize("table", CHECKS.values(), ids=CHECKS)
def test_every_name_in_a_sentence_is_in_the_table(table):
    known = {*table.keys, *table.parameters, *(node.name for node in table.graph.nodes)}
    for formula in wrong_formulas(table):
        assert set(re.findall(r"{(\w+)}", formula.says)) <= known, formula.says


def test_a_turned_sign_in_the_chain_is_told_in_its_own_letters():
    says = [f.says for f in wrong_formulas(CHECKS["12, two neurons"]) if f.key == "dz2"]
    assert "The sign is turned: the first factor has {a2} − {y}, not {y} − {a2}." in says
