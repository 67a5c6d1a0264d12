"""Quizzes, attempts and the questions of an attempt.

A whole class asks for these at once, so their queries are prepared.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from courseware.items.models import Item
from courseware.people.models import User
from courseware.people.permissions import Permission
from courseware.people.policy import Access
from courseware.serving.prepared_queries import PreparedQuery
from quizzes.models import Attempt, Event, QuizRevision, Response, Variant
from quizzes.questions.question import Question, shuffle_rng

NO_ATTEMPT = _("There is no such attempt.")
_CURRENT = PreparedQuery(
    lambda item: QuizRevision.objects.filter(item_id=item, ready=True).order_by("-number")[:1],
    item=int,
)
_ATTEMPTS = PreparedQuery(
    lambda item, user: (
        Attempt.objects.filter(item_id=item, user_id=user)
        .select_related("revision")
        .order_by("-number")
    ),
    item=int,
    user=int,
)
_ATTEMPT = PreparedQuery(
    lambda item, pk: Attempt.objects.filter(item_id=item, pk=pk).select_related("revision"),
    item=int,
    pk=int,
)
_ANSWERED = PreparedQuery(
    lambda attempt: (
        Response.objects.filter(attempt_id=attempt).select_related("variant").order_by("position")
    ),
    attempt=int,
)
_UNCOUNTED = PreparedQuery(
    lambda attempt: Event.objects.filter(
        attempt_id=attempt, name__in=["refused", "set-aside"]
    ).order_by("at", "id"),
    attempt=int,
)


@dataclass(frozen=True)
class AttemptQuestion:
    """A question of an attempt with what was answered."""

    number: int
    question: Question
    response: Response

    @property
    def unanswered(self) -> int:
        return self.question.count_unanswered(self.response.answer)


def current_revision(item: Item) -> QuizRevision:
    for revision in _CURRENT(item=item.pk):
        return revision
    raise Http404(_("This quiz has not been loaded."))


def attempts_of(item: Item, user: User) -> list[Attempt]:
    """Newest first."""
    attempts = _ATTEMPTS(item=item.pk, user=user.pk)
    for attempt in attempts:
        attempt.item = item  # with its course
    return attempts


def attempt_or_404(item: Item, pk: int, access: Access) -> Attempt:
    """An attempt that a person may see: their own, or one of their students."""
    attempt = _attempt_or_404(item, pk, access.user)
    if not access.may_see(attempt.user_id):
        raise Http404(NO_ATTEMPT)
    return attempt


def covered_attempt_or_404(item: Item, pk: int, access: Access, permission: Permission) -> Attempt:
    """An attempt for which a person has the permission."""
    attempt = _attempt_or_404(item, pk, access.user)
    if not access.covers(attempt.user_id, permission):
        raise Http404(NO_ATTEMPT)
    return attempt


def own_attempt_or_404(item: Item, pk: int, user: User) -> Attempt:
    attempt = _attempt_or_404(item, pk, user)
    if attempt.user_id != user.pk:
        raise Http404(NO_ATTEMPT)
    return attempt


def _attempt_or_404(item: Item, pk: int, viewer: User) -> Attempt:
    attempt = next(iter(_ATTEMPT(item=item.pk, pk=pk)), None)
    if attempt is None:
        raise Http404(NO_ATTEMPT)
    attempt.item = item
    if attempt.user_id == viewer.pk:
        attempt.user = viewer
    return attempt


def attempt_questions(attempt: Attempt) -> list[AttemptQuestion]:
    """All questions of an attempt in order, as dealt to it; one that is unsaved would be so."""
    rows = []
    stored = attempt.pk is not None
    for response in _ANSWERED(attempt=attempt.pk) if stored else dealt_responses(attempt):
        response.attempt = attempt
        rows.append(AttemptQuestion(response.position, question_of(attempt, response), response))
    return rows


def dealt_responses(attempt: Attempt, *, with_content: bool = True) -> list[Response]:
    """A response for each question, with the certified variant that the seed picks; unsaved."""
    revision = attempt.revision
    counts = {slot["id"]: slot["variants"] for slot in revision.content["slots"]}
    chosen = [
        (question, attempt.seed % counts[question])
        for question in revision.delivery.question_order(list(counts), attempt.seed)
    ]
    variants = Variant.objects.filter(
        revision=revision,
        question__in={question for question, _ in chosen},
        number__in={number for _, number in chosen},
    )
    if not with_content:
        variants = variants.defer("content")
    found = {(variant.question, variant.number): variant for variant in variants}
    return [
        Response(attempt=attempt, variant=found[place], question=place[0], position=position)
        for position, place in enumerate(chosen, start=1)
    ]


def response_or_404(attempt: Attempt, question: str) -> Response:
    query = attempt.responses.select_related("variant", "attempt__item", "attempt__user")
    response = query.filter(question=question).first()
    if response is None:
        raise Http404(_("This attempt has no such question."))
    return response


def question_of(attempt: Attempt, response: Response) -> Question:
    question = Question.from_plain(response.variant.content)
    return question.shuffled(shuffle_rng(attempt.seed, response.question))


def uncounted_answers(attempt: Attempt) -> dict[str, Event]:
    """By question, the last answer that does not count and was kept for the person: it came too
    late, or from a page that had not seen a newer one."""
    return {event.question: event for event in _UNCOUNTED(attempt=attempt.pk)}
