"""Numbers in other systems' files."""

from __future__ import annotations

import math

from quizzes.exchange.forms import CannotExchange

_LARGEST = 1e12


def number_of(text: str, what: str) -> float:
    """A finite number of sane size. Raises `CannotExchange`."""
    try:
        value = float(text.strip().replace(",", ".")) if len(text) < 60 else math.inf
    except ValueError:
        raise CannotExchange(f"{what} is “{text[:40]}”, which is no number") from None
    if not math.isfinite(value) or abs(value) > _LARGEST:
        raise CannotExchange(f"{what} is too large or no finite number")
    return value


def fraction_of(percent: str) -> float:
    """A share from a percentage; 33.33333 is a third."""
    share = number_of(percent or "0", "a percentage") / 100
    for parts in range(1, 21):
        whole = round(share * parts)
        if abs(share - whole / parts) < 2e-6:
            return whole / parts
    return share
