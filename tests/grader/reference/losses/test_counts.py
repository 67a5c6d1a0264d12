"""Poisson loss."""

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
    assert ref.poisson_loss(0.0, 2) == 1
    assert ref.poisson_loss([-np.inf, -np.inf, np.inf], [0, 1, 0]).tolist() == [0, np.inf, np.inf]
    assert ref.poisson_loss_grad([0.0, -np.inf], [3, 2]).tolist() == [-2, -2]
    assert ref.poisson_loss_grad([np.log(5)], [5], reduction="mean")[0] == pytest.approx(
        0, abs=1e-15
    )


@pytest.mark.parametrize("function", [ref.poisson_loss, ref.poisson_loss_grad])
@pytest.mark.parametrize("count", [-1, np.nan])
def test_counts_are_not_negative(function, count):
    with pytest.raises(ValueError, match=r"^counts is .*; it must lie in \[0, inf\]"):
        function([0.0], [count])


@settings(max_examples=60)
@given(
    arrays(np.float64, 7, elements=st.floats(-50, 50)),
    arrays(np.float64, 7, elements=st.floats(0, 99)),
)
def test_torch_agrees(z, y):
    theirs = functional.poisson_nll_loss(torch.from_numpy(z), torch.from_numpy(y), reduction="none")
    np.testing.assert_allclose(ref.poisson_loss(z, y), theirs.numpy(), rtol=1e-12, atol=1e-11)
