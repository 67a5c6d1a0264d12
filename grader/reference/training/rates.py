"""Learning rates of one cycle, and those that fall when the validation loss stops improving."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .. import _rules
from .._rules import ArrayLike
from .._steps import for_steps, steps

__all__ = [
    "one_cycle",
    "reduce_on_plateau",
]


@for_steps
def one_cycle(
    step: int,
    lr: float,
    total_steps: int,
    *,
    rise: float = 0.3,
    start: float = 25.0,
    end: float = 1e4,
) -> float:
    """Rate that rises to its peak and falls far below its start, along half cosines.

        from lr / start to lr at step rise total_steps - 1, to lr / (start end) at the last

    Args:
        step: steps done, from 0; an int, or an array of integers. The last rate also holds
            afterwards.
        lr: rate at the peak, not negative.
        total_steps: steps of the cycle, at least 1.
        rise: share of the steps that rise, in [0, 1].
        start: by what the first rate is smaller than the peak, positive.
        end: by what the last rate is smaller than the first, positive.
    Returns: a float; for an array its shape, float64.
    Raises: ValueError: an argument outside its interval. TypeError: steps not whole.
    Elsewhere: torch.optim.lr_scheduler.OneCycleLR: calls them pct_start, div_factor and
        final_div_factor, and also moves the momentum.
    Source: Smith and Topin 2018.
    """
    total = steps("total_steps", total_steps, 1)
    at = min(steps("step", step), total - 1)
    top = _rules.rate("lr", lr)
    peak = _rules.rate("rise", rise, high=1) * total - 1
    first = top / _rules.rate("start", start, open_low=True)
    last = first / _rules.rate("end", end, open_low=True)
    if at <= peak:
        return _along(first, top, at, peak - at)
    return _along(top, last, at - peak, total - 1 - at)


def _along(a: float, b: float, passed: float, left: float) -> float:
    """From a to b along half a cosine, each half from its own end: no difference cancels."""
    if passed < left:
        return a + (b - a) * math.sin(math.pi / 2 * passed / (passed + left)) ** 2
    return b + (a - b) * (math.sin(math.pi / 2 * left / (passed + left)) ** 2 if left else 0.0)


def reduce_on_plateau(
    values: ArrayLike,
    lr: float,
    *,
    factor: float = 0.1,
    patience: int = 10,
    min_delta: float = 1e-4,
    cooldown: int = 0,
    min_lr: float = 0.0,
) -> Any:
    """Rates after each epoch, multiplied by a factor when the loss has not fallen for a while.

        an improvement is v < best - min_delta; after `patience` epochs without one
        lr <- max(lr factor, min_lr), and the next cooldown - 1 epochs are not counted

    Args:
        values: (T,) validation losses; T may be 0.
        lr: rate at first, not negative.
        factor: in (0, 1).
        patience: epochs to wait, not negative; 0 acts like 1.
        min_delta: what an improvement must exceed, not negative.
        cooldown: epochs after a reduction, not negative.
        min_lr: the smallest rate, not negative.
    Returns: (T,) float64, the rate after each epoch.
    Raises: ValueError: an argument outside its interval, values not (T,). TypeError: patience or
        cooldown not whole.
    Edges: NaN never improves.
    Elsewhere: torch.optim.lr_scheduler.ReduceLROnPlateau: waits one epoch longer, and takes
        min_delta as a share of the best by default; keras.callbacks.ReduceLROnPlateau.
    Source: Keras, ReduceLROnPlateau.
    """
    (losses,), _ = _rules.floats(values=values)
    _rules.axes("values", losses, 1, "(T,)")
    rate, least = _rules.rate("lr", lr), _rules.rate("min_lr", min_lr)
    share = _rules.rate("factor", factor, high=1, open_low=True, open_high=True)
    wait, rest = _rules.whole("patience", patience), _rules.whole("cooldown", cooldown)
    margin = _rules.rate("min_delta", min_delta)
    out, best, waited, resting = [], math.inf, 0, 0
    for value in losses.tolist():
        resting = max(resting - 1, 0)
        if value < best - margin:
            best, waited = value, 0
        elif not resting:
            waited += 1
            if waited >= wait:
                rate, waited, resting = min(rate, max(rate * share, least)), 0, rest
        out.append(rate)
    return np.array(out, np.float64)
