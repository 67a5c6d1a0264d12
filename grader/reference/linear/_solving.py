"""Linear systems inside of methods that take many steps."""

from __future__ import annotations

import numpy as np

from .._rules import Array


def least_squares(matrix: Array, right: Array) -> Array:
    """The shortest solution of matrix x = right in the sense of least squares.

    NaN where an entry is not finite: LAPACK may not come back from those. A method then ends where
    it stands.
    """
    if not (np.isfinite(matrix).all() and np.isfinite(right).all()):
        return np.full(matrix.shape[1], np.nan, matrix.dtype)
    return np.asarray(np.linalg.lstsq(matrix, right, rcond=None)[0])
