"""What questions are worth: the same number of points on every page and in the gradebook. Pure.

A quiz file gives its questions points of its own. What counts is the share that a question has of
the item's points in the course, so that is what pages show.
"""

from __future__ import annotations

from decimal import Decimal


def points_factor(worth: Decimal | float, possible: float, *, practice: bool) -> float | None:
    """By what points of the quiz file are multiplied; ``None`` where nothing counts.

    ``worth`` are the points of the item, ``possible`` those of one attempt in the file.
    """
    counts = worth and possible and not practice
    return float(worth) / possible if counts else None
