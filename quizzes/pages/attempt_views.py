"""Pages of a quiz: its front, an attempt, handing in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courseware.items.models import Item
from courseware.items.selectors import item_or_404
from courseware.people.clock import shown_time
from courseware.people.policy import member_required
from courseware.ui.data_errors import handle_data_errors
from quizzes import selectors, services
from quizzes.pages import attempt_page, front_page, review_page, script_replies
from quizzes.pages.forms import (
    is_script,
    parse_changes,
    parse_question_number,
    questions_on_page,
)
from quizzes.pages.navigation import GO
from quizzes.pages.unsaved import UnsavedForm
from quizzes.selectors.own_attempt import AttemptLookup


@require_safe
@never_cache
@member_required
@handle_data_errors
def quiz(request: HttpRequest, slug: str) -> HttpResponse:
    item = item_or_404(request.course, "quiz", slug)
    context = front_page.front_context(item, request.user, shown_time())
    return render(request, "quizzes/front.html", context)


@require_POST
@member_required
@handle_data_errors
def start(request: HttpRequest, slug: str) -> HttpResponse:
    item = item_or_404(request.course, "quiz", slug)
    try:
        return redirect(services.start_attempt(item=item, user=request.user))
    except services.AttemptRefused as refusal:
        context = front_page.front_context(item, request.user, timezone.now()) | {
            "refusal": str(refusal)
        }
        return render(request, "quizzes/front.html", context, status=refusal.status)


@require_safe
@never_cache
@member_required
@handle_data_errors
def attempt(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = selectors.attempt_or_404(_item(request, slug), pk, request.access)
    if shown.is_open:
        number = parse_question_number(request.GET.get("question"))
        context = attempt_page.open_attempt_context(shown, request.user, number)
        return render(request, "quizzes/attempt.html", context)
    return render(request, "quizzes/review.html", review_page.review_context(shown, request.user))


@require_POST
@login_required
@handle_data_errors
def save(request: HttpRequest, course: str, slug: str, pk: int) -> HttpResponse:
    """Saves the fields that a script names, or the whole form; then does what its button says.

    The only view that looks the attempt up while it saves: it is requested every few seconds.
    """
    mine = AttemptLookup.at(course, slug, pk, request.user)
    script = is_script(request.POST)
    shown = () if script else questions_on_page(request.POST, mine.page_questions_or_404())
    changes = parse_changes(request.POST, shown)
    typed = {change.question: change.fields for change in changes}
    try:
        saved = services.save_into(lookup=mine, changes=changes, by=request.user)
    except services.AttemptRefused as refusal:
        errors = {"": str(refusal)}
        if script:
            return script_replies.not_saved_reply(errors, refusal.status)
        return _show_unsaved(request, course, slug, pk, UnsavedForm(typed, errors), refusal.status)
    if saved.refused and not script:
        return _show_unsaved(
            request, course, slug, pk, UnsavedForm(typed, saved.refused, saved.newer), 422
        )
    if saved.refused:
        return script_replies.not_saved_reply(saved.refused, 422, saved)
    return (
        JsonResponse(script_replies.saved_reply(saved))
        if script
        else _next(request, course, slug, pk)
    )


@member_required
def _show_unsaved(
    request: HttpRequest, slug: str, pk: int, unsaved: UnsavedForm, status: int
) -> HttpResponse:
    """The page again with all that its form held, where that was not saved or not completely."""
    mine = selectors.own_attempt_or_404(_item(request, slug), pk, request.user)
    if not mine.is_open:
        context = review_page.review_context(mine, request.user, unsaved)
        return render(request, "quizzes/review.html", context, status=status)
    context = attempt_page.open_attempt_context(
        mine, request.user, script_replies.question_number(request.POST, mine), unsaved
    )
    return render(request, "quizzes/attempt.html", context, status=status)


def _next(request: HttpRequest, course: str, slug: str, pk: int) -> HttpResponse:
    """Where the button of a plain form leads, after all was saved."""
    mine = AttemptLookup.at(course, slug, pk, request.user).attempts.get()
    if "finish" in request.POST:
        return redirect("quizzes:finish", course, slug, pk)
    number = parse_question_number(request.POST.get(GO))
    try:
        if checked := request.POST.get("check", "")[:80]:
            services.check_answer(attempt=mine, question=checked, by=request.user)
            number = selectors.response_or_404(mine, checked).position
        elif position := parse_question_number(request.POST.get("next")):
            services.move_on(attempt=mine, position=position, by=request.user)
    except services.AttemptRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(
        mine.question_url(number) if number else script_replies.page_url(request.POST, mine)
    )


@require_safe
@never_cache
@login_required
@handle_data_errors
def status(request: HttpRequest, course: str, slug: str, pk: int) -> HttpResponse:
    """What an open page polls: how long the time runs, and which answers are saved."""
    mine = AttemptLookup.at(course, slug, pk, request.user).attempt_or_404()
    return JsonResponse(script_replies.status_reply(mine, timezone.now()))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
@handle_data_errors
def finish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Lists what is blank; posting submits the attempt."""
    mine = selectors.own_attempt_or_404(_item(request, slug), pk, request.user)
    status, accepts = 200, "accepts_late" in request.POST
    if request.method == "POST":
        try:
            return redirect(
                services.finish_attempt(attempt=mine, by=request.user, accepts_late=accepts)
            )
        except services.LateCost as cost:
            status = cost.status
    if not mine.is_open:
        return redirect(mine)
    context = attempt_page.finish_context(mine)
    return render(request, "quizzes/finish.html", context, status=status)


def _item(request: HttpRequest, slug: str) -> Item:
    return item_or_404(request.course, "quiz", slug)
