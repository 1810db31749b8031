import numpy as np
import pytest

from course.early_stopping import EarlyStopping


def watch(losses, **settings):
    watcher = EarlyStopping(**settings)
    for epoch, loss in enumerate(losses):
        watcher = watcher.observe(epoch, loss, (np.array([float(epoch)]),))
        if watcher.stop:
            return watcher, epoch
    return watcher, None


def test_it_stops_after_patience_disappointments_in_a_row_and_remembers_the_best():
    watcher, epoch = watch([3, 2, 2.5, 1, 1.5, 1.2, 0.1], patience=2)
    assert (epoch, watcher.best_epoch, watcher.best_loss) == (5, 3, 1)
    assert watcher.best_parameters[0] == [3.0]


def test_an_improvement_makes_it_patient_again():
    assert watch([3, 4, 2, 3, 1, 2], patience=2)[1] is None


def test_an_equal_loss_is_no_improvement_and_neither_is_a_tiny_one():
    assert watch([1, 1, 1], patience=2)[1] == 2
    assert watch([1, 0.95, 0.91], patience=2, min_improvement=0.1)[1] == 2
    assert watch([1, 0.95, 0.85], patience=2, min_improvement=0.1)[1] is None


def test_nan_is_no_improvement():
    watcher, epoch = watch([1, np.nan, np.nan], patience=2)
    assert (epoch, watcher.best_epoch) == (2, 0)


def test_a_watcher_is_a_value():
    start = EarlyStopping(patience=3)
    start.observe(0, 1.0, ())
    assert start == EarlyStopping(patience=3)


def test_impatience_is_refused():
    with pytest.raises(ValueError, match="patience is 0, expected a whole number of at least 1"):
        EarlyStopping(patience=0).observe(0, 1.0, ())
