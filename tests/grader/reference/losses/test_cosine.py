"""Cosine loss."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from torch.nn import functional

from grader import reference as ref


def test_small_cases_by_hand():
    a = np.array([[1.0, 0], [1, 0], [1, 0], [1, 0]])
    b = np.array([[2.0, 0], [0, 3], [-1, 0], [1, 1]])
    np.testing.assert_allclose(ref.cosine_loss(a, b), [0, 1, 2, 1 - np.sqrt(0.5)], atol=1e-15)
    slope = ref.cosine_loss_grad([1.0, 0], [0, 2.0])
    np.testing.assert_allclose(slope, [-0.5, 0], atol=1e-15)


def test_a_zero_vector_has_no_direction():
    assert ref.cosine_loss([[0.0, 0], [1, 0]], [[1.0, 0], [0, 0]]).tolist() == [1, 1]
    got = ref.cosine_loss_grad([[0.0, 0], [1, 0]], [[1.0, 0], [0, 0]])
    assert got.tolist() == [[0, 0], [0, 0]]


def test_small_angles_and_huge_vectors_keep_their_digits():
    assert ref.cosine_loss([1.0, 0], [1.0, 1e-9]) == pytest.approx(5e-19, rel=1e-9, abs=0)
    assert ref.cosine_loss([3e200, 0], [0, 1e-200]) == 1
    assert ref.cosine_loss([1e-200, 1e-200], [5e200, 5e200]) == pytest.approx(0, abs=1e-30)
    near = ref.cosine_loss([1.0, 3.0], [1.0, 2.0])
    for size in (1e-160, 1e160):
        some = ref.cosine_loss([size, 3 * size], [1.0, 2.0])
        assert some == pytest.approx(near, rel=1e-12, abs=0)
    slope = ref.cosine_loss_grad([1.0, 0], [0, 2e200])
    np.testing.assert_allclose(slope, [-5e-201, 0])
    theirs = functional.cosine_similarity(
        torch.tensor([3e200, 0]).double(), torch.tensor([3e200, 0]).double(), 0
    )
    assert theirs != 1


vectors = arrays(np.float64, (3, 4), elements=st.floats(-10, 10).filter(lambda v: abs(v) > 1e-3))


@settings(max_examples=60)
@given(vectors, vectors, st.floats(0.1, 10))
def test_torch_agrees_and_lengths_do_not_matter(a, b, factor):
    theirs = 1 - functional.cosine_similarity(torch.from_numpy(a), torch.from_numpy(b), -1)
    got = ref.cosine_loss(a, b)
    np.testing.assert_allclose(got, theirs.numpy(), rtol=1e-11, atol=1e-14)
    np.testing.assert_allclose(ref.cosine_loss(a, factor * b), got, rtol=1e-11, atol=1e-14)
    np.testing.assert_allclose((ref.cosine_loss_grad(a, b) * b).sum(axis=1), 0, atol=1e-13)
