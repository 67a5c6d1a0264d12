"""The staff's page of one student: grades, work and questions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courseware.chapters.selectors import chapters_of
from courseware.gradebook import selectors
from courseware.gradebook.chapters import by_chapter
from courseware.gradebook.explanation import steps_of_total
from courseware.gradebook.work import work_of
from courseware.people.models import User
from courseware.people.permissions import Permission
from courseware.threads.models import Thread


def student_page(request: HttpRequest, person: User) -> HttpResponse:
    """A fixed number of queries; scores are changed on the pages of cells."""
    row = selectors.grades_of(person, request.course)
    threads = Thread.objects.filter(item__course=request.course, asker=person)
    context = {
        "person": person,
        "row": row,
        "chapters": by_chapter(work_of(row), chapters_of(request.course)),
        "total_steps": steps_of_total(row.total),
        "threads": threads.select_related("item__course"),
        "may_grant": request.access.may(Permission.GRANT),
    }
    return render(request, "gradebook/student.html", context)
