"""HW1B, Part 0: its numbers against the study and complex steps; marks that follow through."""

import numpy as np
import pytest

from autograder.exercise.mutation import grade_alone
from autograder.homework import hw1b

CHAIN = hw1b.homework.exercises["chain"]
ROW = hw1b.homework.exercises["network_row"]


def wanted(exercise, places=6):
    return {name: np.round(entry.want, places).tolist() for name, entry in exercise.entries.items()}


def named(exercise, answers):
    return [diagnosis.mistake for diagnosis in grade_alone(exercise, answers).diagnoses]


def test_part_0_is_worth_six_points():
    assert (CHAIN.points, ROW.points) == (3, 3)


def test_the_chain_holds_the_numbers_of_the_study():
    want = wanted(CHAIN)
    assert want["z1"] == -0.095
    assert want["a1"] == want["dz2_dw2"] == 0.476268
    assert want["z2"] == 0.44288
    assert want["a2"] == 0.608945
    assert want["loss"] == 0.179368
    assert want["dl_da2"] == 0.598945
    assert want["da2_dz2"] == 0.238131
    assert want["da1_dz1"] == 0.249437
    assert (want["dz2_da1"], want["dz1_dw1"]) == (0.3, 0.05)
    assert (want["dw2"], want["db2"]) == (0.067929, 0.142627)
    assert wanted(CHAIN, 8)["dw1"] == 0.00053365
    assert wanted(CHAIN, 8)["db1"] == 0.01067295


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def complex_step(loss, theta):
    """Derive by a complex step, which has no rounding error and no code of the homework."""
    return np.array([loss(theta + 1e-30j * unit).imag / 1e-30 for unit in np.eye(len(theta))])


def chain_loss(theta):
    w2, b2, w1, b1 = theta
    return 0.5 * (0.01 - sigmoid(w2 * sigmoid(w1 * 0.05 + b1) + b2)) ** 2


CHAIN_START = np.array([0.3, 0.3, 0.1, -0.1])
A1 = sigmoid(-0.095)
A2 = sigmoid(0.3 * A1 + 0.3)


def test_the_gradients_of_the_chain_agree_with_a_complex_step():
    gradient = complex_step(chain_loss, CHAIN_START)
    got = [CHAIN.entries[name].want for name in ("dw2", "db2", "dw1", "db1")]
    assert np.allclose(got, gradient, rtol=1e-12, atol=0)
    assert np.allclose(CHAIN.entries["updated"].want, CHAIN_START - 10 * gradient, rtol=1e-12)


def test_after_the_step_the_chain_answers_what_the_study_says():
    w2, b2, w1, b1 = CHAIN.entries["updated"].want
    assert round(sigmoid(w2 * sigmoid(w1 * 0.05 + b1) + b2), 6) == 0.214699


def row_loss(theta):
    W, b, w_out, b_out = theta[:6].reshape(2, 3), theta[6:9], theta[9:12], theta[12]
    return sigmoid(w_out @ sigmoid(np.ones(2) @ W + b) + b_out) ** 2


CANON = np.array([1, -1, 1, -1, 1, 1, -0.5, -0.5, -1.5, 1, 1, -1, -0.5])


def test_the_row_agrees_with_a_complex_step_and_the_study():
    gradient = complex_step(row_loss, CANON)
    assert np.allclose(ROW.entries["dw_1"].want, gradient[:3], rtol=1e-12)
    assert np.allclose(ROW.entries["dw_out"].want, gradient[9:12], rtol=1e-12)
    assert np.isclose(ROW.entries["delta"].want, gradient[12], rtol=1e-12)
    assert np.isclose(ROW.entries["loss"].want, row_loss(CANON))
    assert wanted(ROW, 4) == {
        "z": [-0.5, -0.5, 0.5],
        "a": [0.3775, 0.3775, 0.6225],
        "o": -0.3674,
        "p": 0.4092,
        "loss": 0.1674,
        "delta": 0.1978,
        "dw_out": [0.0747, 0.0747, 0.1231],
        "dw_1": [0.0465, 0.0465, -0.0465],
    }


# --- marks that follow through ------------------------------------------------------------------


def test_a_wrong_sign_that_is_carried_on_rightly_costs_one_cell_of_the_chain():
    a1 = sigmoid(0.095)
    z2 = 0.3 * a1 + 0.3
    a2 = sigmoid(z2)
    delta_2 = (a2 - 0.01) * a2 * (1 - a2)
    delta_1 = delta_2 * 0.3 * a1 * (1 - a1)
    gradient = np.array([delta_2 * a1, delta_2, delta_1 * 0.05, delta_1])
    answers = CHAIN.right_answers() | {
        "a1": round(a1, 4),
        "z2": round(z2, 4),
        "a2": round(a2, 4),
        "loss": round((a2 - 0.01) ** 2 / 2, 4),
        "dl_da2": round(a2 - 0.01, 4),
        "da2_dz2": round(a2 * (1 - a2), 4),
        "dz2_dw2": round(a1, 4),
        "updated": np.round(CHAIN_START - 10 * gradient, 3),
    }
    answers |= dict(zip(("dw2", "db2", "db1"), np.round(gradient[[0, 1, 3]], 4), strict=True))
    answers["dw1"] = round(gradient[2], 5)
    result = grade_alone(CHAIN, answers)
    assert [check.points for check in result.checks] == [0.5, 0.75, 0.5, 0.5, 0.5]
    assert [d.mistake for d in result.diagnoses] == ["loses_the_sign_of_z"]
    assert result.notes[0].startswith("Right for your own earlier numbers: z2, a2, loss, ")


def test_half_the_gradient_that_follows_from_half_a_delta_is_right():
    answers = ROW.right_answers() | {
        "delta": 0.0989,
        "dw_out": [0.0373, 0.0373, 0.0616],
        "dw_1": [0.0232, 0.0232, -0.0232],
    }
    result = grade_alone(ROW, answers)
    assert result.points == 2.5
    assert [d.mistake for d in result.diagnoses] == ["loses_the_two"]
    assert result.notes == ("Right for your own earlier numbers: dw_1.",)


def test_a_gradient_that_follows_from_nothing_stays_wrong():
    answers = ROW.right_answers() | {"delta": 0.3, "dw_1": [0.2, 0.2, 0.2]}
    result = grade_alone(ROW, answers)
    assert result.points == 1.75
    assert all("Right for your own" not in note for note in result.notes)


def test_the_chain_is_right_if_numbers_are_used_again_with_four_decimals_or_a_few_more(rng):
    for _ in range(300):
        used = rng.integers(4, 9, size=6)
        a1, a2 = round(A1, used[0]), round(A2, used[1])
        factors = (a2 - 0.01, round(a2 * (1 - a2), used[2]), round(a1 * (1 - a1), used[3]))
        db2 = round(factors[0] * factors[1], used[4])
        db1 = round(db2 * 0.3 * factors[2], used[5])
        answers = CHAIN.right_answers() | {
            "a1": a1,
            "dz2_dw2": a1,
            "a2": a2,
            "dl_da2": factors[0],
            "da2_dz2": factors[1],
            "da1_dz1": factors[2],
            "db2": db2,
            "dw2": round(db2 * a1, 4),
            "db1": round(db1, 4),
            "dw1": round(db1 * 0.05, 5),
        }
        assert grade_alone(CHAIN, answers).points == 3, answers


# --- slips that have been in print --------------------------------------------------------------


def test_the_deck_s_hidden_gradient_is_named_with_and_without_its_two():
    right = ROW.right_answers()
    assert named(ROW, right | {"dw_1": [0.0465, 0.0465, 0.0465]}) == [
        "leaves_out_the_output_weights"
    ]
    assert named(ROW, right | {"dw_1": [0.0232, 0.0232, 0.0232]}) == [
        "leaves_out_the_two_and_the_output_weights"
    ]
    assert named(ROW, right | {"dw_out": [0.0373, 0.0373, 0.0616]}) == ["loses_the_two"]


@pytest.mark.parametrize("again", [False, True])
def test_an_update_of_w2_before_the_gradient_of_w1_is_named(again):
    gradient = complex_step(chain_loss, CHAIN_START)
    moved = CHAIN_START.copy()
    moved[:2] -= 10 * gradient[:2]
    without = gradient[2:] * moved[0] / 0.3
    rest = complex_step(chain_loss, moved)[2:] if again else without
    moved[2:] -= 10 * rest
    name = "repeats_the_forward_pass_in_between" if again else "moves_w2_first"
    answers = CHAIN.right_answers() | {"updated": np.round(moved, 3).tolist()}
    assert named(CHAIN, answers) == [name]
    assert grade_alone(CHAIN, answers).points == 2.75


def test_the_neighbour_s_target_of_a_tenth_is_named():
    answers = CHAIN.right_answers() | {"dl_da2": 0.5089}
    assert grade_alone(CHAIN, answers).points == 2.75
    assert named(CHAIN, answers) == ["reads_another_target"]


def test_two_decimals_are_called_too_coarse():
    result = grade_alone(ROW, ROW.right_answers() | {"p": 0.41})
    message = next(check.message for check in result.checks if "p" in check.name.split("_"))
    assert "0.41 is too coarse: give at least four decimals" in message
