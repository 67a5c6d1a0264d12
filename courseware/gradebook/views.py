"""My grades and what-if; the instructor's gradebook, one student's work, export."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseware.chapters.selectors import chapters_of
from courseware.gradebook import selectors
from courseware.gradebook.chapters import by_chapter
from courseware.gradebook.explanation import steps_of_total
from courseware.gradebook.export import csv_parts
from courseware.gradebook.student_page import student_page
from courseware.gradebook.what_if import TriedScores
from courseware.gradebook.work import work_of
from courseware.items.kinds import all_kinds
from courseware.people.permissions import Permission
from courseware.people.policy import member_required, permission_required
from courseware.ui.data_errors import handle_data_errors


@member_required
@handle_data_errors
def grades(request: HttpRequest) -> HttpResponse:
    row = selectors.grades_of(request.user, request.course, for_student=True)
    context = {
        "row": row,
        "chapters": by_chapter(work_of(row), chapters_of(request.course)),
        "total_steps": steps_of_total(row.total),
    }
    return render(request, "gradebook/grades.html", context)


@require_safe
@member_required
@handle_data_errors
def what_if(request: HttpRequest) -> HttpResponse:
    """The total with other scores than one has; nothing is stored."""
    row = selectors.grades_of(request.user, request.course, for_student=True)
    tried = TriedScores(row, request.GET)
    context = {"row": row, "tried": tried}
    return render(request, "gradebook/what_if.html", context, status=422 if tried.faults else 200)


@require_safe
@permission_required(Permission.SEE_GRADES)
@handle_data_errors
def review(request: HttpRequest) -> HttpResponse:
    """Work of all kinds that somebody should look at."""
    flagged = [work for kind in all_kinds() for work in kind.flagged(request.access)]
    return render(request, "gradebook/review.html", {"flagged": flagged})


@require_safe
@permission_required(Permission.EXPORT)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """As CSV, sent while it is made."""
    parts = csv_parts(request.course, request.access.students())
    streamed = _in_threads(parts) if isinstance(request, ASGIRequest) else parts
    response = StreamingHttpResponse(streamed, content_type="text/csv; charset=utf-8")
    name = f"gradebook-{request.course.slug}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


async def _in_threads(parts: Iterator[str]) -> AsyncIterator[str]:
    """The parts as a server takes them that must not wait for a database."""
    while (part := await sync_to_async(lambda: next(parts, None))()) is not None:
        yield part


@permission_required(Permission.SEE_GRADES)
@handle_data_errors
def student(request: HttpRequest, student: int) -> HttpResponse:
    return student_page(request, request.access.student_or_404(student))
