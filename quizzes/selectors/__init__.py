"""Look-ups of quizzes and attempts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone

from courseware.database.row_errors import read_or_default
from courseware.gradebook.policy import Decision, GradedWork, policy_for
from courseware.items.deadlines import Window
from courseware.items.kinds import ItemState, Work
from courseware.items.models import Extension, Item
from courseware.items.selectors import window_of
from courseware.people.models import User
from courseware.serving.prepared_queries import PreparedQuery
from quizzes.delivery import clock, visibility
from quizzes.delivery.clock import Allowance, Clock
from quizzes.delivery.visibility import Visibility
from quizzes.models import Accommodation, Attempt, Event, QuizRevision, Response
from quizzes.questions.question import Question, order_of

# What the pages of a quiz ask, with a whole class at them at once.
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
_GRANTED = PreparedQuery(
    lambda course, user: Accommodation.objects.filter(course_id=course, user_id=user),
    course=int,
    user=int,
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
    raise Http404("This quiz has not been loaded.")


def attempts_of(item: Item, user: User) -> list[Attempt]:
    """Newest first."""
    attempts = _ATTEMPTS(item=item.pk, user=user.pk)
    for attempt in attempts:
        attempt.item = item  # with its course
    return attempts


def attempt_or_404(item: Item, pk: int, user: User, manages: bool) -> Attempt:
    """An attempt that the person may see: their own, or any where they manage the course."""
    attempt = next(iter(_ATTEMPT(item=item.pk, pk=pk)), None)
    if attempt is None or not (manages or attempt.user_id == user.pk):
        raise Http404("There is no such attempt.")
    attempt.item = item
    if attempt.user_id == user.pk:
        attempt.user = user
    return attempt


def attempt_questions(attempt: Attempt) -> list[AttemptQuestion]:
    """All questions of an attempt in order, as dealt to it."""
    rows = []
    for response in _ANSWERED(attempt=attempt.pk):
        response.attempt = attempt
        rows.append(AttemptQuestion(response.position, question_of(attempt, response), response))
    return rows


def response_or_404(attempt: Attempt, question: str) -> Response:
    query = attempt.responses.select_related("variant", "attempt__item", "attempt__user")
    response = query.filter(question=question).first()
    if response is None:
        raise Http404("This attempt has no such question.")
    return response


def question_of(attempt: Attempt, response: Response) -> Question:
    question = Question.from_plain(response.variant.content)
    return question.shuffled(order_of(attempt.seed, response.question))


# -- time ----------------------------------------------------------------------------------------
def allowance_of(item: Item, user: User) -> Allowance:
    """What was granted for this quiz, else for all quizzes of the course."""
    granted = _GRANTED(course=item.course_id, user=user.pk)
    granted = [each for each in granted if each.item_id in (item.pk, None)]
    granted.sort(key=lambda each: each.item_id is None)
    return granted[0].allowance if granted else Allowance()


def window_for(item: Item, user: User, allowance: Allowance) -> Window:
    """The dates of this person: shifted or extended, whichever is later."""
    shifted = allowance.window(Window(item.opens_at, item.due_at, item.closes_at))
    own = window_of(item, user)
    return shifted.extended(own.due_at, own.closes_at)


def clock_of(attempt: Attempt) -> Clock:
    allowance = allowance_of(attempt.item, attempt.user)
    return _clock(attempt, window_for(attempt.item, attempt.user, allowance), allowance)


def with_clock(query: QuerySet[Any], attempt: str) -> QuerySet[Any]:
    """Adds what `annotated_clocks` needs, so that many attempts, or a save, cost one query.

    ``attempt`` is the way to the attempt, such as ``attempt__``. Only the ids are looked up on the
    way: hardly anybody has more than the others, and a save must be quick.
    """
    person = {"user": OuterRef(f"{attempt}user")}
    extensions = Extension.objects.filter(item=OuterRef(f"{attempt}item"), **person)
    granted = (
        Accommodation.objects.filter(course=OuterRef(f"{attempt}item__course"), **person)
        .filter(Q(item=OuterRef(f"{attempt}item")) | Q(item=None))
        .order_by(F("item").desc(nulls_last=True))
    )
    return query.annotate(
        extension_id=Subquery(extensions.values("pk")[:1]),
        granted_id=Subquery(granted.values("pk")[:1]),
    )


def annotated_clocks(rows: Iterable[Any]) -> list[Clock]:
    """The clocks of rows of a query `with_clock`, each an attempt or with one.

    At most two queries more, for those who have an extension or an accommodation.
    """
    rows = list(rows)
    extensions = _by_id(Extension, {row.extension_id for row in rows})
    granted = _by_id(Accommodation, {row.granted_id for row in rows})
    found = []
    for row in rows:
        attempt = getattr(row, "attempt", row)
        more = granted.get(row.granted_id)
        allowance = more.allowance if more else Allowance()
        item, own = attempt.item, extensions.get(row.extension_id)
        window = allowance.window(Window(item.opens_at, item.due_at, item.closes_at))
        if own is not None:
            window = window.extended(own.due_at, own.closes_at)
        found.append(_clock(attempt, window, allowance))
    return found


def annotated_clock(row: Any) -> Clock:
    return annotated_clocks([row])[0]


def _by_id(model: Any, ids: set[int | None]) -> dict[int, Any]:
    wanted = ids - {None}
    return model.objects.in_bulk(wanted) if wanted else {}


def _clock(attempt: Attempt, window: Window, allowance: Allowance) -> Clock:
    delivery = attempt.revision.delivery
    return clock.clock_of(
        attempt.started_at,
        window=window,
        limit=delivery.limit,
        grace=timedelta(seconds=delivery.grace),
        allowance=allowance,
    )


def refusal_to_start(
    revision: QuizRevision,
    attempts: Sequence[Attempt],
    allowance: Allowance,
    window: Window,
    now: datetime,
) -> str:
    """Why another attempt cannot be started now; empty when it can.

    ``allowance`` and ``window`` are the person's own.
    """
    if refusal := window.refusal(now):
        return refusal
    allowed = attempts_allowed(revision, allowance)
    if allowed is not None and len(attempts) >= allowed:
        many = "one attempt" if allowed == 1 else f"{allowed} attempts"
        return f"This quiz allows {many}, and you have handed in as many."
    again_at = may_start_again_at(revision, attempts)
    if again_at is not None and now < again_at:
        at = f"{timezone.localtime(again_at):%H:%M on %a %-d %b %Y}"
        return f"The next attempt can be started from {at}: there is a pause between attempts."
    return ""


def attempts_allowed(revision: QuizRevision, allowance: Allowance) -> int | None:
    """``None`` means as many as one likes."""
    delivery = revision.delivery
    return None if delivery.practice else delivery.attempts + allowance.attempts


def may_start_again_at(revision: QuizRevision, attempts: Sequence[Attempt]) -> datetime | None:
    ends = [attempt.submitted_at for attempt in attempts if attempt.submitted_at]
    pause = revision.delivery.cooldown
    return max(ends) + timedelta(minutes=pause) if ends and pause else None


# -- what counts, and what may be seen -----------------------------------------------------------
def decision_on(attempts: Sequence[Attempt]) -> Decision | None:
    """What the score policy makes of a person's attempts, newest first, by the rule of the newest.

    Ids are the attempts' numbers.
    """
    if not attempts:
        return None
    latest = attempts[0]
    works = [
        GradedWork(
            attempt.number,
            attempt.fraction,
            attempt.submitted_at or attempt.started_at,
            attempt.late_by,
        )
        for attempt in attempts
        if attempt.fraction is not None
    ]
    return policy_for(latest.item, latest.revision.delivery.grading).decide(works)


def decision_and_out(attempts: Sequence[Attempt], now: datetime) -> tuple[Decision | None, bool]:
    """The score and whether it may be known; neither where an attempt cannot be read."""
    if not attempts:
        return None, True
    latest = attempts[0]
    decision = read_or_default(lambda: decision_on(attempts), None, row=latest, what="counted")
    return decision, read_or_default(
        lambda: score_is_out(latest, now), False, row=latest, what="counted"
    )


def closed_for_all(item: Item, now: datetime) -> bool:
    """Whether nobody can work on the quiz any more, those with more time included."""
    if item.closes_at is None or now <= item.closes_at:
        return False
    shifts = item.course.accommodations.filter(Q(item=item) | Q(item=None))
    most = shifts.aggregate(most=Max("shift_minutes"))["most"] or 0
    latest = item.extensions.aggregate(latest=Max("closes_at"))["latest"] or item.closes_at
    return now > max(item.closes_at + timedelta(minutes=most), latest)


def score_is_out(attempt: Attempt, now: datetime) -> bool:
    """Whether the person may know the score, so that the gradebook may have it."""
    return attempt.revision.delivery.review.score != "closed" or closed_for_all(attempt.item, now)


def owner_visibility(attempt: Attempt, now: datetime | None = None) -> Visibility:
    """What of the attempt its person may see now."""
    if attempt.is_open:
        return Visibility()
    now = now or timezone.now()
    item, user, delivery = attempt.item, attempt.user, attempt.revision.delivery
    finished = Attempt.objects.filter(item=item, user=user, submitted_at__isnull=False).count()
    allowed = attempts_allowed(attempt.revision, allowance_of(item, user))
    return visibility.visibility_of(
        delivery.review,
        handed_in=True,
        none_left=allowed is not None and finished >= allowed,
        closed=closed_for_all(item, now),
        all_right=attempt.fraction == 1.0 and delivery.review.score == "handed-in",
    )


def uncounted_answers(attempt: Attempt) -> dict[str, Event]:
    """By question, the last answer that does not count and was kept for the person: it came too
    late, or from a page that had not seen a newer one."""
    return {event.question: event for event in _UNCOUNTED(attempt=attempt.pk)}


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
    decision, out = decision_and_out(attempts, timezone.now())
    counting = decision.counting if decision and out else ()
    worth = decision.worth if decision and out else {}
    return [
        Work(
            title=f"Attempt {attempt.number}",
            url=attempt.get_absolute_url(),
            at=attempt.submitted_at or attempt.started_at,
            state=_state_words(attempt),
            fraction=worth.get(attempt.number),
            counts=attempt.number in counting,
            late_by=attempt.late_by,
            facts=(f"revision {attempt.revision.number}",),
        )
        for attempt in attempts
    ]


def _state_words(attempt: Attempt) -> str:
    if attempt.is_open:
        return "open"
    if attempt.waiting:
        return "being graded"
    return "handed in"
