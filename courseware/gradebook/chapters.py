"""A person's grades by chapter, each with its subtotal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from courseware.chapters.models import Chapter
from courseware.gradebook.totals import Total, total
from courseware.gradebook.work import ItemWork


@dataclass(frozen=True)
class ChapterGrades:
    """``chapter`` is missing for items that are in none of the course's chapters."""

    chapter: Chapter | None
    number: int
    lines: list[ItemWork]

    @property
    def total(self) -> Total:
        """By the rules of the course's total, over the chapter's items alone."""
        return total(line.cell.entry for line in self.lines)


def by_chapter(work: Sequence[ItemWork], chapters: Sequence[Chapter]) -> list[ChapterGrades]:
    """Chapters that have items, in order; then what is in no chapter."""
    found = [
        ChapterGrades(chapter, number, [w for w in work if w.cell.item.chapter_id == chapter.id])
        for number, chapter in enumerate(chapters, start=1)
    ]
    known = {chapter.id for chapter in chapters}
    found.append(ChapterGrades(None, 0, [w for w in work if w.cell.item.chapter_id not in known]))
    return [grades for grades in found if grades.lines]
