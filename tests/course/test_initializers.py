import numpy as np
import pytest

from course import initializers as init

N_IN, N_OUT = 200, 100


@pytest.mark.parametrize("name", init.INITIALIZERS)
def test_each_initializer_has_its_shape_and_repeats_itself(name):
    draw = init.INITIALIZERS[name]
    first = draw(4, 3, np.random.default_rng(9))
    np.testing.assert_array_equal(first, draw(4, 3, np.random.default_rng(9)))
    assert first.shape == (4, 3)
    assert first.dtype == np.float64


@pytest.mark.parametrize(
    ("name", "variance"),
    [
        ("zeros", 0),
        ("normal", 1),
        ("truncated_normal", 0.8796**2),
        ("uniform", 1 / 3),
        ("orthogonal", 1 / N_IN),
        ("glorot_uniform", 2 / (N_IN + N_OUT)),
        ("glorot_normal", 2 / (N_IN + N_OUT)),
        ("he_uniform", 2 / N_IN),
        ("he_normal", 2 / N_IN),
    ],
)
def test_each_initializer_has_its_variance(name, variance):
    W = init.INITIALIZERS[name](N_IN, N_OUT, np.random.default_rng(10))
    assert W.var() == pytest.approx(variance, rel=0.05)
    assert abs(W.mean()) <= 5 * np.sqrt(variance / W.size)


def test_bounds_are_kept():
    rng = np.random.default_rng(11)
    assert np.abs(init.truncated_normal(N_IN, N_OUT, rng, scale=0.1)).max() <= 0.2
    assert np.abs(init.uniform(N_IN, N_OUT, rng, limit=0.1)).max() <= 0.1
    assert np.abs(init.glorot_uniform(3, 3, rng)).max() <= 1


@pytest.mark.parametrize(("n_in", "n_out"), [(5, 3), (3, 5), (4, 4)])
def test_an_orthogonal_start_has_orthonormal_rows_or_columns(n_in, n_out):
    W = init.orthogonal(n_in, n_out, np.random.default_rng(12), gain=2.0)
    G = W.T @ W if n_in >= n_out else W @ W.T
    np.testing.assert_allclose(G, 4 * np.eye(min(n_in, n_out)), atol=1e-14)


def test_every_rotation_is_as_likely_as_its_mirror_image():
    firsts = [init.orthogonal(2, 2, np.random.default_rng(s))[0, 0] for s in range(200)]
    assert 0.35 < np.mean(np.array(firsts) > 0) < 0.65
