"""What statistics say in plain sentences, and from which values on.

The bounds are those of Moodle's documentation: a discrimination of 50 and more is very good, 30 to
50 adequate, 20 to 29 weak, below that very weak.
"""

from __future__ import annotations

from dataclasses import dataclass

WEAK, VERY_WEAK = 30.0, 20.0
"""Discriminations below which a part is flagged."""
HARD, EASY = 5.0, 95.0
"""Facilities from which on a part says little about anybody."""


@dataclass(frozen=True)
class Flag:
    """``meaning``: wrong where something is probably broken, else look."""

    meaning: str
    title: str
    sentence: str
