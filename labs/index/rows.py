"""What the page of all labs shows of each, for one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courseware.courses.rows import ItemRow
from courseware.courses.selectors import item_rows
from courseware.items.models import Course
from courseware.items.selectors import items_of
from courseware.people.models import User
from labs.models import LabRevision

PLACES = {
    "next": gettext_lazy("Next"),
    "started": gettext_lazy("In progress"),
    "open": gettext_lazy("Open"),
    "later": gettext_lazy("Not open yet"),
    "done": gettext_lazy("Done"),
}
"""The state of a lab for a person. `open` labs build on others that are not done, which is advice
and no lock; of `next` ones everything that they build on is done."""
DIFFICULTIES = {
    "easy": gettext_lazy("easy"),
    "medium": gettext_lazy("medium"),
    "hard": gettext_lazy("hard"),
}


@dataclass(eq=False)
class LabRow:
    """A lab in a list. ``before`` are the labs of the course that it builds on."""

    row: ItemRow
    revision: LabRevision
    place: str = "open"
    before: list[LabRow] = field(default_factory=list)

    @property
    def slug(self) -> str:
        return self.row.item.slug

    @property
    def title(self) -> str:
        return self.row.item.title

    @property
    def chapter_id(self) -> int | None:
        return self.row.item.chapter_id

    @property
    def words(self) -> str:
        """Its state, or the person's progress, in words."""
        begun = self.row.state.name != "new"
        return self.row.state.words if begun else str(PLACES[self.place])

    @property
    def state(self) -> str:
        """The name of a state that has a meaning, see `courseware.ui.meanings`."""
        return self.row.shown_state

    @property
    def difficulty_word(self) -> str:
        return str(DIFFICULTIES.get(self.revision.difficulty, ""))

    @property
    def opens_at(self) -> datetime | None:
        return self.row.window.opens_at if self.place == "later" else None

    @property
    def facts(self) -> str:
        """`L1.2 · 30 min · medium`"""
        minutes = self.revision.minutes
        time = _("%(minutes)d min") % {"minutes": minutes} if minutes else ""
        return " · ".join(filter(None, (self.revision.number, time, self.difficulty_word)))

    @property
    def sentence(self) -> str:
        """All that a drawing says of it, for those who do not see the drawing.

        It begins with the visible text, which people using voice control say.
        """
        parts = [f"{self.facts} {self.title}", self.words]
        if self.before:
            names = ", ".join(lab.title for lab in self.before)
            parts.append(_("builds on %(labs)s") % {"labs": names})
        return ". ".join(parts) + "."


def lab_rows(course: Course, user: User, now: datetime) -> list[LabRow]:
    """The course's labs in order, in a fixed number of queries."""
    items = list(items_of(course).filter(kind="lab"))
    for item in items:
        item.course = course
    revisions = {
        revision.item_id: revision
        for revision in LabRevision.objects.filter(item__in=items, current=True).only(
            "item_id", "number", "minutes", "difficulty", "tags", "needs", "functions"
        )
    }
    found = [
        LabRow(row, revisions[row.item.id])
        for row in item_rows(items, user)
        if row.item.id in revisions
    ]
    _connect(found, now)
    return found


def _connect(labs: Sequence[LabRow], now: datetime) -> None:
    by_slug = {lab.slug: lab for lab in labs}
    for lab in labs:
        lab.before = [by_slug[slug] for slug in lab.revision.needs if slug in by_slug]
    for lab in labs:
        lab.place = _place(lab, now)


def _place(lab: LabRow, now: datetime) -> str:
    opens_at = lab.row.window.opens_at
    if lab.row.done:
        return "done"
    if opens_at is not None and now < opens_at:
        return "later"
    if lab.row.state.name != "new":
        return "started"
    return "next" if all(before.row.done for before in lab.before) else "open"
