"""The sections of a course: the parts of its students that assistants are limited to."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from courseware.people.models import Role, Section
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.roster import services
from courseware.roster.forms import SectionForm

manages_people = permission_required(Permission.MANAGE_PEOPLE)


@manages_people
def sections(request: HttpRequest) -> HttpResponse:
    """The list, with how many are in each, and the form for another one."""
    posted = request.POST if request.method == "POST" else None
    form = SectionForm(posted, course=request.course, instance=Section(course=request.course))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(
            request, _("The section was created. You can assign people to it on their pages.")
        )
        return redirect("sections", request.course.slug)
    student = Q(enrollments__role=Role.STUDENT)
    rows = request.course.sections.annotate(
        students=Count("enrollments", filter=student), staff=Count("enrollments", filter=~student)
    )
    status = 422 if form.is_bound else 200
    return render(request, "roster/sections.html", {"rows": rows, "form": form}, status=status)


@manages_people
def section(request: HttpRequest, section: int) -> HttpResponse:
    """Another name for a section."""
    shown = _section_or_404(request, section)
    posted = request.POST if request.method == "POST" else None
    form = SectionForm(posted, course=request.course, instance=shown)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("sections", request.course.slug)
    status = 422 if form.is_bound else 200
    context = {"section": _section_or_404(request, section), "form": form}
    return render(request, "roster/section.html", context, status=status)


@manages_people
def delete(request: HttpRequest, section: int) -> HttpResponse:
    """Asks first; a POST deletes the section and nobody in it."""
    shown, refusal = _section_or_404(request, section), ""
    try:
        services.refuse_lifting_limits(shown)
        if request.method == "POST":
            services.delete_section(section=shown)
            messages.success(request, _("The section was deleted. Its members stay in the course."))
            return redirect("sections", request.course.slug)
    except services.RosterRefused as error:
        refusal = str(error)
    status = 409 if refusal and request.method == "POST" else 200
    context = {"section": shown, "refusal": refusal}
    return render(request, "roster/section_delete.html", context, status=status)


def _section_or_404(request: HttpRequest, pk: int) -> Section:
    found: Section | None = request.course.sections.filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such section in this course."))
    return found
