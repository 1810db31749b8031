"""What hands do to each widget, what stands on the screen then, and what `course` says."""

from tests.widgets.hands.fingers import Hands
from tests.widgets.hands.nets import dropout_view, network_view, shrinkage, train_player
from tests.widgets.hands.neurons import boundary, chain_stepper, hand_table, landscape
from tests.widgets.hands.questions import find_the_slip, predict, predict_a_number

__all__ = ["HANDS", "Hands"]

# By the name in the gallery.
HANDS: dict[str, Hands] = {
    "HandTable": hand_table(),
    "ChainStepper": chain_stepper(),
    "Boundary": boundary(),
    "Landscape": landscape(),
    "TrainPlayer": train_player(),
    "NetworkView": network_view(),
    "DropoutView": dropout_view(),
    "Shrinkage": shrinkage(),
    "Predict": predict(),
    "Predict a number": predict_a_number(),
    "FindTheSlip": find_the_slip(),
}
