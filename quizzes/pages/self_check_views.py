"""Answering a self-check in its chapter, and trying it again.

A script gets the self-check as a fragment; without one the page is loaded again at its place.
"""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from courseware.items.models import Item
from courseware.items.selectors import item_or_404
from courseware.people.policy import member_required
from courseware.ui.data_errors import handle_data_errors
from quizzes import selectors, services
from quizzes.pages import front_page, self_checks
from quizzes.pages.forms import parse_changes, parse_question_number
from quizzes.pages.self_checks import Refusal
from quizzes.pages.unsaved import UnsavedForm
from quizzes.services.changes import Change

PLACE, FRONT = ":place", "quiz"  # the field that names the page of the self-check
REVISION = ":revision"  # and the one that says which revision it shows


@require_POST
@never_cache
@member_required
@handle_data_errors
def check(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Submits the answers in a form as attempt ``number``."""
    item = item_or_404(request.course, "quiz", slug)
    changes = _changes(request, item, number)
    typed = {change.question: change.fields for change in changes}
    revision = parse_question_number(request.POST.get(REVISION)) or 0
    try:
        result = services.answer_self_check(
            item=item, user=request.user, number=number, revision=revision, changes=changes
        )
    except services.OutdatedQuestion as refusal:
        return _show(request, item, Refusal(str(refusal)), refusal.status)
    except services.AttemptRefused as refusal:
        unsaved = UnsavedForm(typed, {"": str(refusal)})
        return _show(request, item, Refusal("", unsaved, number), refusal.status)
    if result is not None:
        unsaved = UnsavedForm(typed, result.refused, result.newer)
        return _show(request, item, Refusal("", unsaved, number), 422)
    return _show(request, item) if request.htmx else _back(request, item)


@require_POST
@never_cache
@member_required
@handle_data_errors
def again(request: HttpRequest, slug: str) -> HttpResponse:
    """Starts another attempt; doing so twice starts one."""
    item = item_or_404(request.course, "quiz", slug)
    try:
        services.start_attempt(item=item, user=request.user)
    except services.AttemptRefused as refusal:
        return _show(request, item, Refusal(str(refusal)), refusal.status)
    return _show(request, item) if request.htmx else _back(request, item)


def _changes(request: HttpRequest, item: Item, number: int) -> list[Change]:
    """What the form holds, for the questions that it shows."""
    attempts = selectors.attempts_of(item, request.user)
    attempt = next((each for each in attempts if each.number == number), None)
    if attempt is None:
        revision = selectors.current_revision(item)
        attempt = selectors.first_attempt(item, revision, request.user, timezone.now())
    questions = [row.question.id for row in selectors.attempt_questions(attempt)]
    name = selectors.shown_as(attempt)
    changes = parse_changes(request.POST, questions)
    return [replace(change, shown_as=name, basis=None) for change in changes]


def _show(
    request: HttpRequest, item: Item, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    """The self-check as it now is: alone for a script, else on the front page of its quiz."""
    revision = selectors.current_revision(item)
    context = self_checks.self_check_context(item, revision, request.user, refusal)
    context["place"] = _place(request)
    if request.htmx:
        return render(request, "quizzes/self_check.html", {"check": context}, status=status)
    page = front_page.front_context(item, request.user, timezone.now()) | {"check": context}
    return render(request, "quizzes/front.html", page, status=status)


def _back(request: HttpRequest, item: Item) -> HttpResponse:
    if _place(request):
        return redirect(f"{item.get_absolute_url()}#{self_checks.anchor_of(item)}")
    return redirect(self_checks.address_of(item))


def _place(request: HttpRequest) -> str:
    return FRONT if request.POST.get(PLACE) == FRONT else ""
