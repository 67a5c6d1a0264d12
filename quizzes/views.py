"""Pages of a quiz: its front, an attempt, handing in."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courseware.items.models import Item
from courseware.items.selectors import item_or_404
from courseware.people.policy import instructor_required, member_required
from quizzes import pages, selectors, services
from quizzes.forms import changes_in, graded_points
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
    """Saves what a script says has changed, or the whole form; then goes where its button says."""
    mine = selectors.attempt_or_404(_item(request, slug), pk, request.user, manages=False)
    changes = changes_in(request.POST, mine.revision.question_ids)
    try:
        saved = services.save_answers(attempt=mine, changes=changes, by=request.user)
    except services.Refused as refusal:
        return _told(request, mine, {"": str(refusal)}, refusal.status)
    if saved.refused:
        return _told(request, mine, saved.refused, services.Unacceptable.status)
    if "changed" in request.POST:
        return JsonResponse({"saved": saved.at.isoformat(timespec="seconds")})
    if "finish" in request.POST:
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


@require_POST
@instructor_required
def grade(request: HttpRequest, slug: str, pk: int, question: str) -> HttpResponse:
    """An instructor's grading of one answer by its rubric."""
    shown = selectors.attempt_or_404(_item(request, slug), pk, request.user, manages=True)
    try:
        services.grade_by_hand(
            response=selectors.response_or_404(shown, question),
            points=graded_points(request.POST),
            comment=request.POST.get("comment", ""),
            by=request.user,
        )
        messages.success(request, "The grading is saved.")
    except (ValueError, services.Refused) as refusal:
        messages.error(request, str(refusal))
    return redirect(shown)


def _item(request: HttpRequest, slug: str) -> Item:
    return item_or_404(request.course, "quiz", slug)


def _told(
    request: HttpRequest, mine: Attempt, refused: Mapping[str, str], status: int
) -> HttpResponse:
    """Why something was not saved, in the form that was asked for; a sentence a question.

    The key "" stands for all of it.
    """
    if "changed" in request.POST:
        told = {"sentence": " ".join(refused.values())}
        return JsonResponse(
            told if "" in refused else told | {"refused": dict(refused)}, status=status
        )
    for sentence in refused.values():
        messages.error(request, sentence)
    return redirect(mine)
