"""The front page of a course: what it is, what one does in it, and what visitors may try."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

from django.http import HttpRequest

from courseware.chapters.markdown import render
from courseware.chapters.selectors import chapters_of
from courseware.database.row_errors import read_or_default
from courseware.items.kinds import InChapter, kind_named
from courseware.items.models import Course, Item
from courseware.items.public import public_items
from courseware.items.selectors import items_of


def front_page(course: Course, request: HttpRequest) -> dict[str, Any]:
    """In a fixed number of queries, and those of the trials; a trial that fails is left out."""
    by_chapter = Counter(items_of(course).values_list("chapter_id", flat=True))
    trials = [_trial(item, request) for item in public_items(course)]
    shown = [trial for trial in trials if trial is not None]
    return {
        "course": course,
        "text": render(course.public_text) if course.public_text else "",
        "chapters": [
            {"chapter": chapter, "items": by_chapter[chapter.pk]} for chapter in chapters_of(course)
        ],
        "trials": shown,
        "scripts": list(dict.fromkeys(name for trial in shown for name in trial.scripts)),
    }


def _trial(item: Item, request: HttpRequest) -> InChapter | None:
    make = partial(kind_named(item.kind).public_trial, item, request)
    return read_or_default(make, None, row=item, what="shown")
