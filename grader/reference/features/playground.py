"""The playground's inputs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import _rules
from .._rules import ArrayLike

__all__ = [
    "playground_features",
]


@_rules.quiet
def playground_features(X: ArrayLike, names: Sequence[str] | None = None) -> Any:
    """The inputs of the playground, from points in the plane.

        x, y, x^2, y^2, x y, sin x, sin y

    Args:
        X: (N, 2) points.
        names: which, of x, y, xSquared, ySquared, xTimesY, sinX, sinY; None for all, in that order.
    Returns: (N, number of names).
    Raises: ValueError: X not (N, 2), an unknown name.
    Elsewhere: none.
    Source: Smilkov and Carter, TensorFlow playground, playground.ts.
    """
    (points,), result = _rules.floats(X=X)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"X is {points.shape}; it must be (N, 2), points in the plane.")
    x, y = points.T
    made = {
        "x": x,
        "y": y,
        "xSquared": x * x,
        "ySquared": y * y,
        "xTimesY": x * y,
        "sinX": np.sin(x),
        "sinY": np.sin(y),
    }
    wanted = tuple(made) if names is None else names
    columns = [made[_rules.one_of("names", name, tuple(made))] for name in wanted]
    out = np.empty((len(points), len(columns)), points.dtype)
    for i, column in enumerate(columns):
        out[:, i] = column
    return _rules.give(out, result)
