"""Settings of one item and of the course, and what differs from the files."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courseware.course_settings import selectors, services
from courseware.course_settings.date_views import record, tell
from courseware.course_settings.forms import CourseForm, ItemForm
from courseware.course_settings.models import SiteSetting
from courseware.course_settings.writing import changed_file
from courseware.items.models import Item
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.ui.data_errors import handle_data_errors

PAGE = require_http_methods(["GET", "HEAD", "POST"])


@PAGE
@permission_required(Permission.CHANGE_COURSE)
@handle_data_errors
def item(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """One item: its title, whether it is hidden, its late policy, and where the files differ."""
    found = get_object_or_404(
        Item.objects.select_related("course"), course=request.course, kind=kind, slug=slug
    )
    form = ItemForm(request.POST if request.method == "POST" else None, item=found)
    if request.method == "POST" and form.is_valid():
        tell(request, len(record(request, found, form.values())))
        return redirect("dates-item", request.course.slug, kind, slug)
    context = {
        "item": found,
        "form": form,
        "differences": selectors.differences(request.course, found),
        "changes": selectors.changes(request.course, found),
    }
    return render(request, "course_settings/item.html", context, status=422 if form.errors else 200)


@PAGE
@permission_required(Permission.CHANGE_COURSE)
@handle_data_errors
def course(request: HttpRequest) -> HttpResponse:
    """Title and summary of the course, the late policy of its items, and late days."""
    form = CourseForm(request.POST if request.method == "POST" else None, course=request.course)
    if request.method == "POST" and form.is_valid():
        tell(request, len(record(request, request.course, form.values())))
        return redirect("dates-course", request.course.slug)
    context = {"form": form}
    return render(
        request, "course_settings/course.html", context, status=422 if form.errors else 200
    )


@require_safe
@permission_required(Permission.CHANGE_COURSE)
@handle_data_errors
def files(request: HttpRequest) -> HttpResponse:
    """What was set on the site, beside what the files say, and the history."""
    context = {
        "differences": selectors.differences(request.course),
        "changes": selectors.changes(request.course),
        "writable": changed_file(request.course) is not None,
    }
    return render(request, "course_settings/files.html", context)


@require_POST
@permission_required(Permission.CHANGE_COURSE)
def use_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes one field back to what the files say."""
    setting = get_object_or_404(SiteSetting, pk=pk, course=request.course)
    target = setting.item or request.course
    services.use_file(target, setting.field, by=request.user)
    messages.success(
        request, _("“%(title)s” uses the value from the file again.") % {"title": target.title}
    )
    return redirect("dates-files", request.course.slug)


@require_safe
@permission_required(Permission.CHANGE_COURSE)
def download(request: HttpRequest) -> HttpResponse:
    """course.yaml with what was set on the site written into it."""
    text = changed_file(request.course)
    if text is None:
        messages.error(request, _("The course's course.yaml cannot be read on this machine."))
        return redirect("dates-files", request.course.slug)
    headers = {"Content-Disposition": 'attachment; filename="course.yaml"'}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)
