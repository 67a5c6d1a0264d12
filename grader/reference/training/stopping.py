"""Early stopping."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._moments import double
from .._rules import ArrayLike

__all__ = [
    "Stop",
    "early_stopping",
    "early_stopping_many",
]


class Stop(NamedTuple):
    """Epochs counted from 0: where training stops (-1: never), and whose weights are kept."""

    stop_epoch: int
    best_epoch: int


def early_stopping(values: ArrayLike, patience: int, min_delta: float = 0.0) -> Stop:
    """When training stops for want of a better validation loss, by Keras' rule.

        an improvement is v + min_delta < best; stop after `patience` epochs without one

    Args:
        values: (T,) validation losses, T at least 1.
        patience: epochs to wait, not negative; 0 acts like 1.
        min_delta: what an improvement must exceed, not negative.
    Returns: Stop(stop_epoch, best_epoch); stop_epoch -1 if it never stops, best_epoch -1 if no
        value is a number.
    Raises: ValueError: no values, patience or min_delta negative. TypeError: patience not whole.
    Edges: NaN never improves, nor does infinity. The first epoch counts as one without an
        improvement if it is not one: [nan, nan] with patience 2 stops at epoch 1. Training never
        stops before the second epoch.
    Elsewhere: sklearn.neural_network.MLPRegressor(early_stopping=True): calls patience
        n_iter_no_change; keras.callbacks.EarlyStopping.
    Source: Prechelt 1998; Keras, EarlyStopping.
    """
    (losses,), _ = _rules.floats(values=values)
    _rules.axes("values", losses, 1, "(T,), one loss an epoch")
    _rules.not_empty("values", losses)
    wait_for = _rules.whole("patience", patience) or 1
    delta = _rules.rate("min_delta", min_delta)
    best, best_epoch = np.inf, -1
    last = -1
    for epoch, value in enumerate(losses.tolist()):
        if value + delta < best:
            best, best_epoch = value, epoch
            last = epoch
        elif epoch and epoch - last >= wait_for:
            return Stop(epoch, best_epoch)
    return Stop(-1, best_epoch)


@_rules.quiet
def early_stopping_many(
    values: ArrayLike, patience: int, min_delta: float = 0.0
) -> tuple[Any, Any]:
    """early_stopping of many runs at once.

    Args:
        values: (R, T) validation losses, T at least 1.
        patience, min_delta: those of early_stopping.
    Returns: stop epochs (R,) and best epochs (R,), int64, -1 as there.
    Raises: as early_stopping.
    Elsewhere: none.
    Source: Prechelt 1998; Keras, EarlyStopping.
    """
    (losses,), _ = _rules.floats(values=values)
    _rules.axes("values", losses, 2, "(R, T), one row a run")
    if not losses.shape[1]:
        raise ValueError("values has no epochs; at least one is needed.")
    wait_for = _rules.whole("patience", patience) or 1
    delta = _rules.rate("min_delta", min_delta)
    runs = len(losses)
    best, best_epoch = np.full(runs, np.inf), np.full(runs, -1)
    last, stop = np.full(runs, -1), np.full(runs, -1)
    for epoch, column in enumerate(double(losses).T):
        running = stop == -1
        better = running & (column + delta < best)
        best = np.where(better, column, best)
        best_epoch = np.where(better, epoch, best_epoch)
        last = np.where(better, epoch, last)
        if epoch:
            stop = np.where(running & (epoch - last >= wait_for), epoch, stop)
    return stop, best_epoch
