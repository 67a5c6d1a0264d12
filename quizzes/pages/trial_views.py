"""Trying a self-check without an account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courseware.items.public import count_trial, limit_sentence, public_item_or_404
from courseware.people.throttle import TooManyAttempts
from courseware.ui.data_errors import handle_data_errors
from quizzes.pages import trials
from quizzes.pages.forms import parse_changes
from quizzes.pages.trials import Trial
from quizzes.pages.unsaved import UnsavedForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@handle_data_errors
def trial(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    """The questions with fresh numbers, or what became of the answers to them."""
    item = public_item_or_404(course, "quiz", slug)
    if request.method != "POST":
        return _show(request, trials.open_context(trials.new_trial(item)))
    asked = trials.trial_of(item, request.POST)
    if asked is None:
        outdated = _("This question has expired. Here is a new copy: answer this one instead.")
        fresh = trials.open_context(trials.new_trial(item), notice=outdated)
        return _show(request, fresh, status=409)
    try:
        count_trial(request, "public answers", per_hour=settings.PUBLIC_ANSWERS_PER_ADDRESS)
    except TooManyAttempts as error:
        return _show(request, _unanswered(asked, request, limit_sentence(error)), status=429)
    context = trials.answered_context(asked, request.POST)
    return _show(request, context, status=422 if context["is_open"] else 200)


def _unanswered(asked: Trial, request: HttpRequest, sentence: str) -> dict[str, Any]:
    """The questions with what was typed."""
    questions = asked.attempt.revision.question_ids
    typed = {each.question: each.fields for each in parse_changes(request.POST, questions)}
    return trials.open_context(asked, unsaved=UnsavedForm(typed, {"": sentence}))


def _show(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    template = "quizzes/trial.html" if request.htmx else "quizzes/trial_page.html"
    return render(request, template, {"trial": context}, status=status)
