"""Numbers in other systems' files."""

from __future__ import annotations

from quizzes.contract.neutral import ExchangeError
from quizzes.contract.readings import read_number

_LARGEST = 1e12  # what `numeric` takes as an answer to type
# Moodle writes shares with five or seven digits of a percentage: a third differs from 33.33333 %
# by 3e-8 and from 33.3333 % by 3e-7; the nearest two shares of 20 options differ by 2.6e-3.
_ROUNDING = 2e-6
_MOST_OPTIONS = 20


def parse_number(text: str, what: str) -> float:
    """A finite number of sane size, read as one that a student types. Raises `ExchangeError`."""
    reading = read_number(text)
    if reading.value is None:
        raise ExchangeError(f"{what} cannot be read: {reading.problem.removesuffix('.')}")
    if abs(reading.value) > _LARGEST:
        raise ExchangeError(f"{what} is “{text.strip()[:40]}”, which is too large")
    return reading.value


def parse_percentage(percentage: str) -> float:
    """The fraction that a percentage means; 33.33333 is a third."""
    fraction = parse_number(percentage or "0", "a percentage") / 100
    for options in range(1, _MOST_OPTIONS + 1):
        nearest = round(fraction * options) / options
        if abs(fraction - nearest) < _ROUNDING:
            return nearest
    return fraction
