"""My grades and what-if; work to review and the page of one student."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseware.chapters.selectors import chapters_of
from courseware.gradebook import selectors
from courseware.gradebook.chapters import by_chapter
from courseware.gradebook.explanation import steps_of_total
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


@permission_required(Permission.SEE_GRADES)
@handle_data_errors
def student(request: HttpRequest, student: int) -> HttpResponse:
    return student_page(request, request.access.student_or_404(student))
