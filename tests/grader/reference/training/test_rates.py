"""One cycle, and rates that fall on a plateau."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from mpmath import mp, mpf

from grader import reference as ref


def test_pytorch_has_the_same_cycle():
    for total, rise in ((10, 0.3), (37, 0.5), (100, 0.25)):
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1)
        cycle = torch.optim.lr_scheduler.OneCycleLR(
            optimizer, max_lr=0.2, total_steps=total, pct_start=rise
        )
        for step in range(total):
            got = ref.one_cycle(step, 0.2, total, rise=rise)
            assert got == pytest.approx(cycle.get_last_lr()[0], rel=1e-12)
            optimizer.step()
            if step + 1 < total:
                cycle.step()
    assert ref.one_cycle(10**6, 0.2, 100) == pytest.approx(0.2 / 25e4)
    assert [ref.one_cycle(step, 0.2, 20, rise=0.05) for step in (0, 19)] == [
        pytest.approx(0.2),
        pytest.approx(0.2 / 25e4),
    ]
    assert ref.one_cycle(0, 1.0, 1) == pytest.approx(1 / 25e4)
    for lr in np.linspace(0.01, 1, 50):  # exact at the peak
        assert ref.one_cycle(4, lr, 10, rise=0.5) == lr
        assert ref.one_cycle(0, lr, 10, rise=0.1) == lr
        assert ref.one_cycle(9, lr, 10, rise=1) == lr


def test_a_plateau_by_hand():
    losses = [5, 4, 4, 4, 3, 3, 3, 3, 3, np.nan]
    got = ref.reduce_on_plateau(losses, 1.0, factor=0.5, patience=2)
    assert got.tolist() == [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125]
    rested = ref.reduce_on_plateau(losses, 1.0, factor=0.5, patience=2, cooldown=1)
    assert rested.tolist() == [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125]
    rested = ref.reduce_on_plateau(losses, 1.0, factor=0.5, patience=2, cooldown=3)
    assert rested.tolist() == [1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25]
    least = ref.reduce_on_plateau(losses, 1.0, factor=0.5, patience=1, min_lr=0.3)
    assert least.tolist() == [1, 1, 0.5, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3]
    assert ref.reduce_on_plateau([], 1.0).shape == (0,)
    assert ref.reduce_on_plateau([np.nan] * 3, 1, factor=0.5, patience=2).tolist() == [1, 0.5, 0.5]
    for patience in (0, 1):
        eager = ref.reduce_on_plateau([2, 1.5, 1], 1, factor=0.5, patience=patience, min_delta=0.5)
        assert eager.tolist() == [1, 0.5, 0.5]
    assert ref.reduce_on_plateau([1, 1, 1], 0.1, patience=1, min_lr=0.3).tolist() == [0.1] * 3
    slow = ref.reduce_on_plateau([3, 2.95, 2.9], 1.0, factor=0.5, patience=2, min_delta=0.2)
    assert slow.tolist() == [1, 1, 0.5]


def test_refusals():
    for call, text in (
        (lambda: ref.one_cycle(0, 1, 0), r"^total_steps is 0"),
        (lambda: ref.one_cycle(-1, 1, 5), r"^step is -1"),
        (lambda: ref.one_cycle(0, -1, 5), r"^lr is -1"),
        (lambda: ref.one_cycle(0, 1, 5, rise=1.5), r"^rise is 1.5"),
        (lambda: ref.one_cycle(0, 1, 5, start=0), r"^start is 0"),
        (lambda: ref.one_cycle(0, 1, 5, end=0), r"^end is 0"),
        (lambda: ref.reduce_on_plateau([1.0], -1), r"^lr is -1"),
        (lambda: ref.reduce_on_plateau([1.0], 1, min_lr=-1), r"^min_lr is -1"),
        (lambda: ref.reduce_on_plateau([1.0], 1, min_delta=-1), r"^min_delta is -1"),
        (lambda: ref.reduce_on_plateau([1.0], 1, cooldown=-1), r"^cooldown is -1"),
        (lambda: ref.reduce_on_plateau([1.0], 1, factor=0), r"^factor is 0"),
        (lambda: ref.reduce_on_plateau([1.0], 1, factor=1), r"^factor is 1"),
        (lambda: ref.reduce_on_plateau([[1.0]], 1), r"^values is \(1, 1\)"),
        (lambda: ref.reduce_on_plateau([1.0], 1, patience=-1), r"^patience is -1"),
    ):
        with pytest.raises(ValueError, match=text):
            call()


def test_one_cycle_keeps_the_digits_of_its_small_rates():
    total = 10**8
    with mp.workdps(40):
        peak = mpf(0.3 * total - 1)
        for step in (1, 1000, total // 2, total - 1000, total - 2):
            first, last = mpf(1) / 25, mpf(1) / 250000
            share = step / peak
            a, b = first, mpf(1)
            if step > peak:
                share, a, b = (step - peak) / (total - 1 - peak), mpf(1), last
            wanted = b + (a - b) * (1 + mp.cos(mp.pi * share)) / 2
            assert ref.one_cycle(step, 1.0, total) == pytest.approx(float(wanted), rel=5e-16)
