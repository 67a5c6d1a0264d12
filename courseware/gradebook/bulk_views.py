"""Changing the scores of many students for one item: form, preview, and doing it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from courseware.gradebook.bulk import average_change
from courseware.gradebook.bulk_services import Change, apply_to_all, preview
from courseware.gradebook.forms import BulkForm
from courseware.gradebook.grid.book import Gradebook
from courseware.gradebook.grid.people import students_of
from courseware.gradebook.grid.query import query_from
from courseware.items.models import Item
from courseware.items.selectors import item_or_404
from courseware.people.models import User
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.ui.data_errors import handle_data_errors

SHOWN = 200  # students in the preview, those whose score changes most first


@permission_required(Permission.CHANGE_GRADES)
@handle_data_errors
def bulk(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """With ``students`` (ids) or ``section`` for some of the students, else for all.

    With ``view`` for those of a view of the gradebook, whose address follows.

    A POST shows who changes and by how much; with ``apply`` it is done.
    """
    item = item_or_404(request.course, kind, slug)
    data = request.POST if request.method == "POST" else request.GET
    students, chosen = _students(request, item, data)
    form = BulkForm(request.POST if request.method == "POST" else None, item=item)
    context: dict[str, Any] = {
        "item": item,
        "form": form,
        "chosen": chosen,
        "in_view": "view" in request.GET,
        "section": data.get("section", ""),
        "sections": list(request.course.sections.all()),
        "count": len(students),
    }
    if not form.is_bound:
        return render(request, "gradebook/bulk.html", context)
    if not form.is_valid():
        return render(request, "gradebook/bulk.html", context, status=422)
    if "apply" in request.POST:
        return _apply(request, item, students, form)
    changes = preview(item, students, form.request())
    return render(request, "gradebook/bulk.html", context | _preview(changes))


def _students(request: HttpRequest, item: Item, data: QueryDict) -> tuple[list[User], list[int]]:
    """The students by name, and the ids that were chosen, if any."""
    chosen = [int(pk) for pk in data.getlist("students") if pk.isdecimal() and len(pk) < 19]
    students = request.access.students()
    if "view" in request.GET:
        book, query = Gradebook.of(request.course), query_from(request.GET)
        shown = students_of(request.access, query, book, [item])
        students = students.filter(pk__in=shown.ids)
    if chosen:
        students = students.filter(pk__in=chosen)
    section = data.get("section", "")
    if section.isdecimal() and len(section) < 19:
        in_section = {"course": request.course, "sections": int(section)}
        students = students.filter(
            pk__in=request.course.enrollments.filter(**in_section).values("user_id")
        )
    return list(students.order_by("last_name", "first_name", "username")), chosen


def _preview(changes: Iterable[Change]) -> dict[str, Any]:
    changes = list(changes)
    changing = [change for change in changes if change.outcome.changes]
    return {
        "changes": sorted(changing, key=_size, reverse=True)[:SHOWN],
        "changing": len(changing),
        "more": max(len(changing) - SHOWN, 0),
        "unchanged": len(changes) - len(changing),
        "average": average_change(change.outcome for change in changes),
    }


def _size(change: Change) -> float:
    """How much it changes; a score that comes or goes most."""
    return abs(change.outcome.gain) if change.outcome.gain is not None else 1.0


def _apply(request: HttpRequest, item: Item, students: list[User], form: BulkForm) -> HttpResponse:
    batch = apply_to_all(
        item=item,
        students=[student.pk for student in students],
        request=form.request(),
        reason=form.cleaned_data["reason"],
        note=form.cleaned_data["note"],
        by=request.user,
    )
    text = _("%(count)d scores of %(item)s were changed. You can undo this below.")
    messages.success(request, text % {"count": batch.count, "item": item})
    return redirect("gradebook-log", request.course.slug)
