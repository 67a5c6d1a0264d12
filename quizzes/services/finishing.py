"""Submission of attempts, by the person or by the clock, and the score that counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.database.batches import paced, time_limited
from courseware.database.row_errors import process_rows, read_or_default
from courseware.database.transactions import in_transaction
from courseware.gradebook.late_costs import cost_of
from courseware.gradebook.models import Score
from courseware.gradebook.policy import ON_TIME, Decision, late_by
from courseware.gradebook.services import record_score
from courseware.outbox.services import enqueue
from courseware.people.models import User
from quizzes import selectors
from quizzes.grading import scoring
from quizzes.models import Attempt, Response
from quizzes.selectors import AttemptQuestion
from quizzes.services.event_log import record_event
from quizzes.services.locking import lock_attempt
from quizzes.services.notices import notify_of_grading
from quizzes.services.refusals import LateCost

GRADE_RESPONSE = "quizzes.grade_response"
SWEEP_SECONDS = 5.0  # then other scheduled jobs, which run every ten seconds, have their turn


def finish_attempt(
    *, attempt: Attempt, by: User | None, overdue: bool = False, accepts_late: bool = True
) -> Attempt:
    """Submits the attempt and scores what was saved. Submitting twice changes nothing.

    Unless the person ``accepts_late``, it raises `LateCost` while submitting costs something.

    Allowed after the end too: only answers saved in time can be in it. A whole class may submit in
    the same second, so scores are computed before anything is locked. An ``overdue`` attempt that
    was given more time since it was found stays open.
    """
    rows = selectors.attempt_questions(attempt)
    if not accepts_late and attempt.is_open and (cost := late_cost(attempt, rows)):
        raise LateCost(cost)
    _score(attempt, rows)
    return _submit(attempt, rows, by, overdue)


@in_transaction
def _submit(
    attempt: Attempt, rows: list[AttemptQuestion], by: User | None, overdue: bool = False
) -> Attempt:
    """``rows`` are scored; they are scored again if something was saved since."""
    locked = lock_attempt(attempt)
    if not locked.is_open:
        return locked
    now = timezone.now()
    clock = selectors.clock_of(locked)
    if overdue and clock.accepts(now):  # it was given more time since it was found
        return locked
    if _has_changed(locked, rows):
        rows = selectors.attempt_questions(locked)
        _score(locked, rows)
    saved = [row.response.saved_at for row in rows if row.response.saved_at]
    locked.submitted_at = now
    # What was saved in time may be handed in later.
    locked.answered_at = max(saved) if saved else None
    locked.late_by = late_by(max(saved), clock.window.due_at) if saved else ON_TIME
    locked.late_as_received = locked.late_by
    locked.save(update_fields=["submitted_at", "answered_at", "late_by", "late_as_received"])
    _store_fractions(locked, rows)
    fractions = {row.question.id: row.response.fraction for row in rows}
    data = {"late_by": locked.late_by.total_seconds(), "fractions": fractions}
    by = None if clock.is_over(now) else by  # a page that hands in at the end does the clock's work
    record_event(locked, "finished", by=by, at=now, data=data)
    update_score(locked, rows)
    return locked


def late_cost(attempt: Attempt, rows: list[AttemptQuestion]) -> str:
    """What submitting the attempt now would cost; empty when nothing, or when its time is over.

    What the clock hands in is not asked about: there is nobody to answer.
    """
    clock = selectors.clock_of(attempt)
    saved = [row.response.saved_at for row in rows if row.response.saved_at]
    if not saved or clock.is_over(timezone.now()):
        return ""
    late = late_by(max(saved), clock.window.due_at)
    return cost_of(attempt.item, attempt.user_id, max(saved), late)


def _score(attempt: Attempt, rows: list[AttemptQuestion]) -> None:
    for row in rows:
        row.response.fraction = response_fraction(attempt, row)


def _has_changed(locked: Attempt, rows: list[AttemptQuestion]) -> bool:
    """Whether something was saved or tried since the rows were read."""
    read = [(row.response.pk, row.response.version, row.response.tries) for row in rows]
    stored = locked.responses.order_by("position").values_list("pk", "version", "tries")
    return list(stored) != read


def _store_fractions(locked: Attempt, rows: list[AttemptQuestion]) -> None:
    """One update for each different fraction, of which there are few."""
    by_fraction: dict[float | None, list[int]] = {}
    for row in rows:
        by_fraction.setdefault(row.response.fraction, []).append(row.response.pk)
        if row.response.fraction is None and row.question.graded_by_worker:
            enqueue(GRADE_RESPONSE, row.response.pk, owner=locked.user_id)
    for fraction, ids in by_fraction.items():
        if fraction is not None:
            Response.objects.filter(pk__in=ids).update(fraction=fraction)


def response_fraction(attempt: Attempt, row: AttemptQuestion) -> float | None:
    """The fraction of its points that a question earns, by what is stored of it."""
    response = row.response
    return scoring.earned_fraction(
        row.question,
        attempt.revision.delivery,
        response.answer,
        checked=[tried["answer"] for tried in response.tries],
        certainty=response.certainty,
        result=response.result,
    )


def update_score(attempt: Attempt, rows: list[AttemptQuestion], reason: str = "") -> None:
    """Adds up what is graded, and sends the score that counts to the gradebook."""
    graded = [row for row in rows if row.response.fraction is not None]
    attempt.earned = sum(row.question.points * row.response.fraction for row in graded)
    attempt.waiting = len(rows) - len(graded)
    attempt.save(update_fields=["earned", "waiting"])
    update_gradebook(attempt, reason)


def update_gradebook(attempt: Attempt, reason: str = "", by: User | None = None) -> None:
    """Records the score that the attempts make, unless they are practice or it is not released.

    ``reason`` says why it changes now, where that is not that the attempt was graded.
    """
    delivery = attempt.revision.delivery
    if delivery.practice or not selectors.is_score_released(attempt, timezone.now()):
        return
    decision = selectors.decision_on(selectors.attempts_of(attempt.item, attempt.user))
    if decision is not None:
        record_score(
            item=attempt.item,
            user=attempt.user,
            fraction=decision.fraction,
            reason=". ".join(filter(None, [_source_of(decision), *_costs(decision), reason])),
            late_by=decision.late_by,
            work=f"attempt/{','.join(map(str, decision.counting))}",
            by=by,
        )


def _source_of(decision: Decision) -> str:
    """The attempts that the score comes from."""
    if len(decision.counting) == 1:
        return _("Quiz attempt %(number)s") % {"number": decision.counting[0]}
    return _("Average of quiz attempts %(numbers)s") % {
        "numbers": ", ".join(map(str, decision.counting))
    }


def _costs(decision: Decision) -> list[str]:
    return [decision.costs[number] for number in decision.counting if number in decision.costs]


@dataclass(frozen=True)
class OverdueResult:
    """How many attempts were submitted, how many rows failed, whether some are left for later."""

    finished: int
    failed: int
    more: bool = False


def finish_overdue_attempts() -> OverdueResult:
    """Submits open attempts whose time is over, as many as fit into `SWEEP_SECONDS`.

    Other scheduled jobs wait meanwhile. An attempt that cannot be submitted does not hold up
    the others.
    """
    now = timezone.now()
    query = selectors.with_clock(Attempt.objects.filter(submitted_at=None), "")
    running = list(query.select_related("item__course", "user", "revision"))
    states = [(attempt, _is_overdue(attempt, now)) for attempt in running]
    overdue = [attempt for attempt, is_over in states if is_over]
    finished = process_rows(
        time_limited(paced(overdue), SWEEP_SECONDS),
        lambda attempt: finish_attempt(attempt=attempt, by=None, overdue=True),
        what="handed in",
    )
    unreleased = time_limited(paced(_scores_to_release(now)), SWEEP_SECONDS)
    released = process_rows(unreleased, _release, what="brought to the gradebook")
    unknown = sum(is_over is None for _, is_over in states)
    left = len(overdue) > finished.done + len(finished.failed)
    return OverdueResult(finished.done, unknown + len(finished.failed) + len(released.failed), left)


@in_transaction
def _release(attempt: Attempt) -> None:
    update_gradebook(attempt)
    notify_of_grading(attempt)


def _is_overdue(attempt: Attempt, now: datetime) -> bool | None:
    """``None`` when its clock cannot be computed."""

    def is_over() -> bool:
        clock = selectors.annotated_clock(attempt)
        return clock.is_over(now) and not clock.accepts(now)

    return read_or_default(is_over, None, row=attempt, what="handed in")


def _scores_to_release(now: datetime) -> QuerySet[Attempt]:
    """Attempts whose score was not to be seen before the quiz had closed for everybody."""
    released = Score.objects.filter(
        item=OuterRef("item"), user=OuterRef("user"), fraction__isnull=False
    )
    unreleased = Attempt.objects.filter(
        ~Exists(released),
        submitted_at__isnull=False,
        item__closes_at__lt=now,
        revision__content__delivery__review__score="closed",
    )
    return unreleased.select_related("item__course", "user", "revision")
