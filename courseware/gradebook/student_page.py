"""The staff's page of one student: grades, work, and forms to change scores."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courseware.chapters.selectors import chapters_of
from courseware.gradebook import selectors
from courseware.gradebook.chapters import by_chapter
from courseware.gradebook.explanation import steps_of_total
from courseware.gradebook.work import work_of
from courseware.people.models import User
from courseware.people.permissions import Permission


def student_page(
    request: HttpRequest, person: User, refused: forms.Form | None = None
) -> HttpResponse:
    """``refused``: a form on this page that was not taken, shown again with all it held."""
    row = selectors.grades_of(person, request.course)
    work = work_of(row)
    context = {
        "person": person,
        "row": row,
        "work": work,
        "chapters": by_chapter(work, chapters_of(request.course)),
        "total_steps": steps_of_total(row.total),
        "refused": refused,
        "may_change": request.access.may(Permission.CHANGE_GRADES),
    }
    return render(request, "gradebook/student.html", context, status=422 if refused else 200)
