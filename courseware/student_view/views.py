"""Choosing a student's view of the course, and leaving it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from courseware.items.models import Course
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.student_view import chosen
from courseware.student_view.forms import StudentViewForm


@permission_required(Permission.SEE_CONTENT)
def student_view(request: HttpRequest) -> HttpResponse:
    """The form; ``?student=`` fills in whose view. A POST begins the view."""
    if request.method == "POST":
        form = StudentViewForm(request.POST, access=request.access)
        if form.is_valid():
            chosen.choose(request, request.course, form.chosen_student(), form.cleaned_data["at"])
            return redirect(request.course)
    else:
        student = request.GET.get("student", "").replace("\0", "")[:254]
        form = StudentViewForm(initial={"student": student}, access=request.access)
    status = 422 if form.is_bound else 200
    return render(request, "student_view/choose.html", {"form": form}, status=status)


@require_POST
@login_required
def leave(request: HttpRequest) -> HttpResponse:
    """Back to one's own pages."""
    course = Course.objects.filter(slug=chosen.leave(request)).first()
    return redirect(course) if course else redirect("home")
