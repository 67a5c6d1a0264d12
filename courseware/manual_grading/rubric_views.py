"""A rubric: its lines, with a preview of what a change does to grades, and its settings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from courseware.manual_grading import rubric_changes, selectors
from courseware.manual_grading.forms import RubricForm, SettingsForm
from courseware.manual_grading.models import Rubric
from courseware.manual_grading.pseudonyms import pseudonym_of
from courseware.manual_grading.rubric_changes import Effect, NewerRubric, RubricEdit
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.ui.data_errors import handle_data_errors

LISTED = 100  # grades that a preview names one by one


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.GRADE)
@handle_data_errors
def rubric(request: HttpRequest, pk: int) -> HttpResponse:
    """Graders add lines; who may change grades changes those that are in use."""
    found = selectors.rubric_or_404(request.course, pk)
    lines = selectors.lines_of(found)
    if request.method != "POST":
        initial = {
            "out_of": f"{found.out_of:g}",
            "counts_down": found.counts_down,
            "seen": found.version,
        }
        return _page(request, found, RubricForm(None, lines=lines, initial=initial))
    form = RubricForm(request.POST, lines=lines)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    edit = form.edit()
    effects = rubric_changes.effects(found, edit)
    if effects and not request.access.may(Permission.CHANGE_GRADES):
        sentence = _(
            "Your role can add items. Only instructors can change the points of items in use."
        )
        form.add_error(None, sentence)
        return _page(request, found, form, status=422)
    if effects and "confirmed" not in request.POST:
        return _page(request, found, form, effects=effects)
    return _apply(request, found, form, edit)


def _apply(request: HttpRequest, found: Rubric, form: RubricForm, edit: RubricEdit) -> HttpResponse:
    try:
        following = rubric_changes.apply_edit(
            rubric=found, edit=edit, by=request.user, seen=form.cleaned_data["seen"]
        )
    except NewerRubric:
        sentence = _(
            "Someone else has changed this rubric since you opened it. Your changes are "
            "below; open the rubric in another tab to see theirs."
        )
        form.add_error(None, sentence)
        return _page(request, found, form, status=409)
    messages.success(request, _saved_sentence(following))
    return redirect("grading-queue", request.course.slug, found.pk)


def _saved_sentence(following: int) -> str:
    if not following:
        return _("The rubric was saved.")
    text = ngettext(
        "The rubric was saved. %(count)d grade was updated.",
        "The rubric was saved. %(count)d grades were updated.",
        following,
    )
    return text % {"count": following}


def _page(
    request: HttpRequest,
    found: Rubric,
    form: RubricForm,
    *,
    effects: list[Effect] | None = None,
    status: int = 200,
) -> HttpResponse:
    usage = dict(found.items.annotate(used=Count("marks")).values_list("pk", "used"))
    rows = [{**row, "used": usage.get(_number(row["name"]), 0)} for row in form.rows]
    context: dict[str, Any] = {"rubric": found, "form": form, "rows": rows, "effects": effects}
    if effects is not None:
        context |= {
            "up": sum(effect.change > 0 for effect in effects),
            "down": sum(effect.change < 0 for effect in effects),
            "out_of": form.cleaned_data["out_of"],
            "listed": [
                (pseudonym_of(found.pk, effect.mark.student_id), effect)
                for effect in effects[:LISTED]
            ],
        }
    return render(request, "manual_grading/rubric.html", context, status=status)


def _number(name: str) -> int | None:
    return int(name) if name.isdecimal() else None


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.CHANGE_GRADES)
@handle_data_errors
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Anonymity, the release of grades, and the weight."""
    found = selectors.rubric_or_404(request.course, pk)
    initial = {"anonymous": found.anonymous, "held": found.held, "share": f"{found.share:g}"}
    posted = request.POST if request.method == "POST" else None
    form = SettingsForm(posted, initial=initial, has_share=found.share > 0)
    if posted is None or not form.is_valid():
        context = {"rubric": found, "form": form}
        status = 422 if posted is not None else 200
        return render(request, "manual_grading/settings.html", context, status=status)
    given = form.cleaned_data
    following = rubric_changes.change_settings(
        rubric=found,
        by=request.user,
        anonymous=given["anonymous"],
        held=given["held"],
        share=given.get("share"),
    )
    messages.success(request, _settings_sentence(following))
    return redirect("grading-queue", request.course.slug, found.pk)


def _settings_sentence(following: int) -> str:
    if not following:
        return _("The settings were saved.")
    text = ngettext(
        "The settings were saved. %(count)d grade was updated in the gradebook.",
        "The settings were saved. %(count)d grades were updated in the gradebook.",
        following,
    )
    return text % {"count": following}
