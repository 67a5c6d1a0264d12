"""Rates and whole numbers: what is refused, and in which words."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from grader import reference as ref


def test_rates_tell_their_interval():
    with pytest.raises(ValueError, match=r"^t is -1; it must lie in \[0, inf\)\.$"):
        ref.soft_threshold([1.0], -1)
    with pytest.raises(ValueError, match=r"^rate is 1; it must lie in \[0, 1\)\.$"):
        ref.dropout_forward([1.0], 1, [0.5])
    with pytest.raises(ValueError, match=r"^delta is 0; it must lie in \(0, inf\)\.$"):
        ref.huber([1.0], [1.0], 0)
    with pytest.raises(ValueError, match=r"^l1_ratio is 2; it must lie in \[0, 1\]\.$"):
        ref.elastic_net_sklearn([1.0], 1, 2)
    with pytest.raises(ValueError, match=r"^t is nan; it must lie in"):
        ref.soft_threshold([1.0], float("nan"))
    with pytest.raises(ValueError, match=r"^l1_ratio is 1\.0000001; it must lie in \[0, 1\]\.$"):
        ref.elastic_net_sklearn([1.0], 1, 1.0000001)


def test_rates_are_numbers():
    for wrong in ("0.1", b"0.1", np.array("0.1"), None, 1j, [0.1], np.array([0.1])):
        with pytest.raises(TypeError, match=r"^delta is .*; it must be a real number\.$"):
            ref.huber([1.0], [0.0], wrong)
        if wrong is not None:
            with pytest.raises((TypeError, ValueError)):
                ref.focal_loss([1.0], [1], alpha=wrong)
    for right in (2, np.float16(2), np.array(2), Fraction(2), True + 1):
        assert ref.huber([3.0], [0.0], right) == 4


def test_whole_numbers_are_whole():
    with pytest.raises(TypeError, match=r"^classes is 2\.0; it must be a whole number\.$"):
        ref.one_hot([0], 2.0)
    with pytest.raises(TypeError, match=r"^classes is True; it must be a whole number\.$"):
        ref.one_hot([0], True)
    with pytest.raises(ValueError, match=r"^units is -1; it must be at least 0\.$"):
        ref.max_pieces_1d(-1)
    assert ref.one_hot([0], np.int64(2)).tolist() == [[1, 0]]


def test_ends_of_intervals():
    for rate in (1.0, 1.5):
        with pytest.raises(ValueError, match=rf"^rate is {rate:g}; it must lie in \[0, 1\)"):
            ref.dropout_forward([1.0], rate, [0.5])
    assert ref.expected_count(1.0, 1, 1) == 1
    assert ref.focal_loss([0.0], [1], alpha=1).shape == (1,)
    for c in (0, -1):
        with pytest.raises(ValueError, match=rf"^c is {c}; it must lie in \(0, inf\)"):
            ref.clip_by_norm([1.0], c)
