"""Dates and points of all items by chapter, and moving the dates of many items."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from courseware.course_settings import moves, selectors, services
from courseware.course_settings.forms import DatesForm, MoveForm
from courseware.course_settings.selectors import DatedChapter
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.ui.data_errors import handle_data_errors

PAGE = require_http_methods(["GET", "HEAD", "POST"])
EVERY_CHAPTER = "all"


@PAGE
@permission_required(Permission.CHANGE_COURSE)
@handle_data_errors
def dates(request: HttpRequest) -> HttpResponse:
    """Dates and points of all items; each chapter is a form of its own.

    ``?chapter=`` unfolds one, or all of them. Posting sets what was changed in the items sent.
    """
    chapters = selectors.dated_chapters(request.course)
    data = request.POST if request.method == "POST" else None
    forms = {item.pk: _form(data, item) for chapter in chapters for item in chapter.items}
    bound = [form for form in forms.values() if form.is_bound]
    wrong = not all([form.is_valid() for form in bound])
    key = request.POST.get("chapter", "")
    if data is not None and not wrong:
        tell(request, sum(len(record(request, form.item, form.changes())) for form in bound))
        if not request.htmx:
            page = reverse("dates", args=[request.course.slug])
            return redirect(f"{page}?{urlencode({'chapter': key})}#chapter-{quote(key)}")
        forms = {form.item.pk: DatesForm(item=form.item) for form in forms.values()}
    unfolded = {key or request.GET.get("chapter", "")}
    rows = _rows(request, chapters, forms, unfolded)
    status = 422 if wrong else 200
    if request.htmx and data is not None:
        shown = {"row": next((row for row in rows if row["chapter"].key == key), None)}
        return render(request, "course_settings/dates_chapter.html", shown, status=status)
    context = {
        "rows": rows,
        "zone": get_current_timezone_name(),
        "all_unfolded": EVERY_CHAPTER in unfolded,
    }
    return render(request, "course_settings/dates.html", context, status=status)


def _form(data: Any, item: Any) -> DatesForm:
    return DatesForm(data if data is not None and DatesForm.sent(data, item) else None, item=item)


def _rows(
    request: HttpRequest,
    chapters: list[DatedChapter],
    forms: dict[int, DatesForm],
    unfolded: set[str],
) -> list[dict[str, Any]]:
    """By chapter, the forms of its items and which of their fields were set on the site."""
    differing: dict[int | None, list[str]] = {}
    for difference in selectors.differences(request.course):
        label = str(difference.field.label)
        differing.setdefault(difference.setting.item_id, []).append(label)
    return [
        {
            "chapter": chapter,
            "forms": [(forms[item.pk], differing.get(item.pk, [])) for item in chapter.items],
            "set": sum(item.pk in differing for item in chapter.items),
            "unfolded": bool(unfolded & {chapter.key, EVERY_CHAPTER})
            or any(forms[item.pk].errors for item in chapter.items),
        }
        for chapter in chapters
    ]


@PAGE
@permission_required(Permission.CHANGE_COURSE)
@handle_data_errors
def move(request: HttpRequest) -> HttpResponse:
    """Moves many dates by days: a form, a preview, and once that is confirmed the move."""
    chapters = selectors.dated_chapters(request.course)
    form = MoveForm(request.POST if request.method == "POST" else None, chapters=chapters)
    if request.method != "POST":
        form.keys = {request.GET.get("chapter", "")}
        return render(request, "course_settings/move.html", {"form": form})
    if not form.is_valid():
        return render(request, "course_settings/move.html", {"form": form}, status=422)
    found = form.moves()
    digest = moves.digest(found)
    impossible = [each.item.title for each in found if not each.is_possible]
    seen = request.POST.get("seen")
    if found and not impossible and seen == digest:
        tell(request, sum(len(record(request, each.item, each.after)) for each in found))
        return redirect("dates", request.course.slug)
    context = {"form": form, "moves": found, "impossible": impossible, "digest": digest}
    if seen:
        context["sentence"] = _("Dates have changed since the preview. Check it again.")
    refused = impossible or seen or not found
    return render(request, "course_settings/move.html", context, status=422 if refused else 200)


def record(request: HttpRequest, target: Any, values: dict[str, Any]) -> list[str]:
    """Sets fields with the reason that was sent; the names of those that changed."""
    reason = request.POST.get("reason", "").replace("\0", "")[:200]
    return services.set_fields(target, values, by=request.user, reason=reason) if values else []


def tell(request: HttpRequest, count: int) -> None:
    """Shows how many values were changed."""
    if count:
        text = ngettext("%(count)d value was changed.", "%(count)d values were changed.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, _("Nothing was changed."))
