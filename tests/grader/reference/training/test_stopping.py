"""Early stopping."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader import reference as ref

inf, nan = np.inf, np.nan

VALUES = [0.9, 0.7, 0.72, 0.71, 0.69, 0.70, 0.71, 0.72]


def test_known_values_of_early_stopping():
    table = {
        (1,): (2, 1),
        (2,): (3, 1),
        (3,): (7, 4),
        (3, 0.02): (4, 1),
        (10,): (-1, 4),
        (0,): (2, 1),
    }
    for arguments, wanted in table.items():
        assert ref.early_stopping(VALUES, *arguments) == wanted
    stop, best = ref.early_stopping_many([VALUES, [3, 2, 1, 0, -1, -2, -3, -4]], 3)
    assert (stop.tolist(), best.tolist()) == ([7, -1], [4, 7])


def test_edges_of_early_stopping():
    assert ref.early_stopping([1.0], 1) == (-1, 0)
    assert ref.early_stopping([1.0, 1.0], 1) == (1, 0)
    assert ref.early_stopping([1.0, 1.0, 1.0], 2) == (2, 0)
    assert ref.early_stopping([nan, 1.0, nan, 0.5], 2) == (-1, 3)
    assert ref.early_stopping([nan, nan, nan], 2) == (1, -1)
    assert ref.early_stopping([inf, 1.0], 5) == (-1, 1)
    # The first epoch counts, but training does not stop at it.
    assert ref.early_stopping([nan, nan], 2) == (1, -1)
    assert ref.early_stopping([inf, inf, 1.0, 2.0, 2.0, 2.0], 2) == (1, -1)
    assert ref.early_stopping([inf, 1.0, 2.0, 2.0, 2.0], 2) == (3, 1)
    assert ref.early_stopping([-inf, -inf, nan], 2) == (2, 0)
    for patience in (0, 1):
        assert ref.early_stopping([nan, 1.0, 1.0], patience) == (2, 1)
        assert ref.early_stopping([nan, nan, 1.0], patience) == (1, -1)
    # A loss in float32 less a tenth is compared in float64, one run or many.
    close = np.array([1, 0.9], "f4")
    assert ref.early_stopping(close, 1, 0.1) == (-1, 1)
    assert ref.early_stopping_many(close[None], 1, 0.1)[1].tolist() == [1]
    assert ref.early_stopping([1.0, 0.5, 0.25], 1, 0.25) == (2, 1)
    assert ref.early_stopping([1.0, 0.75], 1, 0.25) == (1, 0)
    assert type(ref.early_stopping([1.0], 1).stop_epoch) is int


@settings(max_examples=60)
@given(
    arrays(np.float64, (4, 12), elements=st.sampled_from([*range(7), nan, inf])),
    st.integers(0, 5),
    st.sampled_from([0.0, 1.0]),
)
def test_many_runs_are_like_one_after_the_other(values, patience, delta):
    stop, best = ref.early_stopping_many(values, patience, delta)
    for row, s, b in zip(values, stop, best, strict=True):
        assert ref.early_stopping(row, patience, delta) == (s, b)


def test_early_stopping_refusals():
    for function, good in ((ref.early_stopping, [1.0]), (ref.early_stopping_many, [[1.0]])):
        with pytest.raises(ValueError, match=r"^patience is -1"):
            function(good, -1)
        with pytest.raises(TypeError, match=r"^patience is 1.5"):
            function(good, 1.5)
        with pytest.raises(ValueError, match=r"^min_delta is -1"):
            function(good, 1, -1)
        with pytest.raises(ValueError, match=r"it must be \((T|R)"):
            function([[[1.0]]], 1)
    with pytest.raises(ValueError, match=r"^values is empty"):
        ref.early_stopping([], 1)
    with pytest.raises(ValueError, match=r"^values has no epochs"):
        ref.early_stopping_many(np.zeros((2, 0)), 1)
