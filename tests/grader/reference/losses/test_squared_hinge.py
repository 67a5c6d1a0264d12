"""Squared hinge loss."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from grader import reference as ref


def test_values_by_hand_and_at_the_ends():
    s, y = [2.0, 1.0, 0.5, -3.0, np.inf, -np.inf], [1, 1, 1, 1, 1, 1]
    assert ref.squared_hinge(s, y).tolist() == [0, 0, 0.25, 16, 0, np.inf]
    assert ref.squared_hinge_grad(s, y).tolist() == [0, 0, -1, -8, 0, -np.inf]
    minus = [-1] * 6
    np.testing.assert_array_equal(ref.squared_hinge(np.negative(s), minus), ref.squared_hinge(s, y))
    assert np.isnan(ref.squared_hinge(np.nan, 1))
    assert ref.squared_hinge(np.float32(1e19), -1).dtype == np.float32


def test_pytorch_differentiates_it_alike():
    rng = np.random.default_rng(0)
    s, y = 3 * rng.standard_normal(50), rng.choice([-1.0, 1.0], 50)
    z = torch.tensor(s, requires_grad=True)
    loss = torch.clamp(1 - z * torch.tensor(y), min=0).square().mean()
    loss.backward()
    assert ref.squared_hinge(s, y, reduction="mean") == pytest.approx(loss.item(), rel=1e-14)
    np.testing.assert_allclose(ref.squared_hinge_grad(s, y, reduction="mean"), z.grad, rtol=1e-14)


def test_labels_0_and_1_are_refused():
    with pytest.raises(ValueError, match=r"^labels holds 0; hinge takes -1 and \+1"):
        ref.squared_hinge([1.0], [0])
