"""How the score of a lab adds up: the automatic grading, and what a person gave for style. Pure."""

from __future__ import annotations

from typing import Protocol


class Style(Protocol):
    """A grade for style: a fraction, and its share of 100 points of the score."""

    fraction: float
    share: float


def combined(automatic: float, style: Style | None) -> float:
    """The fraction that a submission earns: in the shares of both, once the style is graded."""
    if style is None:
        return automatic
    share = style.share / 100
    return min(1.0, max(0.0, (1 - share) * automatic + share * style.fraction))
