"""Pages of a quiz: its front, an attempt, handing in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courseware.items.models import Item
from courseware.items.selectors import item_or_404
from courseware.people.policy import member_required
from quizzes import pages, selectors, services
from quizzes.forms import posted_answers
from quizzes.models import Attempt


@require_safe
@never_cache
@member_required
def quiz(request: HttpRequest, slug: str) -> HttpResponse:
    item = item_or_404(request.course, "quiz", slug)
    context = pages.front(item, request.user, timezone.now())
    return render(request, "quizzes/front.html", context)


@require_POST
@member_required
def start(request: HttpRequest, slug: str) -> HttpResponse:
    item = item_or_404(request.course, "quiz", slug)
    try:
        return redirect(services.start_attempt(item=item, user=request.user))
    except services.Refused as refusal:
        context = pages.front(item, request.user, timezone.now()) | {"refusal": str(refusal)}
        return render(request, "quizzes/front.html", context, status=refusal.status)


@require_safe
@never_cache
@member_required
def attempt(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = selectors.attempt_or_404(_item(request, slug), pk, request.user, request.manages)
    if shown.is_open:
        return render(request, "quizzes/attempt.html", pages.answering(shown, request.user))
    return render(request, "quizzes/review.html", pages.review(shown, request.user))


@require_POST
@member_required
def save(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Saves one question for a script, or the whole form; then goes where its button says."""
    mine = selectors.attempt_or_404(_item(request, slug), pk, request.user, manages=False)
    posted = posted_answers(mine.revision, request.POST)
    if "only" in request.POST:
        return _save_one(request, mine, posted)
    refusals = [
        refusal
        for question, answer in posted.items()
        if (refusal := _try_to_save(request, mine, question, answer))
    ]
    for sentence in dict.fromkeys(refusals):
        messages.error(request, sentence)
    if "finish" in request.POST and not refusals:
        return redirect("quizzes:finish", request.course.slug, slug, pk)
    return redirect(mine)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def finish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Lists what is blank; posting hands in."""
    mine = selectors.attempt_or_404(_item(request, slug), pk, request.user, manages=False)
    if request.method == "POST":
        return redirect(services.finish_attempt(attempt=mine, by=request.user))
    if not mine.is_open:
        return redirect(mine)
    return render(request, "quizzes/finish.html", pages.finishing(mine))


def _item(request: HttpRequest, slug: str) -> Item:
    return item_or_404(request.course, "quiz", slug)


def _save_one(request: HttpRequest, mine: Attempt, posted: dict[str, Any]) -> JsonResponse:
    ((question, answer),) = posted.items()
    try:
        response = services.save_answer(
            attempt=mine, question=question, posted=answer, by=request.user
        )
    except services.Refused as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=refusal.status)
    at = timezone.localtime(response.saved_at)
    return JsonResponse(
        {"at": at.isoformat(timespec="seconds"), "answered": response.answer is not None}
    )


def _try_to_save(request: HttpRequest, mine: Attempt, question: str, answer: Any) -> str:
    """The sentence of a refusal, or nothing."""
    try:
        services.save_answer(attempt=mine, question=question, posted=answer, by=request.user)
    except services.Refused as refusal:
        return str(refusal)
    return ""
