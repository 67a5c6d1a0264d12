"""Learning-rate schedules."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from mpmath import mp, mpf

from grader import reference as ref

close = pytest.approx


def test_exponential_decay():
    assert ref.exponential_decay(0, 0.1, 10, 0.5) == 0.1
    assert ref.exponential_decay(5, 0.1, 10, 0.5) == close(0.1 * math.sqrt(0.5))
    assert ref.exponential_decay(19, 0.1, 10, 0.5, staircase=True) == close(0.05)
    assert ref.exponential_decay(20, 0.1, 10, 0.5, staircase=True) == close(0.025)


def test_inverse_time_and_polynomial_decay():
    assert ref.inverse_time_decay(0, 0.1, 10, 0.5) == 0.1
    assert ref.inverse_time_decay(30, 0.1, 10, 0.5) == close(0.04)
    assert ref.polynomial_decay(5, 0.1, 10) == close(0.05)
    assert ref.polynomial_decay(5, 0.1, 10, 0.02, 2) == close(0.02 + 0.08 / 4)
    assert ref.polynomial_decay(99, 0.1, 10, 0.02) == 0.02


def test_piecewise_constant():
    rates = [ref.piecewise_constant(s, [2, 4], [1, 0.5, 0.1]) for s in range(6)]
    assert rates == [1, 1, 1, 0.5, 0.5, 0.1]
    assert ref.piecewise_constant(7, [], [0.3]) == 0.3
    with pytest.raises(ValueError, match=r"^step is -1"):
        ref.piecewise_constant(-1, [], [0.3])
    for rates in ([1, 2], [1, 2, 3, 4]):
        with pytest.raises(
            ValueError, match=rf"^{len(rates)} rates for 2 boundaries; there must be one rate more"
        ):
            ref.piecewise_constant(0, [1, 2], rates)
    for bad in ([2, 2], [2, 1]):
        with pytest.raises(ValueError, match=r"^boundaries must rise"):
            ref.piecewise_constant(0, bad, [1, 2, 3])
    with pytest.raises(ValueError, match=r"^rates is -1"):
        ref.piecewise_constant(0, [], [-1])


def test_cosine_decay_and_restarts():
    assert ref.cosine_decay(0, 0.1, 8) == 0.1
    assert ref.cosine_decay(2, 0.1, 8, 0.02) == close(0.02 + 0.08 * (1 + math.sqrt(0.5)) / 2)
    assert ref.cosine_decay(4, 0.1, 8) == close(0.05)
    assert ref.cosine_decay(100, 0.1, 8, 0.01) == close(0.01)
    assert ref.cosine_restarts(0, 0.1, 4) == 0.1
    assert ref.cosine_restarts(4, 0.1, 4) == 0.1
    assert ref.cosine_restarts(12, 0.1, 4) == 0.1
    assert ref.cosine_restarts(8, 0.1, 4, 2, 0.02) == close(0.06)
    assert ref.cosine_restarts(6, 0.1, 4, 1) == close(0.05)
    assert ref.cosine_restarts(13, 0.1, 4, 3) == close(0.1 * (1 + math.cos(math.pi * 9 / 12)) / 2)


def test_restarts_of_many_periods_need_no_walk_through_them():
    assert ref.cosine_restarts(3 * 10**7, 0.1, 1, 1.0) == 0.1
    assert ref.cosine_restarts(3 * 10**15 + 1, 0.1, 3, 1.0) == close(0.075)
    wanted = 0.05 * (1 + math.cos(math.pi * 0.6929448699))  # n periods last n + n^2 1e-12 / 2
    assert ref.cosine_restarts(10**9, 0.1, 1, 1 + 1e-12) == close(wanted, rel=1e-5)
    assert ref.cosine_restarts(5, 0.1, 3, math.inf, 0.02) == close(0.1)
    # 1000, 1005 and 1010.025 steps; then by the sum, 1000 (1.005^n - 1) / 0.005.
    for step, share in ((999, 0.999), (1000, 0), (2004, 1004 / 1005), (2005, 0)):
        wanted = 0.05 * (1 + math.cos(math.pi * share))
        assert ref.cosine_restarts(step, 0.1, 1000, 1.005) == close(wanted)
    share = (50_000_000 - 200_000 * (1.005**1107 - 1)) / (1000 * 1.005**1107)
    assert 0 < share < 1
    wanted = 0.05 * (1 + math.cos(math.pi * share))
    assert ref.cosine_restarts(50_000_000, 0.1, 1000, 1.005) == close(wanted, rel=1e-8)


def test_periods_of_one_step():
    assert ref.exponential_decay(3, 0.8, 1, 0.5) == close(0.1)
    assert ref.inverse_time_decay(3, 0.8, 1, 1) == close(0.2)
    assert ref.polynomial_decay(0, 0.8, 1, 0.1) == close(0.8)
    assert ref.polynomial_decay(1, 0.8, 1, 0.1) == close(0.1)
    assert [ref.cosine_decay(s, 0.8, 1, 0.1) for s in range(3)] == [
        close(0.8),
        close(0.1),
        close(0.1),
    ]
    assert [ref.cosine_restarts(s, 0.8, 1, 1, 0.1) for s in range(3)] == [close(0.8)] * 3
    assert ref.cosine_restarts(2, 0.8, 1, 2, 0.1) == close(0.45)
    assert ref.linear_warmup(0, 0.8, 1) == 0.8


def test_linear_warmup():
    assert [ref.linear_warmup(s, 1, 4) for s in range(6)] == [0.25, 0.5, 0.75, 1, 1, 1]
    assert ref.linear_warmup(0, 0.3, 0) == 0.3


def test_torch_agrees():
    weight = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=0.1)
    theirs = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, 3, 2, 0.01)
    for step in range(12):
        assert ref.cosine_restarts(step, 0.1, 3, 2, 0.01) == close(theirs.get_last_lr()[0])
        optimizer.step()
        theirs.step()


@pytest.mark.parametrize(
    ("call", "which"),
    [
        (lambda: ref.exponential_decay(-1, 1, 1, 1), "step is -1"),
        (lambda: ref.exponential_decay(0, -1, 1, 1), "lr is -1"),
        (lambda: ref.exponential_decay(0, 1, 0, 1), "decay_steps is 0"),
        (lambda: ref.exponential_decay(0, 1, 1, -1), "decay_rate is -1"),
        (lambda: ref.inverse_time_decay(-1, 1, 1, 1), "step is -1"),
        (lambda: ref.inverse_time_decay(0, -1, 1, 1), "lr is -1"),
        (lambda: ref.inverse_time_decay(0, 1, 0, 1), "decay_steps is 0"),
        (lambda: ref.inverse_time_decay(0, 1, 1, -1), "decay_rate is -1"),
        (lambda: ref.polynomial_decay(-1, 1, 1), "step is -1"),
        (lambda: ref.polynomial_decay(0, -1, 1), "lr is -1"),
        (lambda: ref.polynomial_decay(0, 1, 0), "decay_steps is 0"),
        (lambda: ref.polynomial_decay(0, 1, 1, -1), "end is -1"),
        (lambda: ref.polynomial_decay(0, 1, 1, 0, 0), "power is 0"),
        (lambda: ref.cosine_decay(0, 1, 0), "decay_steps is 0"),
        (lambda: ref.cosine_decay(0, -1, 1), "lr is -1"),
        (lambda: ref.cosine_decay(0, 1, 1, -1), "end is -1"),
        (lambda: ref.cosine_restarts(0, -1, 1), "lr is -1"),
        (lambda: ref.cosine_restarts(0, 1, 0), "first is 0"),
        (lambda: ref.cosine_restarts(0, 1, 1, 0.5), "longer is 0.5"),
        (lambda: ref.cosine_restarts(0, 1, 1, 2, -1), "end is -1"),
        (lambda: ref.linear_warmup(0, 1, -1), "warmup_steps is -1"),
        (lambda: ref.linear_warmup(0, -1, 1), "lr is -1"),
    ],
)
def test_arguments_outside_their_interval_are_refused(call, which):
    with pytest.raises(ValueError, match=rf"^{which}; it must"):
        call()


SCHEDULES = [
    lambda t: ref.exponential_decay(t, 0.1, 3, 0.5),
    lambda t: ref.exponential_decay(t, 0.1, 3, 0.5, staircase=True),
    lambda t: ref.inverse_time_decay(t, 0.1, 3, 0.5),
    lambda t: ref.polynomial_decay(t, 0.1, 5, 0.01, 2),
    lambda t: ref.piecewise_constant(t, [2, 4], [1, 0.5, 0.1]),
    lambda t: ref.cosine_decay(t, 0.1, 5),
    lambda t: ref.cosine_restarts(t, 0.1, 2, 1.5),
    lambda t: ref.linear_warmup(t, 0.1, 4),
]


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_an_array_of_steps_gives_an_array_of_rates(schedule):
    rates = [schedule(t) for t in range(8)]
    assert {type(r) for r in rates} == {float}
    for steps in (list(range(8)), np.arange(8, dtype="i1"), np.arange(8, dtype=">u2")):
        got = schedule(steps)
        assert (got.dtype, got.tolist()) == (np.float64, rates)
    assert schedule(np.arange(8).reshape(2, 4)).tolist() == [rates[:4], rates[4:]]
    assert schedule(np.array(3)) == schedule(np.int8(3)) == rates[3]
    assert schedule([]).shape == (0,)
    with pytest.raises(ValueError, match=r"^step is -1"):
        schedule([0, -1])
    for wrong in ([0.5], [True], ["1"], "1", 1.0, True):
        with pytest.raises(TypeError, match=r"^step "):
            schedule(wrong)


def test_growing_rates_overflow_to_infinity_and_all_rates_are_checked():
    assert ref.exponential_decay(10**4, 0.1, 1, 2.0) == np.inf
    assert ref.exponential_decay(10**4, 0.0, 1, 2.0) == 0
    with pytest.raises(ValueError, match=r"^rates is -1"):
        ref.piecewise_constant(0, [2], [1, -1])
    with pytest.raises(ValueError, match=r"^boundaries must rise"):
        ref.piecewise_constant(0, [2, np.nan], [1, 1, 1])


def test_rates_near_the_end_of_a_long_schedule_keep_their_digits():
    total = 10**9
    with mp.workdps(40):
        for rest in (1, 10, 10**5, total // 2 - 1, total // 2 + 1, total - 1):
            share = mpf(rest) / total
            wanted = float(mp.sin(mp.pi * share / 2) ** 2)
            step = total - rest
            assert ref.cosine_decay(step, 1.0, total) == pytest.approx(wanted, rel=4e-16, abs=0)
            for factor in (1.0, 2.0):
                got = ref.cosine_restarts(step, 1.0, total, factor)
                assert got == pytest.approx(wanted, rel=4e-16, abs=0)
            wanted = float(share**3)
            got = ref.polynomial_decay(step, 1.0, total, power=3.0)
            assert got == pytest.approx(wanted, rel=1e-15, abs=0)
    assert ref.cosine_decay(5, 1.0, 10) == 0.5


def test_inverse_time_of_huge_and_infinite_rates():
    assert ref.inverse_time_decay(10**10, 1.0, 10**300, 1e308) == pytest.approx(1e-18, rel=1e-15)
    assert ref.inverse_time_decay([0, 1], 1.0, 10, np.inf).tolist() == [1, 0]
