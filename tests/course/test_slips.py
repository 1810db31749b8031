"""The recorded slips: the wrong version differs, the right one is right."""

import numpy as np
import pytest

from course.graph import canon, neuron_chain, sigmoid_neuron, two_neuron_chain
from course.notation import DECKS
from course.slips import SLIPS, THEMES, by_deck, by_theme, slip
from course.slips.backward import CHAIN
from course.slips.descent import example_slope
from course.slips.losses import SCORES

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
OR = np.array([0.0, 1.0, 1.0, 1.0])
COMPUTABLE = [entry.id for entry in SLIPS.values() if entry.computable]


def sigma(h):
    return 1 / (1 + np.exp(-np.asarray(h, float)))


def slope(function, at, step=1e-6):
    return (function(at + step) - function(at - step)) / (2 * step)


def test_all_forty_eight_are_recorded_in_order_and_in_full():
    assert list(SLIPS) == [f"E{number}" for number in range(1, 49)]
    for entry in SLIPS.values():
        assert entry.theme in THEMES
        assert entry.decks
        assert set(entry.decks) <= set(DECKS)
        for text in (entry.where, entry.printed, entry.right, entry.why):
            assert len(text) > 5, entry.id
            assert text.count("$") % 2 == 0, entry.id
        assert entry.printed != entry.right
        assert (entry.wrong is None) == (entry.correct is None) == (not entry.example), entry.id
    assert len(COMPUTABLE) >= 30


@pytest.mark.parametrize("id", COMPUTABLE)
def test_the_wrong_version_differs_from_the_right_one(id):
    entry = slip(id)
    wrong, right = entry.wrong(*entry.example), entry.correct(*entry.example)
    if isinstance(right, dict):
        assert wrong.keys() == right.keys()
        wrong, right = list(wrong.values()), list(right.values())
    assert np.shape(wrong) == np.shape(right)
    assert not np.array_equal(wrong, right)


def test_e1_the_printed_row_would_spoil_the_table():
    p = sigma(X @ [1, -1] - 0.5)
    assert slip("E1").correct(0.5) == pytest.approx(p[2])
    printed = np.array([0.38, 0.18, slip("E1").wrong(0.5), 0.38])
    assert np.round(slip("E1").wrong(0.5), 2) == 0.38
    assert np.sum((printed > 0.5) == OR) == 1
    exact = p.copy()
    exact[2] = slip("E1").wrong(0.5)
    assert np.sum((OR - exact) ** 2) == pytest.approx(1.586, abs=5e-4)
    assert np.sum((OR - p) ** 2) == pytest.approx(1.341, abs=5e-4)


def test_e2_the_printed_expression_is_worth_0_6225():
    assert slip("E2").wrong(-0.5) == pytest.approx(0.6225, abs=5e-5)
    assert slip("E2").correct(-0.5) == pytest.approx(0.3775, abs=5e-5)


def test_e3_rounding_and_or_equal_disagree_at_a_tie():
    p = np.array([0.5, 0.2, 0.9])
    assert list(slip("E3").wrong(p) - slip("E3").correct(p)) == [1, 0, 0]
    assert list(slip("E3").correct(p)) == list(np.round(p))


def test_e4_and_e5_finite_differences_decide():
    graph = canon((1, 1), 0)
    y, p = 0.0, graph.value("p")
    h = np.array([graph.value(f"h_{j}") for j in (1, 2, 3)])
    w_out = np.array([1.0, 1.0, -1.0])

    def loss(name):
        return lambda value: graph.copy().set({name: value}).value("loss")

    outer = np.array([slope(loss(f"wo_{j}"), w_out[j - 1]) for j in (1, 2, 3)])
    inner = np.array([slope(loss(f"w1_{j}"), graph.value(f"w1_{j}")) for j in (1, 2, 3)])
    assert slip("E4").correct(y, p, h) == pytest.approx(outer, abs=1e-9)
    assert outer / slip("E4").wrong(y, p, h) == pytest.approx([2, 2, 2], abs=1e-7)
    assert slip("E5").correct(y, p, w_out, h, 1.0) == pytest.approx(inner, abs=1e-9)
    assert inner / slip("E5").wrong(y, p, w_out, h, 1.0) == pytest.approx(2 * w_out, abs=1e-7)


def test_e6_each_unit_has_its_own_factor():
    graph = canon((1, 1), 0)
    h = np.array([graph.value(f"h_{j}") for j in (1, 2, 3)])
    measured = [
        slope(lambda v, j=j: graph.copy().set({f"w1_{j}": v}).value("o"), graph.value(f"w1_{j}"))
        for j in (1, 2, 3)
    ]
    assert slip("E6").correct(np.array([1, 1, -1]), h, 1.0) == pytest.approx(measured, abs=1e-9)


def test_e7_the_norm_is_the_root():
    w = np.array([3.0, 4.0])
    assert (slip("E7").wrong(w), slip("E7").correct(w)) == (25, np.linalg.norm(w))


def test_e9_a_second_activation_keeps_p_above_one_half():
    w = np.array([-30.0, -40.0])
    assert np.all(slip("E9").wrong(X, w, -0.5) >= 0.5)
    assert slip("E9").correct(X, w, -0.5) == pytest.approx(sigma(X @ w - 0.5))


def test_e10_and_e11_follow_the_rows_and_the_first_index_is_the_input():
    W, b = np.arange(6.0).reshape(2, 3), np.array([0.1, 0.2, 0.3])
    rows = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    assert slip("E10").correct(rows, W, b) == pytest.approx(np.array([r @ W + b for r in rows]))
    assert slip("E11").correct(W, 2, 3) == 5


def test_e14_the_other_way_round_is_the_reciprocal():
    measured = slope(lambda w: (w * 2 - 3) ** 2, 0.5)
    assert slip("E14").correct(0.5, 2, 3) == pytest.approx(measured, rel=1e-8)
    assert slip("E14").wrong(0.5, 2, 3) == pytest.approx(1 / measured, rel=1e-8)


def test_e15_each_loss_has_its_own_slope():
    for y, h in zip(OR, X @ [1, -1] - 0.5, strict=True):
        squared = slope(lambda v, y=y: (y - sigma(v)) ** 2, h)
        entropy = slope(lambda v, y=y: -y * np.log(sigma(v)) - (1 - y) * np.log(1 - sigma(v)), h)
        assert slip("E15").correct(y, sigma(h)) == pytest.approx(squared, abs=1e-9)
        assert slip("E15").wrong(y, sigma(h)) == pytest.approx(entropy, abs=1e-9)


def test_e16_the_rate_belongs_to_the_step():
    w, gradient = np.array([1.0, -1.0]), np.array([-0.117502, -0.134109])
    assert slip("E16").correct(w, gradient, 0.1) == pytest.approx([1.011750, -0.986589], abs=1e-6)


def test_e19_scaling_keeps_the_mean_and_its_lack_halves_it(rng):
    A = np.full(100_000, 0.8)
    mask = (rng.random(A.shape) >= 0.5).astype(float)
    assert np.mean(slip("E19").correct(A, mask, 0.5)) == pytest.approx(0.8, abs=0.01)
    assert np.mean(slip("E19").wrong(A, mask, 0.5)) == pytest.approx(0.4, abs=0.01)


def test_e20_the_bias_is_not_pulled():
    w, b = np.array([1.0, -1.0]), -0.5
    measured = [slope(lambda v, i=i: 0.1 * (v**2 + w[1 - i] ** 2), w[i]) for i in (0, 1)]
    assert slip("E20").correct(w, b, 0.1) == pytest.approx([*measured, 0], abs=1e-9)
    assert slip("E20").wrong(w, b, 0.1)[2] == pytest.approx(2 * 0.1 * b)


def test_e21_the_mean_squared_error_is_twice_the_half():
    p = sigma(X @ [1, -1] - 0.5)
    assert slip("E21").wrong(OR, p) == pytest.approx(0.16762, abs=5e-6)
    assert slip("E21").correct(OR, p) == pytest.approx(0.33524, abs=5e-6)


def test_e22_an_output_that_is_always_one_must_cost_something():
    t, o = np.array([0.0]), np.array([0.999])
    assert slip("E22").wrong(t, o) == 0
    assert slip("E22").correct(t, o) == pytest.approx(6.91, abs=5e-3)


@pytest.mark.parametrize(
    ("version", "loss", "eigenvalues"),
    [
        ("correct", "squared_error", (-0.0290, 0.0158, 0.1025)),
        ("wrong", "binary_cross_entropy", (0.0364, 0.0471, 0.3436)),
    ],
)
def test_e23_the_curvatures_are_those_of_finite_differences(version, loss, eigenvalues):
    def gradient(v):
        total = np.zeros(3)
        for x, y in zip(X, OR, strict=True):
            total += list(
                sigmoid_neuron(list(x), y, list(v[:2]), v[2], loss).gradient("loss").values()
            )
        return total / 4

    start = np.array([1.0, -1.0, -0.5])
    columns = [
        (gradient(start + step) - gradient(start - step)) / 2e-5 for step in 1e-5 * np.eye(3)
    ]
    measured = np.linalg.eigvalsh((np.array(columns) + np.array(columns).T) / 2)
    computed = getattr(slip("E23"), version)(start[:2], start[2], X, OR)
    assert computed == pytest.approx(measured, abs=1e-8)
    assert computed == pytest.approx(eigenvalues, abs=5e-5)


def test_e26_all_inputs_are_summed():
    x, w = np.arange(1.0, 5.0), np.array([0.5, -0.5, 0.25, 1.0])
    assert slip("E26").correct(x, w, 0.1, 3) == pytest.approx(x @ w + 0.1)


@pytest.mark.parametrize(
    ("name", "label", "loss", "best"),
    [("cat", 3, 5.1698, 5), ("automobile", 1, 0.5775, 1), ("frog", 6, 11.2945, 9)],
)
def test_e27_the_scores_with_their_signs(name, label, loss, best):
    scores = SCORES[name]
    assert slip("E27").correct(scores, label) == pytest.approx(loss, abs=5e-5)
    by_numpy = -np.log(np.exp(scores[label]) / np.sum(np.exp(scores)))
    assert slip("E27").correct(scores, label) == pytest.approx(by_numpy, abs=1e-12)
    assert np.argmax(scores) == best


def test_e27_without_signs_the_cat_is_an_automobile():
    assert np.argmax(np.abs(SCORES["cat"])) == 1
    assert slip("E27").wrong(SCORES["cat"], 3) == pytest.approx(6.34, abs=5e-3)


def test_e28_and_e45_what_print_did_to_numbers_and_letters():
    assert [slip("E28").wrong(n) for n in (2, 3, 5, 8, 11)] == [102, 103, 105, 108, 1011]
    assert slip("E28").correct(8) == 10**8
    assert slip("E45").correct("у") == "y" != slip("E45").wrong("у")


def test_e31_it_hops_but_does_not_diverge():
    slip_31 = slip("E31")
    assert slip_31.correct(-2.0, 1.3, 20_000) is False
    assert slip_31.correct(-2.0, 1.6, 20_000) is True
    theta, seen = -2.0, []
    for _ in range(5_000):
        theta -= 1.3 * example_slope(theta)
        seen.append(theta)
    assert -4.04 - 5e-3 < min(seen) < max(seen) < -1.66 + 5e-3
    assert max(seen[-100:]) - min(seen[-100:]) > 0.1


def test_e31_it_diverges_from_about_1_53_on():
    assert slip("E31").correct(-2.0, 1.525, 20_000) is False
    assert slip("E31").correct(-2.0, 1.53, 20_000) is True


@pytest.mark.parametrize(
    ("start", "minimum", "curvature", "limit"),
    [(-0.5, -3.3613, 2.0755, 0.9636), (0.25, 4.3628, 2.6975, 0.7414)],
)
def test_e31_a_minimum_holds_descent_up_to_two_over_its_curvature(start, minimum, curvature, limit):
    theta = start
    for _ in range(300):
        theta -= 0.5 * example_slope(theta)
    assert theta == pytest.approx(minimum, abs=5e-5)
    assert slope(example_slope, theta) == pytest.approx(curvature, abs=1e-4)
    assert 2 / slope(example_slope, theta) == pytest.approx(limit, abs=1e-4)
    for rate, settles in ((0.98 * limit, True), (1.02 * limit, False)):
        place = theta + 1e-3
        for _ in range(1000):
            place -= rate * example_slope(place)
        assert (abs(place - theta) < 1e-6) is settles


def test_e31_slope_is_the_derivative_of_the_drawn_function():
    def drawn(theta):
        return 0.02 * ((theta - 0.333) ** 4 - 30 * theta**2)

    for theta in (-3.3, -0.5, 0.25, 4.3):
        assert example_slope(theta) == pytest.approx(slope(drawn, theta), abs=1e-7)
    for start, end, value in ((-0.5, -3.3613, -3.0537), (0.25, 4.3628, -6.1461)):
        theta = start
        for _ in range(300):
            theta -= 0.5 * example_slope(theta)
        assert theta == pytest.approx(end, abs=5e-5)
        assert drawn(theta) == pytest.approx(value, abs=5e-5)


def test_e32_the_first_layer_multiplies_the_input():
    graph = neuron_chain(0.7, 0.0, [0.4, -1.3])
    measured = slope(lambda v: graph.copy().set(w1=v).value("a2"), 0.4)
    assert slip("E32").correct(0.7, 0.4, -1.3) == pytest.approx(measured, abs=1e-9)


def test_e33_the_quadratic_model_is_smallest_at_the_step():
    loss, gradient, rate = 0.3, -0.47, 0.5
    steps = np.linspace(-1, 1, 2001)
    values = [slip("E33").correct(loss, gradient, step, rate) for step in steps]
    assert steps[np.argmin(values)] == pytest.approx(-rate * gradient, abs=1e-3)
    lines = [slip("E33").wrong(loss, gradient, step, rate) for step in (1, 10, 100)]
    assert lines[0] > lines[1] > lines[2]


def test_e34_and_e35_one_inactive_unit_stops_the_path_but_is_not_dead():
    z, w = np.array([0.3, -0.1, 0.7]), np.array([0.5, 2.0, 0.5])
    assert slip("E34").correct(z, w) == 0
    assert slip("E34").wrong(z, w) == 1
    Z = np.array([[0.5, -1.0], [-0.5, -2.0]])
    assert list(slip("E35").correct(Z)) == [False, True]
    assert list(slip("E35").wrong(Z)) == [True, True]


def test_e36_there_is_a_best_number_of_units():
    bound = [slip("E36").correct(q, 2, 1000) for q in range(1, 200)]
    assert 0 < int(np.argmin(bound)) < 198
    assert bound[-1] > min(bound)


def test_e39_two_linear_layers_have_one_slope():
    graph = neuron_chain(1.0, 0.0, [0.5, -3.0], activation="identity")
    measured = slope(lambda v: graph.copy().set(x=v).value("a2"), 1.0)
    assert slip("E39").correct(0.5, -3.0) == pytest.approx(measured, abs=1e-9)


def test_e40_one_after_another_takes_another_derivative():
    entry, parameters = slip("E40"), CHAIN
    right = entry.correct(0.05, 0.01, parameters, 1.0)
    graph = two_neuron_chain()
    gradient = graph.gradient("loss")
    assert right == pytest.approx({n: graph.value(n) - d for n, d in gradient.items()}, abs=1e-15)
    for again, derivative in ((False, 0.000413), (True, 0.000410)):
        wrong = entry.wrong(0.05, 0.01, parameters, 1.0, again)
        assert parameters["w1"] - wrong["w1"] == pytest.approx(derivative, abs=5e-7)
        assert wrong["w2"] == right["w2"]
    assert parameters["w1"] - right["w1"] == pytest.approx(0.000534, abs=5e-7)


def test_e8_e30_and_e48_names_are_given_to_the_right_things():
    assert slip("E8").correct("L2") == "ridge"
    assert list(slip("E30").correct(np.array([-1.0, 0.0, 1.0]))) == [0, 1, 1]
    assert slip("E48").correct(0.5) == pytest.approx(sigma(0.5))


def test_slips_are_found_by_theme_and_by_deck():
    assert sum(len(by_theme(theme)) for theme in THEMES) == 48
    assert [entry.id for entry in by_theme("backward")][:2] == ["E4", "E5"]
    assert "E40" in [entry.id for entry in by_deck("sennblad")]
    with pytest.raises(ValueError, match="no theme 'typos'"):
        by_theme("typos")
    with pytest.raises(KeyError, match="no slip 'E49'"):
        slip("E49")
