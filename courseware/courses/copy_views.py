"""Copying a course to a new term."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from courseware.courses.copy_form import CopyForm
from courseware.courses.tasks import copy_later
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required


@permission_required(Permission.MANAGE_PEOPLE)
def copy(request: HttpRequest) -> HttpResponse:
    """A worker makes the copy; the new course is then among those of the instructor."""
    form = CopyForm(request.POST if request.method == "POST" else None, course=request.course)
    if request.method == "POST" and form.is_valid():
        copy_later(request.course, form.wanted(), by=request.user)
        text = _(
            "“%(course)s” is being created. It will appear among your courses in a few minutes."
        )
        messages.success(request, text % {"course": form.cleaned_data["title"]})
        return redirect("people", request.course.slug)
    status = 422 if form.is_bound else 200
    return render(request, "courses/copy.html", {"form": form}, status=status)
