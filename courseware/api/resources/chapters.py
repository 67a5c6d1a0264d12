"""Chapters: their text, their items, and whether one has read them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from courseware.api.authentication import READ, SUBMIT
from courseware.api.courses import Slug, course_of
from courseware.api.problems import PROBLEMS
from courseware.api.resources.courses import ItemOut, item
from courseware.chapters import services
from courseware.chapters.models import Chapter
from courseware.chapters.selectors import chapter_or_404, chapters_of, chapters_read_by
from courseware.courses.selectors import item_rows
from courseware.items.selectors import items_of
from courseware.people.policy import Access

router = Router(tags=["chapters"])


class ChapterOut(Schema):
    slug: str
    number: int
    title: str
    summary: str
    is_read: bool
    url: str


class Heading(Schema):
    level: int
    anchor: str
    title: str


class ChapterText(ChapterOut):
    """``source`` is the chapter's Markdown, ``html`` what the site makes of it."""

    source: str
    html: str
    outline: list[Heading]
    items: list[ItemOut]


@router.get(
    "/{course}/chapters",
    response={200: list[ChapterOut], **PROBLEMS},
    auth=READ,
    summary="Chapters of a course",
)
def list_chapters(request: HttpRequest, course: Slug) -> Any:
    access = course_of(request, course)
    read = chapters_read_by(access.user, access.course)
    return [
        _chapter(request, chapter, number, chapter.pk in read)
        for number, chapter in enumerate(chapters_of(access.course), start=1)
    ]


@router.get(
    "/{course}/chapters/{slug}",
    response={200: ChapterText, **PROBLEMS},
    auth=READ,
    summary="A chapter with its text and items",
)
def get_chapter(request: HttpRequest, course: Slug, slug: Slug) -> Any:
    access = course_of(request, course)
    chapter = chapter_or_404(access.course, slug)
    items = [each for each in items_of(access.course) if each.chapter_id == chapter.pk]
    found = _one_chapter(request, access, chapter)
    return found | {
        "source": chapter.source,
        "html": chapter.html,
        "outline": chapter.outline,
        "items": [item(request, row) for row in item_rows(items, access.user)],
    }


@router.put(
    "/{course}/chapters/{slug}/read",
    response={200: ChapterOut, **PROBLEMS},
    auth=SUBMIT,
    summary="Mark a chapter as read",
)
def mark_read(request: HttpRequest, course: Slug, slug: Slug) -> Any:
    access = course_of(request, course)
    chapter = chapter_or_404(access.course, slug)
    services.mark_read(chapter=chapter, user=access.user)
    return _one_chapter(request, access, chapter)


@router.delete(
    "/{course}/chapters/{slug}/read",
    response={200: ChapterOut, **PROBLEMS},
    auth=SUBMIT,
    summary="Mark a chapter as unread",
)
def mark_unread(request: HttpRequest, course: Slug, slug: Slug) -> Any:
    access = course_of(request, course)
    chapter = chapter_or_404(access.course, slug)
    services.mark_unread(chapter=chapter, user=access.user)
    return _one_chapter(request, access, chapter)


def _one_chapter(request: HttpRequest, access: Access, chapter: Chapter) -> dict[str, Any]:
    numbers = {each.pk: number for number, each in enumerate(chapters_of(access.course), start=1)}
    is_read = chapter.pk in chapters_read_by(access.user, access.course)
    return _chapter(request, chapter, numbers.get(chapter.pk, 1), is_read)


def _chapter(request: HttpRequest, chapter: Chapter, number: int, is_read: bool) -> dict[str, Any]:
    return {
        "slug": chapter.slug,
        "number": number,
        "title": chapter.title,
        "summary": chapter.summary,
        "is_read": is_read,
        "url": request.build_absolute_uri(chapter.get_absolute_url()),
    }
