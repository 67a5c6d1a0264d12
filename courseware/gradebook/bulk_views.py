"""Changing the scores of many students for one item: form, preview, and doing it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from courseware.gradebook.bulk import average_change
from courseware.gradebook.bulk_services import Change, apply_to_all, preview
from courseware.gradebook.forms import BulkForm, ChosenStudentsForm
from courseware.gradebook.grid.book import Gradebook
from courseware.gradebook.grid.people import students_of
from courseware.gradebook.grid.query import query_from
from courseware.items.models import Item
from courseware.items.selectors import item_or_404
from courseware.people.models import User
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.ui.data_errors import handle_data_errors

MOST_BOXES = 500  # to choose students on one page
SHOWN = 200  # students in the preview, those whose score changes most first


@permission_required(Permission.CHANGE_GRADES)
@handle_data_errors
def bulk(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """With ``section`` for its students, or with ``view`` for those of a view of the gradebook,
    whose address follows, else for all; of these, with ``students`` (ids) for some.

    A POST shows who changes and by how much; with ``apply``, what was shown is done.
    """
    item = item_or_404(request.course, kind, slug)
    data = request.POST if request.method == "POST" else request.GET
    selection = _selection(request, item, data)
    chooser = ChosenStudentsForm(data, selection=_choosable(selection, data))
    students = [user for user in selection if not chooser.ids or user.pk in chooser.ids]
    form = BulkForm(request.POST if request.method == "POST" else None, item=item)
    context: dict[str, Any] = {
        "item": item,
        "form": form,
        "chooser": chooser,
        "most": MOST_BOXES,
        "in_view": "view" in request.GET,
        "section": data.get("section", ""),
        "sections": list(request.course.sections.all()),
        "count": len(students),
    }
    if not form.is_bound:
        return render(request, "gradebook/bulk.html", context)
    if not (form.is_valid() and chooser.is_valid()):
        return render(request, "gradebook/bulk.html", context, status=422)
    digest = _digest(students, form)
    is_applied = "apply" in request.POST
    if is_applied and request.POST.get("previewed") == digest:
        return _apply(request, item, students, form)
    context |= {"digest": digest, "edited": is_applied}
    changes = preview(item, students, form.request())
    return render(request, "gradebook/bulk.html", context | _preview(changes))


def _selection(request: HttpRequest, item: Item, data: QueryDict) -> list[User]:
    """The students of the address and the section, by name."""
    students = request.access.students()
    if "view" in request.GET:
        book, query = Gradebook.of(request.course), query_from(request.GET)
        shown = students_of(request.access, query, book, [item])
        students = students.filter(pk__in=shown.ids)
    section = data.get("section", "")
    if section.isdecimal() and len(section) < 19:
        in_section = {"course": request.course, "sections": int(section)}
        students = students.filter(
            pk__in=request.course.enrollments.filter(**in_section).values("user_id")
        )
    return list(students.order_by("last_name", "first_name", "username"))


def _choosable(selection: list[User], data: QueryDict) -> list[User]:
    """Those who have a check box: of a large selection only who is chosen already."""
    if len(selection) <= MOST_BOXES:
        return selection
    chosen = set(data.getlist("students"))
    return [user for user in selection if str(user.pk) in chosen]


def _digest(students: Iterable[User], form: BulkForm) -> str:
    """Differs when students or the change were edited after their preview."""
    asked = form.request()
    shown = [[student.pk for student in students], str(asked.action), asked.value]
    return sha256(json.dumps(shown).encode()).hexdigest()


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
