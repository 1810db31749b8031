import numpy as np
import pytest

from course.activations import ACTIVATIONS
from course.losses import LOSSES
from course.output_layers import (
    OUTPUT_LAYERS,
    above_half,
    above_zero,
    decision_for,
    most_probable,
    output_layer,
)


def test_the_table_has_its_five_rows():
    short = {task: (row.activation, row.losses) for task, row in OUTPUT_LAYERS.items()}
    assert short == {
        "binary": ("sigmoid", ("binary_cross_entropy",)),
        "multiclass": ("softmax", ("categorical_cross_entropy",)),
        "multilabel": ("sigmoid", ("binary_cross_entropy",)),
        "regression": ("identity", ("mean_squared_error",)),
        "regression in [0, 1]": ("sigmoid", ("mean_squared_error", "binary_cross_entropy")),
    }


@pytest.mark.parametrize("row", OUTPUT_LAYERS.values(), ids=list(OUTPUT_LAYERS))
def test_each_row_names_what_exists_and_its_loss_from_scores_is_the_same_loss(row):
    scores = np.random.default_rng(5).normal(size=(4, 3))
    y = np.array([0, 2, 1, 1]) if row.task == "multiclass" else np.eye(3)[[0, 2, 1, 1]]
    A = ACTIVATIONS[row.activation].function(scores)
    from_scores, d_scores = LOSSES[row.loss_from_scores].function(y, scores, reduction="mean")
    fitting = [LOSSES[name].function(y, A, reduction="mean") for name in row.losses]
    gradients = [dA for loss, dA in fitting if loss == pytest.approx(from_scores)]
    assert len(gradients) == 1
    dZ, _ = ACTIVATIONS[row.activation].backward(gradients[0], scores)
    np.testing.assert_allclose(dZ, d_scores, atol=1e-15)


def test_a_probability_of_exactly_one_half_predicts_zero():
    np.testing.assert_array_equal(above_half([0.5, np.nextafter(0.5, 1), 0.2]), [0, 1, 0])
    np.testing.assert_array_equal(above_zero([0.0, 0.1, -0.1]), [0, 1, 0])
    assert above_half(0.7) == 1


def test_the_most_probable_class_is_predicted_and_the_first_of_equals():
    np.testing.assert_array_equal(most_probable([[0.2, 0.7, 0.1], [0.4, 0.2, 0.4]]), [1, 0])


def test_a_loss_of_plain_values_decides_nothing():
    assert decision_for("values") is None
    assert decision_for("scores") is above_zero


def test_an_unknown_task_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match="task 'ranking' is unknown; choose one of binary, multi"):
        output_layer("ranking")
    assert output_layer("binary").decide is above_half
