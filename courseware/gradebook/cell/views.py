"""The page of a cell, and what is changed there.

A script shows the page beside the table: it gets the same content without the frame.
"""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courseware.gradebook import services
from courseware.gradebook.cell.page import cell_context, cell_url
from courseware.gradebook.forms import ExcuseForm, OverrideForm
from courseware.gradebook.grid.query import query_from
from courseware.gradebook.models import ChangeKind, ScoreChange
from courseware.items.models import Item
from courseware.items.selectors import item_or_404
from courseware.people.models import User
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.ui.data_errors import handle_data_errors

CHANGED = "gradebook:changed"
"""The event that tells the table to load its lines again."""


@require_safe
@permission_required(Permission.SEE_GRADES)
@handle_data_errors
def cell(request: HttpRequest, student: int, kind: str, slug: str) -> HttpResponse:
    return _show(request, *_person_and_item(request, student, kind, slug))


@require_POST
@permission_required(Permission.CHANGE_GRADES)
def override(request: HttpRequest, student: int, kind: str, slug: str) -> HttpResponse:
    """Sets the score by hand; without points the override ends."""
    person, item = _person_and_item(request, student, kind, slug)
    form = OverrideForm(request.POST, item=item)
    if not form.is_valid():
        return _show(request, person, item, refused=form)
    services.override_score(
        item=item,
        user=person,
        fraction=form.fraction(),
        reason=form.cleaned_data["reason"],
        note=form.cleaned_data["note"],
        by=request.user,
    )
    changed = _("The score of %(person)s for %(item)s was changed.")
    return _done(request, person, item, changed)


@require_POST
@permission_required(Permission.CHANGE_GRADES)
def excuse(request: HttpRequest, student: int, kind: str, slug: str) -> HttpResponse:
    """Excuses the student from the item, or with an empty ``excused`` ends that."""
    person, item = _person_and_item(request, student, kind, slug)
    form = ExcuseForm(request.POST, item=item)
    if not form.is_valid():
        return _show(request, person, item, refused=form)
    excused = bool(form.cleaned_data["excused"])
    services.excuse_score(
        item=item,
        user=person,
        excused=excused,
        reason=form.cleaned_data["reason"],
        note=form.cleaned_data["note"],
        by=request.user,
    )
    text = (
        _("%(person)s is excused from %(item)s.")
        if excused
        else _("%(item)s counts for %(person)s again.")
    )
    return _done(request, person, item, text)


@require_POST
@permission_required(Permission.CHANGE_GRADES)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undoes one change by a person."""
    changes = ScoreChange.objects.select_related("score__item__course")
    change = get_object_or_404(changes, pk=pk, score__item__course=request.course)
    if change.kind == ChangeKind.GRADED or change.score is None:
        raise Http404(_("A grading cannot be undone. Override the score instead."))
    person = request.access.student_or_404(change.score.user_id)
    try:
        services.undo_change(change=change, by=request.user)
    except services.ChangeRefused as refusal:
        return _show(request, person, change.score.item, sentence=str(refusal))
    return _done(request, person, change.score.item, _("The change was undone."))


def _person_and_item(request: HttpRequest, student: int, kind: str, slug: str) -> tuple[User, Item]:
    return request.access.student_or_404(student), item_or_404(request.course, kind, slug)


def _show(
    request: HttpRequest,
    person: User,
    item: Item,
    *,
    refused: forms.Form | None = None,
    sentence: str = "",
    done: str = "",
) -> HttpResponse:
    """The page, or its content alone; ``sentence`` is why something was not done."""
    context = cell_context(request.access, person, item, query_from(request.GET), refused)
    context |= {"refusal": sentence, "done": done, "part": bool(request.htmx)}
    template = "gradebook/cell/body.html" if request.htmx else "gradebook/cell/page.html"
    status = 422 if refused else 409 if sentence else 200
    return render(request, template, context, status=status)


def _done(request: HttpRequest, person: User, item: Item, text: str) -> HttpResponse:
    sentence = text % {"person": person.display_name, "item": item}
    if not request.htmx:
        messages.success(request, sentence)
        return redirect(cell_url(request.access, person.pk, item, query_from(request.GET)))
    response = _show(request, person, item, done=sentence)
    response["HX-Trigger"] = CHANGED
    return response
