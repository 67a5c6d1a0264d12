"""The page of all labs of a course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseware.chapters.models import Chapter
from courseware.chapters.selectors import chapters_of
from courseware.people.clock import shown_time
from courseware.people.policy import member_required
from courseware.ui.data_errors import handle_data_errors
from labs.index.drawing import Drawing, draw, in_order
from labs.index.filters import FIELDS, filter_from, tags_of
from labs.index.rows import DIFFICULTIES, PLACES, LabRow, lab_rows


@dataclass(frozen=True)
class Section:
    """The labs of one chapter; ``chapter`` is missing for those that are in none."""

    chapter: Chapter | None
    number: int
    labs: list[LabRow]

    @property
    def done(self) -> int:
        return sum(lab.row.done for lab in self.labs)

    @property
    def drawing(self) -> Drawing:
        return draw(self.labs)

    @property
    def in_order(self) -> list[tuple[LabRow, int]]:
        return in_order(self.labs)


@require_safe
@member_required
@handle_data_errors
def index(request: HttpRequest) -> HttpResponse:
    """A map by prerequisite, or a list once there is something to filter by."""
    labs = lab_rows(request.course, request.user, shown_time())
    chapters = chapters_of(request.course)
    chosen = filter_from(request.GET, labs, chapters)
    slugs = {chapter.id: chapter.slug for chapter in chapters}
    as_list = request.GET.get("view") == "list" or any(name in request.GET for name in FIELDS)
    taken = [lab for lab in labs if chosen.takes(lab, slugs.get(lab.chapter_id or 0, ""))]
    context = {
        "labs": labs,
        "as_list": as_list,
        "sections": _sections(taken if as_list else labs, chapters),
        "found": len(taken),
        "chosen": chosen,
        "chapters": chapters,
        "places": PLACES,
        "difficulties": DIFFICULTIES,
        "tags": tags_of(labs),
    }
    return render(request, "labs/index.html", context)


def _sections(labs: Sequence[LabRow], chapters: Sequence[Chapter]) -> list[Section]:
    """Chapters that have any of the labs, in order, then what is in no chapter."""
    known = {chapter.id for chapter in chapters}
    found = [
        Section(chapter, number, [lab for lab in labs if lab.chapter_id == chapter.id])
        for number, chapter in enumerate(chapters, start=1)
    ]
    found.append(Section(None, 0, [lab for lab in labs if lab.chapter_id not in known]))
    return [section for section in found if section.labs]
