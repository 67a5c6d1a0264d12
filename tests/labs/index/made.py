"""Rows of labs without a database."""

from __future__ import annotations

from courseware.courses.rows import ItemRow
from courseware.items.kinds import ItemState
from courseware.items.models import Course, Item
from labs.index.rows import LabRow
from labs.models import LabRevision

NEW, STARTED = ItemState(), ItemState("started", "45% correct")
DONE = ItemState("done", "all cases pass", pass_mark=0.0)


def lab(
    slug: str,
    *before: LabRow,
    state: ItemState = NEW,
    chapter: int = 1,
    place: str = "open",
    **revision: object,
) -> LabRow:
    item = Item(
        course=Course(slug="ml"),
        chapter_id=chapter,
        kind="lab",
        slug=slug,
        title=slug.replace("_", " ").capitalize(),
    )
    row = ItemRow(item, "Lab", state, None)
    facts = {"number": "L1.1", "minutes": 30, "difficulty": "easy"} | revision
    return LabRow(row, LabRevision(**facts), place, list(before))
