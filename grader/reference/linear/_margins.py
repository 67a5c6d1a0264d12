"""The problems of support vector machines, in centered columns: values, slopes and gaps."""

from __future__ import annotations

from typing import Any

import numpy as np

from .._rules import Array
from ._columns import Columns
from .least_squares import with_ones


class Margins:
    """mean of a loss of 1 - y (X w + b) + l2/2 |w|^2, in variables (scale w, intercept)."""

    def __init__(self, rows: Array, labels: Array, share: Array, l2: float) -> None:
        self.columns = Columns(rows, share)
        self.share, self.labels = share, labels
        self.a = with_ones(self.columns.rows) * labels[:, None]
        self.l1 = np.zeros(self.a.shape[1], self.a.dtype)
        self.rate = l2
        self.l2 = np.append(self.columns.rates(l2, 2), 0)

    def missing(self, at: Array) -> Array:
        """1 - y (X w + b), an example."""
        return np.asarray(1 - self.a @ at)

    def value(self, at: Array) -> Any:
        """Mean of the losses."""
        raise NotImplementedError

    def losses(self, missing: Array, alpha: Array) -> Array:
        """Loss plus its conjugate at alpha, minus alpha times what is missing; not negative."""
        raise NotImplementedError

    def gap_at(self, at: Array, alpha: Array, w: Array | None = None) -> Any:
        """The gap of weights and dual variables, which are made to fit the free intercept.

        w are the weights before they were scaled, which may have lost their digits since.
        """
        w = at[:-1] / self.columns.scale if w is None else w
        pulls = self.share * alpha
        up, down = pulls @ (self.labels > 0), pulls @ (self.labels < 0)
        least = min(up, down)
        fitted = alpha * np.where(self.labels > 0, least / (up or 1), least / (down or 1))
        off = self.rate * w - ((self.share * fitted) @ self.a)[:-1] * self.columns.scale
        slack = np.square(off / np.sqrt(2 * self.rate))
        return self.share @ self.losses(self.missing(at), fitted) + slack.sum()


class Hinge(Margins):
    """With the hinge loss max(0, missing), whose alpha lies in [0, 1]."""

    def value(self, at: Array) -> Any:
        """Mean of the hinge losses."""
        return self.share @ np.maximum(self.missing(at), 0)

    def losses(self, missing: Array, alpha: Array) -> Array:
        """(1 - alpha) missing where it is positive, else -alpha missing, with alpha in [0, 1]."""
        bounded = np.clip(alpha, 0, 1)
        return np.where(missing > 0, (1 - bounded) * missing, -bounded * missing)


class SquaredHinge(Margins):
    """With the squared hinge loss, whose alpha is twice what is missing at the optimum."""

    def value(self, at: Array) -> Any:
        """Mean of the squared hinge losses."""
        return self.share @ np.square(np.maximum(self.missing(at), 0))

    def slopes(self, at: Array) -> tuple[Array, Array]:
        """Gradient and Hessian of the mean of the losses."""
        missing = np.maximum(self.missing(at), 0)
        half = self.a * np.sqrt(2 * self.share * (missing > 0))[:, None]
        return -(2 * self.share * missing) @ self.a, half.T @ half

    def alpha(self, at: Array) -> Array:
        """The dual variables that belong to these weights: the slopes of the losses."""
        return np.asarray(2 * np.maximum(self.missing(at), 0))

    def gap(self, at: Array) -> Any:
        """An upper bound of the objective at these weights minus its minimum."""
        return self.gap_at(at, self.alpha(at))

    def losses(self, missing: Array, alpha: Array) -> Array:
        """(missing - alpha / 2)^2 where it is positive, else alpha^2 / 4 - alpha missing."""
        some = np.square(missing - alpha / 2)
        return np.where(missing > 0, some, np.square(alpha) / 4 - alpha * missing)
