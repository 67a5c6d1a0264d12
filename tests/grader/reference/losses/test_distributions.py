"""Entropy and Kullback-Leibler divergence."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import special, stats
from torch.nn import functional

from grader import reference as ref

inf = np.inf


def test_small_cases_by_hand():
    assert ref.entropy([0.5, 0.5]) == pytest.approx(np.log(2))
    assert ref.entropy([0.0, 1.0]) == 0
    assert not np.signbit(ref.entropy([0.0, 1.0]))
    assert ref.kl_divergence([0.5, 0.5, 0], [0.25, 0.25, 0.5]) == pytest.approx(np.log(2))
    assert ref.kl_divergence([1.0, 0.0], [0.0, 1.0]) == inf
    assert ref.kl_divergence([0.5, 0.5], [0.5, 0.5]) == 0
    assert ref.kl_divergence([0.0, 1.0], [0.0, 1.0]) == 0
    got = ref.kl_divergence_grad([[0.5, 0.5, 0, 0]], [[0.25, 0, 0, 0.75]])
    assert got.tolist() == [[-2, -inf, 0, 0]]


def test_what_is_no_distribution_is_refused():
    good, bad = [0.5, 0.5], [0.5, 0.6]
    with pytest.raises(ValueError, match=r"^p has a row that sums to 1.1"):
        ref.entropy(bad)
    with pytest.raises(ValueError, match=r"^p has a row that sums to 1.1"):
        ref.kl_divergence(bad, good)
    with pytest.raises(ValueError, match=r"^q has a row that sums to 1.1"):
        ref.kl_divergence_grad(good, bad)
    with pytest.raises(ValueError, match=r"^p is a single number; an axis of classes is needed"):
        ref.entropy(1.0)
    with pytest.raises(ValueError, match=r"^p has a row that sums to 0"):
        ref.entropy(np.zeros((1, 2)))


def test_divergence_of_close_distributions_keeps_its_digits():
    p = np.array([0.5, 0.5])
    q = p + np.array([1e-8, -1e-8])
    assert ref.kl_divergence(p, q) == pytest.approx(2e-16, rel=1e-7, abs=0)


shares = arrays(np.float64, (3, 4), elements=st.floats(1e-3, 1))


@settings(max_examples=80)
@given(shares, shares)
def test_the_libraries_agree(a, b):
    p, q = (v / v.sum(axis=1, keepdims=True) for v in (a, b))
    got = ref.kl_divergence(p, q)
    np.testing.assert_allclose(got, special.rel_entr(p, q).sum(axis=1), rtol=1e-9, atol=1e-14)
    theirs = functional.kl_div(torch.from_numpy(q).log(), torch.from_numpy(p), reduction="none")
    np.testing.assert_allclose(got, theirs.numpy().sum(axis=1), rtol=1e-9, atol=1e-14)
    np.testing.assert_allclose(ref.entropy(p), stats.entropy(p, axis=1), rtol=1e-12)
    assert (got >= 0).all()


def test_a_negative_zero_is_a_zero():
    assert ref.kl_divergence_grad([0.5, 0.5], [-0.0, 1.0]).tolist() == [-np.inf, -0.5]
