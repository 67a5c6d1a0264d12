"""Lower bounds on the entries of a block.

NumPy has vector code for the maximum of two arrays, but none for that of an array and a number:
the number is repeated, in an array that stays in the cache.
"""

from __future__ import annotations

import functools

import numpy as np

from . import _rules
from ._rules import Array


def at_least(out: Array, block: Array, low: int) -> None:
    """The larger of each entry of a block (n,), n at most BLOCK, and low; NaN stays."""
    np.maximum(block, _repeated(low, block.dtype)[: block.size], out=out)


@functools.lru_cache(maxsize=8)
def _repeated(number: int, dtype: _rules.DType) -> Array:
    level = np.full(_rules.BLOCK, number, dtype)
    level.flags.writeable = False
    return level
