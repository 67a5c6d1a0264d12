"""Numbers in other systems' files."""

from __future__ import annotations

import math

from quizzes.contract.neutral import ExchangeError

_LARGEST = 1e12  # what `numeric` takes as an answer to type
_MAX_CHARACTERS = 60  # more than a float is ever written with
# Moodle writes shares with five or seven digits of a percentage: a third differs from 33.33333 %
# by 3e-8 and from 33.3333 % by 3e-7; the nearest two shares of 20 options differ by 2.6e-3.
_ROUNDING = 2e-6
_MOST_OPTIONS = 20


def parse_number(text: str, what: str) -> float:
    """A finite number of sane size. Raises `ExchangeError`."""
    try:
        number = float(text.strip().replace(",", ".")) if len(text) < _MAX_CHARACTERS else math.inf
    except ValueError:
        raise ExchangeError(f"{what} is “{text[:40]}”, which is not a number") from None
    if not math.isfinite(number) or abs(number) > _LARGEST:
        raise ExchangeError(f"{what} is too large or not a finite number")
    return number


def parse_percentage(percentage: str) -> float:
    """The fraction that a percentage stands for; 33.33333 is a third."""
    fraction = parse_number(percentage or "0", "a percentage") / 100
    for options in range(1, _MOST_OPTIONS + 1):
        nearest = round(fraction * options) / options
        if abs(fraction - nearest) < _ROUNDING:
            return nearest
    return fraction
