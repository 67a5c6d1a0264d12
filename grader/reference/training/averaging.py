"""Averages of weights over the steps of training."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike

__all__ = [
    "polyak_average",
    "weight_ema",
]


def _mixed(average: ArrayLike, w: ArrayLike, kept: float, share: float) -> Any:
    """kept average + share w, which stays exact where the two are equal; the shares sum to 1."""
    (a, v), result = _rules.floats(average=average, w=w)
    _rules.same_shape(average=a, w=v)

    def into(out: Array, a: Array, v: Array) -> None:
        np.multiply(a, kept, out=out)
        out += share * v
        np.copyto(out, v, where=a == v)

    return _rules.give(_rules.in_blocks(into, a, v), result)


@_rules.quiet
def weight_ema(average: ArrayLike, w: ArrayLike, decay: float = 0.999) -> Any:
    """Exponential moving average of weights, begun with the weights themselves.

        decay average + (1 - decay) w

    Args:
        average: any shape, the average so far; at first the weights.
        w: the shape of average, the weights after a step.
        decay: share of the old average, in [0, 1].
    Returns: the shape of average.
    Raises: ValueError: shapes differ, decay outside [0, 1].
    Elsewhere: torch.optim.swa_utils.get_ema_multi_avg_fn; keras.optimizers.SGD(use_ema=True): calls
        decay ema_momentum, 0.99 by default; tensorflow.train.ExponentialMovingAverage.
    Source: Polyak and Juditsky 1992; Tarvainen and Valpola 2017, section 2.
    """
    kept = _rules.rate("decay", decay, high=1)
    return _mixed(average, w, kept, 1 - kept)


@_rules.quiet
def polyak_average(average: ArrayLike, w: ArrayLike, count: int) -> Any:
    """Plain average of weights, as stochastic weight averaging takes it of the ends of cycles.

        (count average + w) / (count + 1)

    Args:
        average: any shape, the average of `count` weights.
        w: the shape of average, the next weights.
        count: how many the average is of, not negative; 0 gives w.
    Returns: the shape of average.
    Raises: ValueError: shapes differ, count negative. TypeError: count not whole.
    Elsewhere: torch.optim.swa_utils.AveragedModel.
    Source: Polyak and Juditsky 1992; Izmailov, Podoprikhin, Garipov, Vetrov and Wilson 2018.
    """
    past = _rules.whole("count", count)
    return _mixed(average, w, past / (past + 1), 1 / (past + 1))
