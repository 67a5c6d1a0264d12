"""When an item can be worked on. Pure: dates in, an answer and a sentence out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Window:
    """The dates that hold for one person and one item; any may be missing.

    Work handed in after ``due_at`` is late but taken; after ``closes_at`` it is refused.
    """

    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None

    def extended(self, due_at: datetime | None, closes_at: datetime | None) -> Window:
        """With a person's extension: the later date counts, and closing never precedes due."""
        due = _later(self.due_at, due_at)
        closes = _later(self.closes_at, closes_at)
        if closes is not None and due is not None and closes < due:
            closes = due
        return Window(self.opens_at, due, closes)

    def is_open(self, now: datetime) -> bool:
        return not self.refusal(now)

    def refusal(self, now: datetime) -> str:
        """Why work cannot be handed in at ``now``; empty when it can."""
        if self.opens_at is not None and now < self.opens_at:
            return f"This opens on {self.opens_at:%a %-d %b %Y, %H:%M %Z}."
        if self.closes_at is not None and now > self.closes_at:
            return f"This closed on {self.closes_at:%a %-d %b %Y, %H:%M %Z}; no work is taken now."
        return ""


def _later(usual: datetime | None, granted: datetime | None) -> datetime | None:
    """No usual date means no limit, which no extension shortens."""
    if usual is None or granted is None:
        return usual
    return max(usual, granted)
