"""The chapter page: its text with the items at their places, and the mark that it was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from courseware.chapters.figures import ShownFigure, shown_figure
from courseware.chapters.markdown import split_places
from courseware.chapters.selectors import chapter_or_404
from courseware.chapters.services import mark_read, mark_unread
from courseware.courses.rows import ChapterRow, ItemRow
from courseware.courses.selectors import chapter_rows
from courseware.items.kinds import InChapter, all_kinds
from courseware.people.policy import member_required


@member_required
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    shown = chapter_or_404(request.course, slug)
    rows = chapter_rows(request.course, request.user)
    here = next(row for row in rows if row.chapter.id == shown.id)
    here.current = True
    in_text = items_in_text(here.rows, request)
    rows_here = [replace(row, in_chapter=in_text.get(row.item.pk)) for row in here.rows]
    parts = list(pieces(shown.html, rows_here))
    context = {
        "chapter": shown,
        "here": here,
        "chapters": rows,
        "pieces": parts,
        "scripts": scripts_for(parts),
        **neighbors(rows, here),
    }
    return render(request, "courses/chapter.html", context)


def items_in_text(rows: Sequence[ItemRow], request: HttpRequest) -> dict[int, InChapter]:
    """By item id, the items that are done in the text of their chapter."""
    found: dict[int, InChapter] = {}
    for kind in all_kinds():
        items = [row.item for row in rows if row.item.kind == kind.name]
        found |= kind.in_chapter(items, request) if items else {}
    return found


def scripts_for(
    parts: Sequence[tuple[str, ItemRow | None, ShownFigure | None]],
) -> list[str]:
    """The static files that the figures and items of a chapter need."""
    figures = ("figures.js" for _, _, figure in parts if figure and figure.script)
    items = (
        script for _, row, _ in parts if row and row.in_chapter for script in row.in_chapter.scripts
    )
    return list(dict.fromkeys([*figures, *items]))


@require_POST
@member_required
def mark(request: HttpRequest, slug: str) -> HttpResponse:
    """Marks the chapter as read and goes on, or takes the mark back and stays."""
    shown = chapter_or_404(request.course, slug)
    if "unread" in request.POST:
        mark_unread(chapter=shown, user=request.user)
        return redirect(shown)
    mark_read(chapter=shown, user=request.user)
    rows = chapter_rows(request.course, request.user)
    here = next(row for row in rows if row.chapter.id == shown.id)
    after = neighbors(rows, here)["next"]
    return redirect(after.chapter if after else request.course)


def pieces(
    html: str, rows: Sequence[ItemRow]
) -> Iterator[tuple[str, ItemRow | None, ShownFigure | None]]:
    """Text, and the item or figure that follows it; items without a place come at the end."""
    waiting = {(row.item.kind, row.item.slug): row for row in rows}
    for piece in split_places(html):
        figure = shown_figure(piece.slug, piece.attributes) if piece.kind == "figure" else None
        yield piece.html, waiting.pop((piece.kind, piece.slug), None), figure
    for row in waiting.values():
        yield "", row, None


def neighbors(rows: Sequence[ChapterRow], here: ChapterRow) -> dict[str, Any]:
    index = rows.index(here)
    return {
        "previous": rows[index - 1] if index else None,
        "next": rows[index + 1] if index + 1 < len(rows) else None,
    }
