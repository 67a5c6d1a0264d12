from __future__ import annotations

import numpy as np

from grader.feedback.smallest_input.shrinking import shrunk_calls
from grader.lab import call


def made(*args: object, **kwargs: object) -> list:
    return list(shrunk_calls(call("f", *args, **kwargs), np.random.default_rng(0)))


def test_smallest_come_first_and_equal_lengths_stay_equal() -> None:
    found = made(np.full((7, 4), 0.3), np.arange(7) % 4)
    shapes = [(shrunk.args[0].shape, shrunk.args[1].shape) for shrunk in found]
    assert shapes[0] == ((1, 2), (1,))
    assert all(z[0] == y[0] for z, y in shapes)
    assert shapes[-1] == ((7, 4), (7,))


def test_labels_stay_classes_that_there_are() -> None:
    for shrunk in made(np.full((7, 4), 0.3), np.arange(7) % 4):
        z, y = shrunk.args
        assert y.size == 0 or (y.min() >= 0 and y.max() < z.shape[1])


def test_dtype_order_and_texts_are_kept() -> None:
    first = np.asfortranarray(np.full((3, 2), 0.7, np.float32))
    for shrunk in made(first, kind="l1", rate=0.123):
        assert shrunk.args[0].dtype == np.float32
        assert shrunk.args[0].flags.f_contiguous
        assert shrunk.kwargs == {"kind": "l1", "rate": 0.1}


def test_numbers_keep_their_kind() -> None:
    probabilities = np.concatenate([shrunk.args[0] for shrunk in made(np.array([0.2, 0.7]))])
    assert set(probabilities) <= {0.0, 0.25, 0.5, 1.0}
    extreme = np.concatenate([shrunk.args[0] for shrunk in made(np.array([-1000.0, 30.0]))])
    assert np.abs(extreme).max() == 1000
    counts = np.concatenate([shrunk.args[0] for shrunk in made(np.array([-4, 5]))])
    assert counts.dtype.kind == "i"


def test_integers_far_from_zero_keep_their_sign() -> None:
    for given, kept in ([7, 7, 9], {1, 2, 3}), ([-(10**15), -4], {-1, -2, -3}):
        drawn = np.concatenate([shrunk.args[0] for shrunk in made(np.array(given))])
        assert set(drawn) <= kept
        assert len(set(drawn)) > 1


def test_input_of_nothing_stays_one() -> None:
    assert {shrunk.args[0].shape for shrunk in made(np.zeros((0, 5)))} <= {
        (0, 1),
        (0, 2),
        (0, 3),
        (0, 5),
    }
