"""What lists of a course show of its chapters and items, for one person. No queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from courseware.chapters.models import Chapter
from courseware.deadlines.window import Window
from courseware.items.kinds import InChapter, ItemState
from courseware.items.models import Item


@dataclass(frozen=True)
class ItemRow:
    """An item, with what its card shows."""

    item: Item
    kind: str
    state: ItemState
    fraction: float | None
    window: Window = field(default_factory=Window)  # for this person
    prominent: bool = False
    in_chapter: InChapter | None = None  # what the chapter has in place of a card

    @property
    def due_at(self) -> datetime | None:
        return self.window.due_at

    @property
    def is_todo(self) -> bool:
        """Whether there is something left to do: to begin it, or to go on with it."""
        return self.state.name in ("new", "started") and (not self.done or self.is_unfinished)

    @property
    def is_unfinished(self) -> bool:
        """Begun and not handed in: an attempt that is open, a draft, a trial."""
        return self.state.name == "started" and (self.fraction is None or self.state.done_before)

    def is_overdue(self, now: datetime) -> bool:
        return self.due_at is not None and self.due_at < now

    @property
    def has_more_time(self) -> bool:
        return self.due_at != self.item.due_at

    @property
    def done(self) -> bool:
        return self.state.name == "done" or self.state.done_before

    @property
    def shown_state(self) -> str:
        """The state whose meaning the card has: only a good score gets a tick."""
        if self.state.name != "done" or not self.item.points:
            return self.state.name
        if self.fraction is None:
            return "submitted"
        return "done" if self.fraction >= self.state.pass_mark - 1e-9 else "part"

    @property
    def action(self) -> str:
        return {"new": _("Start"), "done": _("Review")}.get(self.state.name, _("Continue"))


@dataclass
class ChapterRow:
    """A chapter with its items and progress: reading counts as one step."""

    chapter: Chapter
    number: int
    read: bool
    rows: list[ItemRow] = field(default_factory=list)
    current: bool = False
    unfolded: bool = False

    @property
    def title(self) -> str:
        return self.chapter.title

    @property
    def url(self) -> str:
        return self.chapter.get_absolute_url()

    @property
    def done(self) -> int:
        return self.read + sum(row.done for row in self.rows)

    @property
    def total(self) -> int:
        return 1 + len(self.rows)

    @property
    def due_next(self) -> datetime | None:
        """The earliest due date of what is left to do."""
        dates = [row.due_at for row in self.rows if row.is_todo and row.due_at]
        return min(dates, default=None)
