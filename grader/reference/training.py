"""Helpers of training: clipping, early stopping, and reports on gradients."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from . import _rules
from ._rules import Array, ArrayLike
from .penalties.norms import length

__all__ = [
    "Clipped",
    "Report",
    "Stop",
    "clip_by_global_norm",
    "clip_by_norm",
    "clip_by_value",
    "diagnose",
    "early_stopping",
    "early_stopping_many",
    "grad_report",
    "gradcheck",
]


# ---- clipping ---------------------------------------------------------------------------------


@_rules.quiet
def clip_by_value(g: ArrayLike, lo: float, hi: float) -> Any:
    """Every entry into [lo, hi]; the direction may turn.

        max(lo, min(g, hi))

    Args:
        g: any shape.
        lo, hi: ends, lo <= hi.
    Returns: the shape and dtype of g.
    Raises: ValueError: lo above hi, or NaN.
    Source: Mikolov 2012, section 3.2.2.
    """
    (slope,), result = _rules.floats(g=g)
    low, high = float(lo), float(hi)
    if not low <= high:
        raise ValueError(f"lo is {low:g}, hi {high:g}; lo must not be above hi.")
    return _rules.give(np.asarray(np.clip(slope, low, high)), result)


@_rules.quiet
def clip_by_norm(g: ArrayLike, c: float, *, on_nonfinite: str = "raise") -> Any:
    """A gradient shortened to length c; shorter ones stay as they are.

        g c / max(l2(g), c)

    Args:
        g: any shape.
        c: length, positive.
        on_nonfinite: "raise", or "nan" to give all NaN when an entry is NaN or infinite.
    Returns: the shape and dtype of g.
    Raises: ValueError: c not positive; NaN or infinity, unless told otherwise.
    Edges: lengths do not overflow: float32 [3e30, 4e30] to length 1 gives [0.6, 0.8].
    Elsewhere: TensorFlow gives [0, 0] there.
    Source: Pascanu, Mikolov and Bengio 2013, algorithm 1.
    """
    clipped, _ = clip_by_global_norm([g], c, on_nonfinite=on_nonfinite)
    return clipped[0]


class Clipped(NamedTuple):
    """Clipped gradients, and the global norm before clipping."""

    grads: list[Any]
    norm: Any


@_rules.quiet
def clip_by_global_norm(
    grads: Sequence[ArrayLike | None], c: float, *, on_nonfinite: str = "raise"
) -> Clipped:
    """Gradients shortened together, so that the length of all of them is at most c.

        g_i c / max(norm, c),  norm = sqrt(sum_i l2(g_i)^2)

    Args:
        grads: arrays of any shapes; None stays None.
        c: length, positive.
        on_nonfinite: "raise", or "nan" to give all NaN when an entry is NaN or infinite.
    Returns: Clipped(grads, norm); the norm is a float64, 0 of no gradients.
    Raises: ValueError: c not positive; NaN or infinity, unless told otherwise.
    Edges: lengths do not overflow; zeros stay zeros.
    Elsewhere: TensorFlow gives NaN when the norm is not finite; PyTorch divides by the norm
        plus 1e-6.
    Source: Pascanu, Mikolov and Bengio 2013, section 3.2.
    """
    limit = _rules.rate("c", c, open_low=True, open_high=True)
    _rules.one_of("on_nonfinite", on_nonfinite, ("raise", "nan"))
    given = [None if g is None else _rules.floats(g=g) for g in grads]
    sizes = [_length(pair[0][0]) for pair in given if pair is not None]
    norm = length(np.array(sizes, np.float64))
    if not np.isfinite(norm):
        if on_nonfinite == "raise":
            raise ValueError(
                "A gradient holds NaN or infinity. Lower the learning rate, or pass "
                'on_nonfinite="nan".'
            )
        return Clipped([None if p is None else _nans(*p) for p in given], norm)
    return Clipped([None if p is None else _shortened(*p, limit, norm) for p in given], norm)


def _length(slope: Array) -> Any:
    """The length as float64, even where it exceeds the range of float32."""
    size = np.float64(length(slope))
    return size if np.isfinite(size) else length(slope.astype(np.float64))


def _nans(arrays: list[Array], result: _rules.DType) -> Any:
    return _rules.give(np.full_like(arrays[0], np.nan), result)


def _shortened(arrays: list[Array], result: _rules.DType, limit: float, norm: Any) -> Any:
    slope = arrays[0]
    if norm <= limit:
        return _rules.give(np.array(slope), result)
    scale = limit / float(norm)
    if scale < np.finfo(slope.dtype).tiny:
        # The factor itself would vanish: shorten in two steps.
        top = np.abs(slope).max(initial=0)
        return _rules.give(np.asarray(slope / top * (float(top) / float(norm) * limit)), result)
    return _rules.give(np.asarray(slope * scale), result)


# ---- early stopping ---------------------------------------------------------------------------


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
    Edges: NaN never improves.
    Source: Prechelt 1998; Keras, EarlyStopping.
    """
    (losses,), _ = _rules.floats(values=values)
    _rules.axes("values", losses, 1, "(T,), one loss an epoch")
    _rules.not_empty("values", losses)
    wait_for = _rules.whole("patience", patience) or 1
    delta = _rules.rate("min_delta", min_delta)
    best, best_epoch = np.inf, -1
    last = 0
    for epoch, value in enumerate(losses.tolist()):
        if value + delta < best:
            best, best_epoch = value, epoch
            last = epoch
        elif epoch - last >= wait_for:
            return Stop(epoch, best_epoch)
    return Stop(-1, best_epoch)


def early_stopping_many(
    values: ArrayLike, patience: int, min_delta: float = 0.0
) -> tuple[Any, Any]:
    """early_stopping of many runs at once.

    Args:
        values: (R, T) validation losses, T at least 1.
        patience, min_delta: those of early_stopping.
    Returns: stop epochs (R,) and best epochs (R,), int64, -1 as there.
    Raises: as early_stopping.
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
    last, stop = np.zeros(runs, np.int64), np.full(runs, -1)
    for epoch, column in enumerate(losses.T):
        running = stop < 0
        better = running & (column + delta < best)
        best = np.where(better, column, best)
        best_epoch = np.where(better, epoch, best_epoch)
        last = np.where(better, epoch, last)
        stop = np.where(running & (epoch - last >= wait_for), epoch, stop)
    return stop, best_epoch


# ---- reports ----------------------------------------------------------------------------------


class Report(NamedTuple):
    """Of each layer: root mean square gradient, share of zero activations, share of dead units."""

    rms: Any
    ratio: Any
    zeros: Any
    dead: Any


@_rules.quiet
def grad_report(grads: Sequence[ArrayLike], activations: Sequence[ArrayLike] = ()) -> Report:
    """Numbers that tell the three failures of training apart.

        rms_l = sqrt(mean of g_l^2);  ratio = rms_first / rms_last

    Args:
        grads: a gradient a layer, from input to output; at least one, none empty.
        activations: (N, H) activations a layer; none empty.
    Returns: Report(rms (L,), ratio scalar, zeros, dead): `zeros` is the share of activations
        that are exactly 0, `dead` the share of units that are 0 for every row, a layer each.
    Raises: ValueError: no gradients, an empty array, activations that are not (N, H).
    Edges: the squares do not overflow; ratio is NaN if both ends are 0.
    Source: Glorot and Bengio 2010, section 4.2.
    """
    if not len(grads):
        raise ValueError("grads is empty; at least one layer is needed.")
    rms = np.array([_root_mean_square(g) for g in grads])
    zeros, dead = [], []
    for a in activations:
        (table,), _ = _rules.floats(activations=a)
        _rules.axes("activations", table, 2, "(N, H)")
        _rules.not_empty("activations", table)
        zeros.append(1 - np.count_nonzero(table) / table.size)
        dead.append(1 - np.count_nonzero(table.any(axis=0)) / table.shape[1])
    return Report(rms, rms[0] / rms[-1], np.array(zeros), np.array(dead))


def _root_mean_square(g: ArrayLike) -> float:
    (slope,), _ = _rules.floats(grads=g)
    _rules.not_empty("grads", slope)
    return float(length(slope)) / float(np.sqrt(slope.size))


def diagnose(
    report: Report, *, vanishing: float = 1e-4, exploding: float = 1e4, dead: float = 0.5
) -> str:
    """The failure that a report shows.

        dead units above `dead`; ratio below `vanishing`; ratio above `exploding` or not finite

    Args:
        report: from grad_report.
        vanishing, exploding: bounds of the ratio of first to last gradient.
        dead: bound of the share of dead units in a layer.
    Returns: "exploding", "vanishing", "dead" or "healthy"; tried in that order.
    Source: Glorot and Bengio 2010, section 4.2.
    """
    if not np.isfinite(report.rms).all() or report.ratio > exploding:
        return "exploding"
    if report.ratio < vanishing:
        return "vanishing"
    if (np.asarray(report.dead) > dead).any():
        return "dead"
    return "healthy"


@_rules.quiet
def gradcheck(f: Callable[[Array], Any], x: ArrayLike, g: ArrayLike, step: float = 1e-6) -> float:
    """Largest relative error of a gradient against central differences.

        |n - g| / max(1e-8, |n| + |g|),  n = (f(x + h) - f(x - h)) / 2h,  h = step max(1, |x_i|)

    Args:
        f: function of an array of the shape of x, to a scalar.
        x: any shape; float64 is used.
        g: the shape of x, gradient to be checked.
        step: relative step, positive.
    Returns: a float; below 1e-6 is right, away from kinks.
    Raises: ValueError: shapes differ, step not positive.
    Source: Nocedal and Wright 2006, section 8.1.
    """
    point = np.array(_rules.numbers("x", x), np.float64)
    slope = _rules.numbers("g", g).astype(np.float64)
    _rules.same_shape(x=point, g=slope)
    width = _rules.rate("step", step, open_low=True)
    worst = 0.0
    for i in np.ndindex(point.shape):
        h = width * max(1.0, abs(float(point[i])))
        up, down = point.copy(), point.copy()
        up[i] += h
        down[i] -= h
        # The step as it was really taken, after rounding.
        numeric = (float(f(up)) - float(f(down))) / float(up[i] - down[i])
        error = abs(numeric - float(slope[i])) / max(1e-8, abs(numeric) + abs(float(slope[i])))
        if error != error:
            return error
        worst = max(worst, error)
    return worst
