"""The slips as worked derivations: one line is wrong, and numbers decide."""

import numpy as np
import pytest

from course.slips import SLIPS, by_theme, slip
from course.slips.derivations import WRITTEN, derivation_of, evidence


@pytest.mark.parametrize("id", SLIPS)
def test_every_slip_has_a_derivation_with_one_wrong_line_and_a_true_reason(id):
    made = derivation_of(slip(id), by_theme(slip(id).theme))
    assert made.id == id
    assert 0 <= made.at < len(made.lines) >= 2
    assert made.mended != made.lines[made.at]
    assert (made.mended in made.lines) == (id not in WRITTEN)
    assert len(set(made.reasons)) == len(made.reasons) >= 3
    for text in (made.task, made.mended, *made.lines, *made.reasons, *made.labels):
        assert text.count("$") % 2 == 0
        assert text.strip()


@pytest.mark.parametrize("id", WRITTEN)
def test_the_numbers_decide_against_the_printed_line(id):
    found = evidence(slip(id), WRITTEN[id])
    assert found
    printed, right = ([getattr(e, which) for e in found] for which in ("printed", "right"))
    assert not np.allclose(printed, right, rtol=1e-3)
    if WRITTEN[id].measure:
        assert WRITTEN[id].how
        measured = [e.measured for e in found]
        np.testing.assert_allclose(measured, right, rtol=2e-5, atol=1e-8)


def test_where_the_line_stands_does_not_give_it_away():
    assert len({made.at for made in WRITTEN.values()}) >= 3
    assert len({derivation_of(slip(id), ()).at for id in ("E12", "E13")}) == 2


def test_the_readers_own_function_stands_beside_the_others():
    found = evidence(slip("E4"), WRITTEN["E4"], lambda y, p, h: 2 * (p - y) * p * (1 - p) * h)
    assert [e.own for e in found] == pytest.approx([e.right for e in found])


def test_an_own_function_with_too_few_numbers_is_refused():
    with pytest.raises(ValueError, match="got 1 numbers, expected 3"):
        evidence(slip("E4"), WRITTEN["E4"], lambda y, p, h: 0.5)


def test_a_slip_of_words_has_no_numbers():
    assert evidence(slip("E8"), derivation_of(slip("E8"), by_theme("regularisation"))) == ()
