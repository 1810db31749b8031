import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.dropout import Dropout, dropout_mask
from course.finite_differences import check_gradient

H = np.array([[0.2, 0.5, 0.9]])
W = np.array([1.0, -1.0, 2.0])
H.setflags(write=False)


def test_over_all_masks_scaling_keeps_the_mean_output_and_forgetting_it_halves_the_mean():
    # h = (.2, .5, .9), w = (1, -1, 2), rate .5: .75 unscaled, 1.50 inverted, 1.50 for the full net
    masks = np.array(list(itertools.product([0.0, 1.0], repeat=3)))
    inverted = [Dropout(0.5, mask[None] / 0.5).forward(H)[0] @ W for mask in masks]
    assert np.mean(masks * H @ W) == pytest.approx(0.75)
    assert np.mean(inverted) == pytest.approx(1.5)
    assert Dropout(0.5).forward(H)[0] @ W == pytest.approx(1.5)


def test_the_drawn_mask_is_in_the_cache_and_its_survivors_are_scaled():
    A, mask = Dropout(0.2).forward(np.ones((50, 40)), np.random.default_rng(0))
    np.testing.assert_array_equal(A, mask)
    np.testing.assert_array_equal(np.unique(mask), [0, 1 / 0.8])
    assert (mask == 0).mean() == pytest.approx(0.2, abs=0.03)


@settings(max_examples=30)
@given(st.floats(0, 0.95), st.integers(0, 2**32))
def test_dropout_keeps_the_mean(rate, seed):
    mask = dropout_mask((100, 100), rate, np.random.default_rng(seed))
    spread = np.sqrt(rate / (1 - rate)) / 100
    assert abs(mask.mean() - 1) <= 6 * spread + 1e-12


def test_without_an_rng_nothing_is_dropped():
    A, mask = Dropout(0.5).forward(H)
    np.testing.assert_array_equal(A, H)
    np.testing.assert_array_equal(mask, np.ones((1, 3)))


def test_what_was_struck_out_gets_no_gradient():
    layer, rng = Dropout(0.5), np.random.default_rng(6)
    X = np.random.default_rng(7).normal(size=(4, 3))
    _, mask = layer.forward(X, rng)
    dX, _ = layer.backward(np.ones((4, 3)), mask)
    assert 0 < (dX == 0).sum() < 12
    fixed = Dropout(0.5, mask)
    assert check_gradient(lambda x: float(fixed.forward(x)[0].sum()), dX, X).passed


def test_the_same_rng_draws_the_same_mask_and_the_precision_is_kept():
    X = np.ones((5, 5), dtype=np.float32)
    first, _ = Dropout(0.3).forward(X, np.random.default_rng(8))
    again, mask = Dropout(0.3).forward(X, np.random.default_rng(8))
    np.testing.assert_array_equal(first, again)
    assert again.dtype == mask.dtype == np.float32


@pytest.mark.parametrize("rate", [-0.1, 1, 1.5])
def test_a_rate_that_leaves_no_unit_is_refused(rate):
    with pytest.raises(ValueError, match=r"rate is .*, expected a number from 0 up to"):
        Dropout(rate).forward(H)


def test_a_fixed_mask_must_fit():
    with pytest.raises(ValueError, match=r"X has shape \(1, 3\), but the fixed mask has shape"):
        Dropout(0.5, np.ones((2, 3))).forward(H)
