"""Certainty-based marking: how sure somebody is multiplies what the answer earns.

A right answer given with certainty 1, 2 or 3 is worth 1, 2 or 3 marks, a wrong one 0, -2 or -6
(Moodle's scale); a partly right one its fraction of the marks of a right one. A question's points
stand for 3 marks. It pays to say 1 below a chance of 2/3 of being right, 2 up to 0.8, else 3.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LEVELS = {1: _("not sure"), 2: _("fairly sure"), 3: _("sure")}
RIGHT_MARKS = {1: 1.0, 2: 2.0, 3: 3.0}
WRONG_MARKS = {1: 0.0, 2: -2.0, 3: -6.0}
MAX_MARKS = 3.0
MIN_SHARE = WRONG_MARKS[3] / MAX_MARKS


def marks(fraction: float, certainty: int | None) -> float:
    """Marks from -6 to 3; an unset certainty counts as 1."""
    level = certainty if certainty in LEVELS else 1
    return fraction * RIGHT_MARKS[level] if fraction > 0 else WRONG_MARKS[level]


def share(fraction: float, certainty: int | None) -> float:
    """The marks as a share of the question's points, from -2 to 1."""
    return marks(fraction, certainty) / MAX_MARKS


def best_level(chance: float) -> int:
    """The certainty with the highest expected marks for a chance of being right."""
    expected = {
        level: chance * RIGHT_MARKS[level] + (1 - chance) * WRONG_MARKS[level] for level in LEVELS
    }
    return max(expected, key=lambda level: (expected[level], level))
