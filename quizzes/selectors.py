"""Look-ups of quizzes and attempts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.http import Http404
from django.utils import timezone

from courseware.items.deadlines import Window
from courseware.items.kinds import ItemState, Work
from courseware.items.models import Item
from courseware.items.selectors import window_of
from courseware.people.models import User
from quizzes.models import Attempt, Event, QuizRevision, Response
from quizzes.questions import Question, order_of


@dataclass(frozen=True)
class Answered:
    """A question of an attempt with what was answered."""

    number: int
    question: Question
    response: Response

    @property
    def open_parts(self) -> int:
        return self.question.open_parts(self.response.answer)


def current_revision(item: Item) -> QuizRevision:
    revision = item.quiz_revisions.order_by("-number").first()
    if revision is None:
        raise Http404("This quiz has not been loaded.")
    return revision


def attempts_of(item: Item, user: User) -> list[Attempt]:
    """Newest first."""
    attempts = Attempt.objects.filter(item=item, user=user)
    return list(attempts.select_related("item__course", "revision").order_by("-number"))


def attempt_or_404(item: Item, pk: int, user: User, manages: bool) -> Attempt:
    """An attempt that the person may see: their own, or any where they manage the course."""
    attempts = Attempt.objects.select_related("item__course", "revision", "user")
    attempt = attempts.filter(item=item, pk=pk).first()
    if attempt is None or not (manages or attempt.user_id == user.pk):
        raise Http404("There is no such attempt.")
    return attempt


def answered(attempt: Attempt) -> list[Answered]:
    """All questions of an attempt in order, as dealt to it."""
    responses = attempt.responses.select_related("variant").order_by("position")
    return [
        Answered(response.position, question_of(attempt, response), response)
        for response in responses
    ]


def response_or_404(attempt: Attempt, question: str) -> Response:
    query = attempt.responses.select_related("variant", "attempt__item", "attempt__user")
    response = query.filter(question=question).first()
    if response is None:
        raise Http404("This attempt has no such question.")
    return response


def question_of(attempt: Attempt, response: Response) -> Question:
    question = Question.from_plain(response.variant.content)
    return question.arranged(order_of(attempt.seed, response.question))


def deciding(attempts: Sequence[Attempt]) -> Attempt | None:
    """The attempt whose score counts: the best, the earliest of equals."""
    done = [attempt for attempt in attempts if attempt.fraction is not None]
    return max(done, key=lambda each: (each.fraction, -each.number), default=None)


def shows_key(attempt: Attempt, window: Window, finished: int, now: datetime) -> bool:
    """Whether right answers and explanations may be seen by the person.

    Not before the attempt is handed in, and not while another one could use them, unless the
    author says so.
    """
    if attempt.is_open:
        return False
    if attempt.revision.content["reveal"] == "each":
        return True
    used_up = finished >= attempt.revision.attempts_allowed
    closed = window.closes_at is not None and now > window.closes_at
    return used_up or closed or attempt.fraction == 1.0


def key_is_shown(attempt: Attempt, now: datetime | None = None) -> bool:
    finished = Attempt.objects.filter(
        item=attempt.item_id, user=attempt.user_id, submitted_at__isnull=False
    ).count()
    return shows_key(
        attempt, window_of(attempt.item, attempt.user), finished, now or timezone.now()
    )


def refused_saves(attempt: Attempt) -> dict[str, Event]:
    """By question, the last answer that came too late; its text was kept."""
    events = attempt.events.filter(name="refused").order_by("at", "id")
    return {event.question: event for event in events}


def states(items: Sequence[Item], user: User) -> dict[int, ItemState]:
    """How far a person has come with each quiz; one query for all."""
    attempts = (
        Attempt.objects.filter(item__in=items, user=user)
        .annotate(
            questions=Count("responses"),
            answered=Count("responses", filter=Q(responses__answer__isnull=False)),
        )
        .order_by("number")
    )
    found: dict[int, ItemState] = {}
    for attempt in attempts:
        if attempt.waiting:
            found[attempt.item_id] = ItemState("waiting", "being graded")
        elif not attempt.is_open:
            found[attempt.item_id] = ItemState("done", "handed in")
        else:
            words = f"{attempt.answered} of {attempt.questions} answered"
            found[attempt.item_id] = ItemState("started", words)
    return found


def work(item: Item, user: User) -> list[Work]:
    """All attempts of a person at a quiz, newest first."""
    attempts = attempts_of(item, user)
    counting = deciding(attempts)
    return [
        Work(
            title=f"Attempt {attempt.number}",
            url=attempt.get_absolute_url(),
            at=attempt.submitted_at or attempt.started_at,
            state=_state_words(attempt),
            fraction=attempt.fraction,
            counts=attempt == counting,
            facts=(f"revision {attempt.revision.number}",),
        )
        for attempt in attempts
    ]


def _state_words(attempt: Attempt) -> str:
    if attempt.is_open:
        return "open"
    if attempt.waiting:
        return "being graded"
    return "handed in late" if attempt.late else "handed in"
