"""Averages of weights."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.optim.swa_utils import get_ema_multi_avg_fn

from grader import reference as ref


def test_a_plain_average_is_the_mean_and_an_average_of_equals_stays():
    rng = np.random.default_rng(0)
    steps = rng.standard_normal((20, 3))
    average = steps[0] * np.nan
    for count, w in enumerate(steps):
        average = ref.polyak_average(w if count == 0 else average, w, count)
    np.testing.assert_allclose(average, steps.mean(axis=0), rtol=1e-13)
    for share in (0.9, 0.999, 1 / 3):
        assert ref.weight_ema(steps, steps, share).tolist() == steps.tolist()


def test_pytorch_moves_alike():
    rng = np.random.default_rng(1)
    a, w = rng.standard_normal((2, 5))
    theirs = [torch.from_numpy(a.copy())]
    get_ema_multi_avg_fn(0.9)(theirs, [torch.from_numpy(w)], 1)
    np.testing.assert_allclose(ref.weight_ema(a, w, 0.9), theirs[0], rtol=1e-14)
    assert ref.weight_ema(a, w, 1).tolist() == a.tolist()
    assert ref.weight_ema(a, w, 0).tolist() == w.tolist()


def test_refusals():
    for call, text in (
        (lambda: ref.weight_ema([1.0], [1.0], 1.5), r"^decay is 1.5"),
        (lambda: ref.weight_ema([1.0], [[1.0]]), r"the shapes must be equal"),
        (lambda: ref.polyak_average([1.0], [1.0], -1), r"^count is -1"),
    ):
        with pytest.raises(ValueError, match=text):
            call()


def test_a_small_memory_of_a_huge_average_is_kept():
    assert ref.weight_ema([1e30], [0.0], 1e-20) == 1e10
    assert ref.polyak_average([0.0], [1.0], 10**400) == 0
