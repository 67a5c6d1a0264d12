"""Steps of training, counted from 0: one or an array of them, and their quotients."""

from __future__ import annotations

import bisect
import functools
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from . import _rules
from ._rules import Array

EXACT = 2**53
"""Integers up to here are floats, so that the quotient of two of them is rounded once."""


def steps(name: str, value: Any, at_least: int = 0) -> int:
    """A number of steps, of a size that a float has too."""
    count = _rules.whole(name, value, at_least=at_least)
    if count > sys.float_info.max:
        raise ValueError(f"{name} is beyond the numbers that a float holds.")
    return count


def for_steps(rate: Callable[..., float]) -> Callable[..., Any]:
    """Let a schedule of one step take an array of steps as well, one after the other."""

    @functools.wraps(rate)
    def at(step: Any, *arguments: Any, **named: Any) -> Any:
        if _is_one(step):
            return rate(step, *arguments, **named)
        every = _rules.integers("step", step)
        rates = [rate(one, *arguments, **named) for one in every.ravel().tolist()]
        return np.array(rates, np.float64).reshape(every.shape)[()]

    return at


def _is_one(step: Any) -> bool:
    return np.ndim(step) == 0 and not isinstance(step, np.ndarray)


class Steps:
    """One step or an array of steps, as flat float64 arrays to compute with.

    Both take the same way through NumPy, so that a step has one rate, alone or among others. A
    quotient is that of the integers, rounded once, however large they are.

    Raises: TypeError: steps that are not whole. ValueError: a negative one, or one that is
        beyond the numbers that a float holds.
    """

    def __init__(self, step: Any) -> None:
        self._is_one = _is_one(step)
        if self._is_one:
            one = steps("step", step)
            self._every = np.array([one], np.int64 if one <= EXACT else object)
            self._shape: tuple[int, ...] = ()
            self._most = one
            return
        every = _rules.integers("step", step)
        self._shape = every.shape
        self._every = _rules.flat(every.astype(every.dtype.newbyteorder("="), copy=False))
        least, self._most = (int(every.min()), int(every.max())) if every.size else (0, 0)
        steps("step", least)

    def floats(self) -> Array:
        """The steps themselves."""
        return self._every.astype(np.float64)

    def over(self, period: int, *, later: int = 0) -> Array:
        """(step + later) / period, for later steps of a few."""
        if self._most + later <= EXACT and period <= EXACT:
            return (self.floats() + later) / period
        return np.array([(one + later) / period for one in self._every.tolist()], np.float64)

    def left(self, period: int) -> Array:
        """(period - step) / period, and 0 afterwards."""
        if self._most <= EXACT and period <= EXACT:
            return np.maximum(period - self.floats(), 0) / period
        rest = [max(period - one, 0) / period for one in self._every.tolist()]
        return np.array(rest, np.float64)

    def periods(self, period: int) -> Array:
        """Whole periods that are over."""
        if self._most <= EXACT and period <= EXACT:
            return (self._every.astype(np.int64) // period).astype(np.float64)
        return np.array([one // period for one in self._every.tolist()], np.float64)

    def passed(self, boundaries: Sequence[int]) -> Array:
        """How many of the boundaries, which rise, lie before each step."""
        if self._most <= EXACT and all(type(b) is int and abs(b) <= EXACT for b in boundaries):
            return np.searchsorted(np.array(boundaries, np.int64), self._every.astype(np.int64))
        found = [bisect.bisect_left(boundaries, one) for one in self._every.tolist()]
        return np.array(found, np.intp)

    def give(self, rates: Array) -> Any:
        """A rate for each step: a float, or a float64 array of the steps' shape."""
        return float(rates[0]) if self._is_one else rates.reshape(self._shape)[()]
