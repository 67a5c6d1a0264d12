"""Max-norm constraint: a bound on the length of each unit's incoming weights."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._moments import power_of_two
from .._rules import ArrayLike
from .._wide import wide

__all__ = [
    "project_max_norm",
]


@_rules.quiet
def project_max_norm(w: ArrayLike, radius: float = 2.0, axis: int = 0) -> Any:
    """Nearest weights whose columns are no longer than a bound: project_l2_ball of each.

        w_j min(1, radius / l2(w_j)),  w_j = w[:, j] for axis 0

    Args:
        w: (D, H) weights, or any shape with at least one axis.
        radius: not negative.
        axis: the axis along which the weights of a unit lie.
    Returns: the shape of w, dtype of w; columns within the bound as they are.
    Raises: ValueError: radius negative, w a single number, axis out of range.
    Edges: lengths do not overflow; an infinite weight makes its column NaN where infinite.
    Elsewhere: torch.renorm: takes the axis of the units instead; keras.constraints.MaxNorm: divides
        by the length plus 1e-7.
    Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov 2014, section 5.1.
    """
    (v,), result = _rules.floats(w=w)
    bound = _rules.rate("radius", radius)
    axis = _rules.axis_of("w", v, axis)
    x = wide(v)
    top = np.abs(x).max(axis=axis, keepdims=True, initial=0)
    scale = power_of_two(top)
    length = np.sqrt(np.square(x / scale).sum(axis=axis, keepdims=True))
    within = length <= bound / scale
    short = x / scale / length * bound
    return _rules.give(np.asarray(np.where(within, x, short)), result)
