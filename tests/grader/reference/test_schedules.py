"""Learning-rate schedules."""

from __future__ import annotations

import math

import pytest
import torch

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
