"""Extensions of a course: who has which, given, changed and withdrawn, with the history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courseware.deadlines import services
from courseware.deadlines.forms import ExtensionForm, initial_of
from courseware.deadlines.models import Extension, ExtensionChange
from courseware.deadlines.selectors import visible_to
from courseware.items.models import Item
from courseware.items.selectors import item_or_404, items_of
from courseware.people.models import Section
from courseware.people.permissions import Permission
from courseware.people.policy import Access, permission_required
from courseware.ui.data_errors import handle_data_errors

MOST = 300  # rows of either list


@require_safe
@permission_required(Permission.GRANT)
@handle_data_errors
def extensions(request: HttpRequest) -> HttpResponse:
    """All extensions and their history; ``?student=``, ``?section=`` or ``?item=`` narrow them."""
    narrowed = _narrowed(request)
    rows = visible_to(request.access, Extension.objects.filter(**narrowed))
    changes = visible_to(request.access, ExtensionChange.objects.filter(**narrowed))
    related = ("item", "user", "section", "by")
    context = {
        "extensions": rows.select_related(*related).order_by("-changed_at", "-pk")[:MOST],
        "changes": changes.select_related(*related)[:MOST],
        "narrowed": bool(narrowed),
        "query": request.GET.urlencode(),
        "most": MOST,
    }
    return render(request, "deadlines/extensions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.GRANT)
@handle_data_errors
def give(request: HttpRequest) -> HttpResponse:
    """The form, filled in as far as the address says for whom and at which item."""
    form = ExtensionForm(
        request.POST if request.method == "POST" else None,
        students=_students(request),
        sections=_sections(request.access),
        items=list(items_of(request.course)),
        initial=_initial(request),
    )
    if request.method == "POST" and form.is_valid():
        place = form.place()
        services.grant_extension(
            course=request.course,
            **place,
            grant=form.grant(),
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        messages.success(request, _("The extension was saved and is now in effect."))
        return redirect("extensions", request.course.slug)
    context = {"form": form}
    return render(request, "deadlines/give.html", context, status=422 if form.errors else 200)


@require_POST
@permission_required(Permission.GRANT)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an extension back, with the reason that was typed."""
    visible = visible_to(request.access, Extension.objects.all())
    extension = get_object_or_404(visible, pk=pk)
    reason = request.POST.get("reason", "").replace("\0", "").strip()
    services.withdraw(extension=extension, reason=reason, by=request.user)
    messages.success(
        request,
        _(
            "The extension was revoked. Work submitted while it was in effect still counts "
            "as on time."
        ),
    )
    return redirect("extensions", request.course.slug)


def _narrowed(request: HttpRequest) -> dict[str, Any]:
    narrowed: dict[str, Any] = {}
    for name, field in (("student", "user"), ("section", "section")):
        if value := request.GET.get(name):
            narrowed[field] = _number(value)
    if value := request.GET.get("item"):
        narrowed["item"] = _item(request, value)
    return narrowed


def _initial(request: HttpRequest) -> dict[str, Any]:
    initial: dict[str, Any] = {}
    place: dict[str, Any] = {"course": request.course, "user": None, "section": None, "item": None}
    for name, field in (("student", "user_id"), ("section", "section_id")):
        if value := request.GET.get(name):
            initial["whom"] = f"{name}:{_number(value)}"
            place[field] = _number(value)
            place.pop(field.removesuffix("_id"))
    if value := request.GET.get("item"):
        item = _item(request, value)
        initial["item"], place["item"] = f"{item.kind}/{item.slug}", item
    if "whom" in initial and (extension := Extension.objects.filter(**place).first()):
        initial |= initial_of(extension)
    return initial


def _students(request: HttpRequest) -> list[Any]:
    students = request.access.students().order_by("last_name", "first_name", "username")
    return list(students.only("first_name", "last_name", "username", "erased_at"))


def _sections(access: Access) -> list[Section]:
    sections = Section.objects.filter(course=access.course)
    if access.section_ids is not None:
        sections = sections.filter(pk__in=access.section_ids)
    return list(sections)


def _item(request: HttpRequest, place: str) -> Item:
    kind, _slash, slug = place.replace("\0", "").partition("/")
    return item_or_404(request.course, kind, slug)


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise Http404(_("There is no such person in this course."))
    return int(text)
