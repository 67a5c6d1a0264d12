"""Reports on gradients: which failure of training they show, and whether they are right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._moments import double
from .._rules import Array, ArrayLike
from ..penalties.norms import length

__all__ = [
    "Report",
    "diagnose",
    "grad_report",
    "gradcheck",
]


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
    Elsewhere: none.
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
        zeros.append((table.size - np.count_nonzero(table)) / table.size)
        dead.append(np.count_nonzero(~table.any(axis=0)) / table.shape[1])
    return Report(rms, rms[0] / rms[-1], np.array(zeros), np.array(dead))


def _root_mean_square(g: ArrayLike) -> float:
    (slope,), _ = _rules.floats(grads=g)
    _rules.not_empty("grads", slope)
    wide = double(slope)
    top = float(np.abs(wide).max())
    if np.isfinite(top) and top > 1e150:
        return top * float(np.sqrt(np.mean(np.square(wide / top))))
    return float(length(wide)) / float(np.sqrt(slope.size))


def diagnose(
    report: Report, *, vanishing: float = 1e-4, exploding: float = 1e4, dead: float = 0.5
) -> str:
    """The failure that a report shows.

        dead units above `dead`; ratio below `vanishing`, or no gradient at either end; ratio above
        `exploding`, or a gradient that is not finite

    Args:
        report: from grad_report.
        vanishing, exploding: bounds of the ratio of first to last gradient.
        dead: bound of the share of dead units in a layer.
    Returns: "exploding", "vanishing", "dead" or "healthy"; tried in that order. Without any
        gradient "dead" comes first.
    Elsewhere: none.
    Source: Glorot and Bengio 2010, section 4.2.
    """
    if not np.isfinite(report.rms).all() or report.ratio > exploding:
        return "exploding"
    if report.ratio < vanishing:
        return "vanishing"
    if (np.asarray(report.dead) > dead).any():
        return "dead"
    if report.ratio != report.ratio:
        return "vanishing"
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
    Raises: ValueError: shapes differ, step not positive or lost in x.
    Elsewhere: scipy.optimize.check_grad: gives the length of the difference, by forward
        differences; torch.autograd.gradcheck: compares each entry with atol and rtol.
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
        if up[i] == down[i]:
            raise ValueError(f"step is {step:g}; x does not change by it.")
        # The step as it was really taken, after rounding.
        numeric = (float(f(up)) - float(f(down))) / float(up[i] - down[i])
        error = abs(numeric - float(slope[i])) / max(1e-8, abs(numeric) + abs(float(slope[i])))
        if error != error:
            return error
        worst = max(worst, error)
    return worst
