"""What a kind of item receives when a demo class is made (`ItemKind.make_demo_work`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from courseware.people.models import User


@dataclass(frozen=True)
class Turn:
    """One made-up student's work on one item.

    ``ability`` in [0, 1] is how likely the student gets something right. ``tries`` are the moments
    at which something is handed in, oldest first; when not ``finished``, the last was only begun.
    ``seed`` decides everything that is left to chance.
    """

    user: User
    ability: float
    tries: tuple[datetime, ...]
    due_at: datetime | None
    seed: str
    finished: bool = True
