"""HW1B, Part 6: each printed number is recomputed, and exactly the claimed line is wrong."""

import re

import numpy as np
import pytest

from autograder.exercise.mutation import grade_alone
from autograder.homework import hw1b
from course.graph import canon, two_neuron_chain

SLIPS = {name: hw1b.homework.exercises[name] for name in ("slip_1", "slip_2", "slip_3")}


def printed_lines(name):
    """Return the numbered lines of a solution, 1 to 5."""
    body = SLIPS[name].prompt.partition("\nType the wrong line")[0]
    lines = re.split(r"\n(?=\d\. )", body)[1:]
    return {int(line[0]): " ".join(line[3:].split()) for line in lines}


def written(values, places=3):
    """Write numbers as the solutions do."""
    return "(" + ", ".join(f"{value:.{places}f}" for value in values) + ")"


def by_differences(graph, epsilon=1e-6):
    """Differentiate a graph's loss by each parameter, by central differences alone."""
    slopes = {}
    for node in graph.leaves("parameter"):
        value = node.value
        ends = []
        for moved in (value + epsilon, value - epsilon):
            ends.append(graph.copy().set({node.name: moved}).value("loss"))
        slopes[node.name] = (ends[0] - ends[1]) / (2 * epsilon)
    return slopes


def units(source, name):
    return np.array([source[f"{name}_{j}"] for j in (1, 2, 3)])


def values_of(graph, *names):
    return {f"{n}_{j}": graph.value(f"{n}_{j}") for n in names for j in (1, 2, 3)}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_worth_a_point_has_five_lines_and_shows_its_own_reasons(name):
    exercise = SLIPS[name]
    assert exercise.points == 1
    assert sorted(printed_lines(name)) == [1, 2, 3, 4, 5]
    plain = str.maketrans({"₁": "_1", "₂": "_2", "−": "-"})
    prompt = re.sub(r"[${}\\]", "", exercise.prompt)
    for letter, text in exercise.entries["reason"].options.items():
        assert f"- **{letter}** {text.translate(plain)}" in prompt


def test_slip_1_is_right_but_for_the_output_weights_that_are_missing():
    graph, lines = canon((1.0, 0.0), 1.0, times=2.0), printed_lines("slip_1")
    net, slopes = values_of(graph, "z", "h", "wo"), by_differences(graph)
    a = units(net, "h")
    assert written(units(net, "z"), 0) in lines[1]
    assert written(a, 4) in lines[1]
    assert f"= {graph.value('o'):.3f}$" in lines[2]
    assert f"p = {graph.value('p'):.4f}$" in lines[2]
    assert f"= {slopes['bo']:.3f}$" in lines[3]
    right = units(slopes, "w1")
    wrong = slopes["bo"] * a * (1 - a)
    assert written(wrong) in lines[4]
    assert np.abs(wrong - right).min() > 0.01
    assert np.allclose(wrong * units(net, "wo"), right)
    assert written(units(slopes, "wo")) in lines[5]


def test_slip_2_is_right_but_for_the_two_that_is_missing():
    graph, lines = canon((0.0, 1.0), 1.0), printed_lines("slip_2")
    net, slopes = values_of(graph, "z", "h", "wo"), by_differences(graph)
    assert written(units(net, "z"), 1) in lines[1]
    assert written(units(net, "h"), 4) in lines[1]
    assert f"= {graph.value('o'):.3f}$" in lines[2]
    assert f"p = {graph.value('p'):.3f}$" in lines[2]
    right = units(slopes, "wo")
    assert written(right / 2) in lines[3]
    assert written(right) not in lines[3]
    assert f"o = {slopes['bo']:.3f}$" in lines[4]
    assert written(units(slopes, "w2")) in lines[4]
    assert written(np.abs(units(slopes, "w1"))) in lines[5]


def test_slip_3_is_right_but_for_the_weight_that_moved_too_early():
    graph, lines = two_neuron_chain(2.0, 1.0, (0.5, 1.0), (-1.0, -0.5)), printed_lines("slip_3")
    slopes, rate = by_differences(graph), 4.0
    moved = {name: graph.value(name) - rate * slope for name, slope in slopes.items()}
    for name in ("z1", "a1", "z2", "a2"):
        assert f"${name[0]}_{name[1]} = {graph.value(name):g}$" in lines[1]
    assert f"= {slopes['b2']:.3f}$" in lines[1]
    for line, name in ((2, "w2"), (3, "b2"), (4, "b1")):
        assert f"= {round(slopes[name], 8):g}$, so" in lines[line]
        assert lines[line].endswith(f" = {round(moved[name], 6) + 0.0:g}$.")
    early = round(slopes["w1"] * moved["w2"] / graph.value("w2"), 8)
    assert f"= {early}$, so" in lines[5]
    assert lines[5].endswith(f" = {graph.value('w1') - rate * early}$.")
    assert round(moved["w1"], 6) == 0.75


def test_blaming_a_right_line_costs_the_visible_half_and_is_answered():
    for name, exercise in SLIPS.items():
        right = exercise.right_answers()
        for line in {1, 2, 3, 4, 5} - {right["line"]}:
            result = grade_alone(exercise, right | {"line": line})
            assert result.points == 0.5, name
        for reason in set("abcd") - {right["reason"]}:
            result = grade_alone(exercise, right | {"reason": reason})
            assert result.points == 0.5
            assert len(result.diagnoses) == 1, (name, reason)


def test_who_recomputes_the_right_lines_from_the_written_numbers_gets_what_is_written():
    a, p = np.array([0.7311, 0.0474, 0.2689]), 0.5048
    assert f"{2 * a[0] + 2 * a[1] - 2 * a[2] - 1:.3f}" == "0.019"
    assert f"{2 * (p - 1) * p * (1 - p):.3f}" == "-0.248"
    assert written(-0.248 * a) == "(-0.181, -0.012, -0.067)"
    a, p = np.array([0.1824, 0.6225, 0.3775]), 0.482
    assert f"{a[0] + a[1] - a[2] - 0.5:.3f}" == "-0.073"
    assert f"{2 * (p - 1) * p * (1 - p):.3f}" == "-0.259"
    assert written(-0.259 * np.array([1, 1, -1]) * a * (1 - a)) == "(-0.039, -0.061, 0.061)"
