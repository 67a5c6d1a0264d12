"""What duality gaps are made of: Fenchel-Young losses, term by term and none negative."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .._rules import Array
from ..penalties.elastic_net import elastic_net


def divergence_terms(q: Array, p: Array, log_p: Array) -> Array:
    """p - q + q log(q / p), which is not negative; 0 log 0 is 0."""
    return np.maximum(p - q + q * (np.log(np.where(q > 0, q, 1)) - np.where(q > 0, log_p, 0)), 0)


def penalty(w: Array, l1: float, l2: float) -> Any:
    """l1 sum |w_j| + l2/2 sum w_j^2; a rate of 0 switches its part off."""
    return elastic_net(w, l1, l2 / 2)


def least_gap(
    divergence: Callable[[Any], Any], correlation: Array, w: Array, l1: float, l2: float
) -> Any:
    """The gap at the better of two points of the dual: scaled to all |v| <= l1, and unscaled."""
    top = np.abs(correlation).max(initial=0)
    scales = [l1 / top if top > l1 else top.dtype.type(1)]
    if l2 > 0:
        scales.append(top.dtype.type(1))
    return min(divergence(s) + _slack(s * correlation, w, l1, l2).sum() for s in scales)


def _slack(v: Array, w: Array, l1: float, l2: float) -> Array:
    """l1 |w| + l2/2 w^2 + the conjugate at v - v w, of each variable."""
    inside = np.clip(v, -l1, l1)
    straight = np.maximum(l1 * np.abs(w) - inside * w, 0)
    if not l2:
        return straight
    return straight + np.square((l2 * w - (v - inside)) / np.sqrt(2 * l2))
