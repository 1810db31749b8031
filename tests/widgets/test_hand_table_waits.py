"""Numbers below the rows wait until they give no blank away; only predictions are scored."""

from course import hand
from course.graph import penalised_net, two_neuron_chain
from nbextensions import HandTable

CHAIN = hand.HandTable(two_neuron_chain(1.0, 1.0, (0.5, 2.0), (-0.5, -1.0)), [{"x": 1.0, "y": 1.0}])
COLUMNS = ["x", "y", "loss", "dw2"]


def test_the_mean_of_a_single_row_waits_for_its_blank():
    table = HandTable(CHAIN, columns=COLUMNS, blanks=["dw2"], places=4)
    assert "−0.0625" not in table.still()
    assert "2.0625" not in table.still()  # the update says the same
    assert "0.1250" in table.still()
    table.revealed = ["0:dw2"]
    assert table.still().count("−0.0625") >= 2
    assert "2.0625" in table.still()


def test_without_blanks_nothing_waits():
    assert "−0.0625" in HandTable(CHAIN, columns=COLUMNS, places=4).still()


def test_a_probability_called_y_hat_is_not_scored():
    net = penalised_net([1.0], 1.0, [[1.0, -1.0]], [2.0, 1.0])
    table = HandTable(hand.HandTable(net, [{"x1": 1.0, "y": 1.0}]), columns=["x1", "y", "loss"])
    assert table.worked.n_right is None
    assert "of 1 right" not in table.describe()
