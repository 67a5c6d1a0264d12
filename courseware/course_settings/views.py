"""Dates and late work of a course: all items in one table, one item, the course, the files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courseware.course_settings import selectors, services
from courseware.course_settings.fields import ITEM_FIELDS
from courseware.course_settings.forms import CourseForm, DatesForm, ItemForm, ShiftForm
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
def dates(request: HttpRequest) -> HttpResponse:
    """Dates and points of all items; posting saves what was changed, or moves many dates."""
    items = selectors.dated_items(request.course)
    if request.method == "POST" and "days" in request.POST and "save" not in request.POST:
        return _shift(request, items)
    data = request.POST if "save" in request.POST else None
    forms = [DatesForm(data, item=item) for item in items]
    if data is not None and all([form.is_valid() for form in forms]):
        count = sum(len(_set(request, form.item, form.changes())) for form in forms)
        _tell(request, count)
        return redirect("dates", request.course.slug)
    wrong = data is not None
    return render(
        request,
        "course_settings/dates.html",
        _context(request, forms),
        status=422 if wrong else 200,
    )


def _shift(request: HttpRequest, items: list[Item]) -> HttpResponse:
    """The preview of a shift, or the shift itself once it was previewed."""
    form, chosen = ShiftForm(request.POST), set(request.POST.getlist("item"))
    everything = request.POST.get("preview") == "all"
    moved = [item for item in items if everything or str(item.pk) in chosen]
    forms = [DatesForm(item=item) for item in items]
    context = _context(request, forms) | {"chosen": {item.pk for item in moved}, "shift": form}
    if not form.is_valid() or not form.cleaned_data["days"] or not moved:
        context["sentence"] = _(
            "Select items and enter the number of days to shift their dates by."
        )
        return render(request, "course_settings/dates.html", context, status=422)
    shifts = selectors.shifted(moved, form.cleaned_data["days"])
    if "apply" not in request.POST:
        context["preview"] = [(each, _pairs(each)) for each in shifts]
        return render(request, "course_settings/dates.html", context)
    count = sum(len(_set(request, each.item, each.after)) for each in shifts)
    _tell(request, count)
    return redirect("dates", request.course.slug)


def _pairs(shift: selectors.Shift) -> list[tuple[Any, Any, Any]]:
    """Label, old and new date."""
    return [(ITEM_FIELDS[name].label, at, shift.after[name]) for name, at in shift.before.items()]


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
        _tell(request, len(_set(request, found, form.values())))
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
        _tell(request, len(_set(request, request.course, form.values())))
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


def _context(request: HttpRequest, forms: list[DatesForm]) -> dict[str, Any]:
    differing: dict[int | None, list[str]] = {}
    for row in selectors.differences(request.course):
        differing.setdefault(row.setting.item_id, []).append(str(row.field.label))
    return {
        "rows": [(form, differing.get(form.item.pk, [])) for form in forms],
        "shift": ShiftForm(),
        "chosen": set(),
        "zone": get_current_timezone_name(),
        "course_differs": differing.get(None, []),
    }


def _set(request: HttpRequest, target: Any, values: dict[str, Any]) -> list[str]:
    reason = request.POST.get("reason", "").replace("\0", "")[:200]
    return services.set_fields(target, values, by=request.user, reason=reason) if values else []


def _tell(request: HttpRequest, count: int) -> None:
    if count:
        text = ngettext("%(count)d value was changed.", "%(count)d values were changed.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, _("Nothing was changed."))
