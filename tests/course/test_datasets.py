"""Data sets: truth tables, points in a plane, made-up patients, and real files entry by entry."""

import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import sklearn.datasets
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course import datasets

SCRIPT = runpy.run_path(str(Path(__file__).with_name("make_datasets.py")))
DATA, files = SCRIPT["DATA"], SCRIPT["files"]
SHAPES = ("moons", "circles", "spirals", "blobs")


def sorted_rows(X, y):
    rows = np.column_stack([y, X]).round(12) + 0.0
    return rows[np.lexsort(rows.T[::-1])]


@pytest.mark.parametrize(
    ("name", "values"),
    [("or_", [0, 1, 1, 1]), ("and_", [0, 0, 0, 1]), ("xor", [0, 1, 1, 0]), ("nand", [1, 1, 1, 0])],
)
def test_truth_tables_count_upwards(name, values):
    X, y = getattr(datasets, name)()
    assert X.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert y.tolist() == values
    assert X.dtype == np.float64
    assert y.dtype == np.int64


def test_each_call_returns_new_arrays():
    X, y = datasets.or_()
    X[:], y[:] = 9, 9
    assert datasets.or_()[0].max() == 1
    assert datasets.or_()[1].max() == 1


def test_all_inputs_of_three():
    rows = ["".join(str(int(bit)) for bit in row) for row in datasets.all_inputs(3)]
    assert rows == ["000", "001", "010", "011", "100", "101", "110", "111"]
    assert datasets.all_inputs(0).shape == (1, 0)


@pytest.mark.parametrize("n_inputs", [-1, 21])
def test_all_inputs_has_a_limit(n_inputs):
    with pytest.raises(ValueError, match=f"n_inputs is {n_inputs}, expected (a whole|0 to 20)"):
        datasets.all_inputs(n_inputs)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ((0, 1, 1), r"values has shape \(3,\), expected \(2\*\*n_inputs,\)"),
        ((), r"values has shape \(0,\)"),
        (((0, 1), (1, 1)), r"values has shape \(2, 2\)"),
        ((0, 1, 2, 1), r"values are \[0, 1, 2, 1\], expected 0 and 1 only"),
    ],
)
def test_a_truth_table_says_what_is_wrong_with_it(values, message):
    with pytest.raises(ValueError, match=message):
        datasets.truth_table(values)


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("n_examples", [1, 2, 101])
def test_points_have_their_shape_and_shared_out_classes(name, n_examples, rng):
    X, y = getattr(datasets, name)(n_examples, 0.1, rng)
    assert X.shape == (n_examples, 2)
    assert y.shape == (n_examples,)
    assert y.dtype == np.int64
    counts = np.bincount(y, minlength=2)
    assert counts.tolist() == [(n_examples + 1) // 2, n_examples // 2]


@pytest.mark.parametrize("name", SHAPES)
def test_the_same_generator_gives_the_same_points(name):
    make = getattr(datasets, name)
    one = make(50, 0.2, np.random.default_rng(3))
    two = make(50, 0.2, np.random.default_rng(3))
    other = make(50, 0.2, np.random.default_rng(4))
    assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))
    assert not np.array_equal(one[0], other[0])


@pytest.mark.parametrize("name", SHAPES)
def test_rows_come_in_mixed_order(name, rng):
    _, y = getattr(datasets, name)(100, 0.1, rng)
    assert np.count_nonzero(np.diff(y)) > 10


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize(
    ("n_examples", "noise", "message"),
    [
        (0, 0.1, "n_examples is 0, expected a whole number of at least 1"),
        (10, -0.1, "noise is -0.1, expected 0 or a positive standard deviation"),
        (10, float("nan"), "noise is nan"),
    ],
)
def test_points_refuse_senseless_arguments(name, n_examples, noise, message, rng):
    with pytest.raises(ValueError, match=message):
        getattr(datasets, name)(n_examples, noise, rng)


@pytest.mark.parametrize("n_examples", [40, 41])
def test_moons_without_noise_are_those_of_scikit_learn(n_examples, rng):
    sizes = ((n_examples + 1) // 2, n_examples // 2)
    theirs = sklearn.datasets.make_moons(sizes)
    assert np.allclose(
        sorted_rows(*datasets.moons(n_examples, 0, rng)), sorted_rows(*theirs), atol=1e-11
    )


@pytest.mark.parametrize("inner_radius", [0.5, 0.8])
def test_circles_without_noise_are_those_of_scikit_learn(inner_radius, rng):
    ours = datasets.circles(40, 0, rng, inner_radius=inner_radius)
    theirs = sklearn.datasets.make_circles(40, factor=inner_radius)
    assert np.allclose(sorted_rows(*ours), sorted_rows(*theirs), atol=1e-11)


def test_circles_want_one_inside_the_other(rng):
    with pytest.raises(ValueError, match="inner_radius is 1, expected between 0 and 1"):
        datasets.circles(10, 0.1, rng, inner_radius=1)


def test_the_noise_is_the_standard_deviation_of_each_coordinate(rng):
    X, y = datasets.blobs(20_000, 0.3, rng, centers=[[0, 5, 1], [2, 2, 2], [9, 9, -9]])
    assert np.bincount(y).tolist() == [6667, 6667, 6666]
    for k, center in enumerate([[0, 5, 1], [2, 2, 2], [9, 9, -9]]):
        assert X[y == k].mean(axis=0) == pytest.approx(center, abs=0.02)
        assert X[y == k].std(axis=0) == pytest.approx([0.3] * 3, abs=0.01)


def test_blobs_want_rows_of_centres(rng):
    with pytest.raises(ValueError, match=r"centers has shape \(2,\), expected \(n_classes"):
        datasets.blobs(10, 0.1, rng, centers=[1, 2])


def test_spirals_turn_as_often_as_asked_and_the_arms_stand_opposite(rng):
    X, y = datasets.spirals(2000, 0, rng, n_turns=2)
    arm = X[y == 0][np.argsort(np.hypot(*X[y == 0].T))]
    radius, angle = np.hypot(*arm.T), np.unwrap(np.arctan2(arm[:, 1], arm[:, 0]))
    assert radius[[0, -1]] == pytest.approx([1 / 16, 1])
    assert (angle[-1] - angle[0]) / (2 * np.pi) == pytest.approx(2 * 15 / 16)
    assert np.allclose(sorted_rows(-X[y == 0], y[y == 0]), sorted_rows(X[y == 1], y[y == 0]))


def test_spirals_may_have_several_arms(rng):
    _, y = datasets.spirals(90, 0, rng, n_arms=3)
    assert np.bincount(y).tolist() == [30, 30, 30]
    with pytest.raises(ValueError, match="n_arms is 0"):
        datasets.spirals(90, 0, rng, n_arms=0)


def test_a_line_separates_blobs_but_not_circles(rng):
    scores = {}
    for name in ("blobs", "circles"):
        X, y = getattr(datasets, name)(400, 0.1, rng)
        scores[name] = LogisticRegression().fit(X, y).score(X, y)
    assert scores["blobs"] == 1
    assert scores["circles"] < 0.6


@pytest.mark.parametrize(("n_examples", "n_positive"), [(4, 1), (200, 27), (4000, 540)])
def test_the_clinical_set_has_its_share_of_positives_exactly(n_examples, n_positive, rng):
    X, y = datasets.clinical(n_examples, rng)
    assert X.shape == (n_examples, len(datasets.CLINICAL_FEATURES))
    assert y.sum() == n_positive
    assert set(y.tolist()) == {0, 1}


def test_the_clinical_set_repeats_exactly():
    first, second = (datasets.clinical(300, np.random.default_rng(7)) for _ in range(2))
    assert np.array_equal(first[0], second[0])
    assert np.array_equal(first[1], second[1])


def test_the_clinical_rows_are_not_sorted_by_outcome(rng):
    _, y = datasets.clinical(2000, rng)
    assert y[:1000].sum() == pytest.approx(135, abs=40)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_linear_model_of_the_clinical_set_is_informative_but_imperfect(seed):
    X, y = datasets.clinical(12_000, np.random.default_rng(seed))
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X[:6000], y[:6000])
    assert 0.77 < roc_auc_score(y[6000:], model.decision_function(X[6000:])) < 0.84
    assert model.score(X[6000:], y[6000:]) < 0.9  # hardly above the majority's 0.865


def test_the_noise_column_of_the_clinical_set_tells_nothing_and_the_others_something(rng):
    X, y = datasets.clinical(20_000, rng)
    areas = {
        feature.name: roc_auc_score(y, column)
        for feature, column in zip(datasets.CLINICAL_FEATURES, X.T, strict=True)
    }
    assert areas.pop("body_height") == pytest.approx(0.5, abs=0.02)
    bent = areas.pop("systolic_pressure")
    assert abs(bent - 0.5) < 0.06  # high and low pressure are both bad: no line sees it
    assert all(abs(area - 0.5) > 0.1 for area in areas.values())


def test_the_clinical_values_are_believable(rng):
    X, _ = datasets.clinical(20_000, rng)
    believable = {
        "age": (18, 99),
        "prior_admissions": (0, 15),
        "length_of_stay": (1, 90),
        "heart_rate": (40, 160),
        "systolic_pressure": (75, 230),
        "haemoglobin": (5, 19),
        "creatinine": (0.4, 12),
        "body_height": (135, 210),
    }
    for feature, column in zip(datasets.CLINICAL_FEATURES, X.T, strict=True):
        low, high = believable[feature.name]
        assert low <= column.min() < column.max() <= high, feature.name
        assert feature.unit
        assert feature.meaning


def test_the_clinical_set_wants_a_positive_row(rng):
    with pytest.raises(ValueError, match="n_examples is 3, expected a whole number of at least 4"):
        datasets.clinical(3, rng)


def test_breast_cancer_is_scikit_learns_copy_entry_by_entry():
    X, y = datasets.breast_cancer()
    theirs = sklearn.datasets.load_breast_cancer()
    assert X.dtype == np.float64
    assert np.array_equal(X, theirs.data)
    assert y.dtype == np.int64
    assert np.array_equal(y, 1 - theirs.target)
    named = [datasets.BREAST_CANCER_CLASSES[k] for k in y]
    assert named == [str(theirs.target_names[k]) for k in theirs.target]


def test_breast_cancer_features_are_named_in_scikit_learns_order():
    ours = [feature.name.replace("_", " ") for feature in datasets.BREAST_CANCER_FEATURES]
    expected = [
        f"error {name.removesuffix(' error')}" if name.endswith(" error") else name
        for name in map(str, sklearn.datasets.load_breast_cancer().feature_names)
    ]
    assert ours == expected


def test_digits_are_scikit_learns_copy_entry_by_entry():
    X, y = datasets.digits()
    theirs = sklearn.datasets.load_digits()
    assert X.dtype == np.float64
    assert np.array_equal(X, theirs.data)
    assert np.array_equal(X.reshape(-1, 8, 8), theirs.images)
    assert y.dtype == np.int64
    assert np.array_equal(y, theirs.target)


def test_the_script_writes_exactly_the_files_that_ship():
    made = files()
    assert {path.name for path in DATA.glob("*.npz")} == set(made)
    for name, content in made.items():
        assert (DATA / name).read_bytes() == content, f"run make_datasets.py to write {name}"
    assert sum(map(len, made.values())) < 500_000


def test_every_data_file_has_its_licence_and_its_source():
    text = (DATA / "LICENSES.md").read_text(encoding="utf-8")
    for path in DATA.glob("*.npz"):
        section = text.split(f"## `{path.name}`")[1].split("\n## ")[0]
        for word in ("CC BY 4.0", "Creators", "https://archive.ics.uci.edu", "https://doi.org/"):
            assert word in section, (path.name, word)


def test_importing_the_data_sets_reads_no_file():
    code = (
        "import sys, pathlib, numpy\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: event == 'open' and opened.append(str(args[0])))\n"
        "import course.datasets\n"
        "assert not [name for name in opened if name.endswith('.npz')], opened\n"
        "course.datasets.digits()\n"
        "assert [name for name in opened if name.endswith('digits.npz')]\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
