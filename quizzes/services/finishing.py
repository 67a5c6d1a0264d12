"""Handing in, by the person or by the clock, and the score that counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from courseware.database.batches import paced, time_limited
from courseware.database.row_errors import process_rows, read_or_default
from courseware.database.transactions import in_transaction
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

GRADE_RESPONSE = "quizzes.grade_response"
SWEEP_SECONDS = 5.0
"""How long scheduled work walks over attempts before other scheduled work has its turn."""


def finish_attempt(*, attempt: Attempt, by: User | None, overdue: bool = False) -> Attempt:
    """Hands the attempt in and scores what was saved. Finishing twice changes nothing.

    Allowed after the end too: only answers saved in time can be in it. A whole class may do so in
    the same second, so the scoring is done before anything is locked. One that was found
    ``overdue`` and has got more time since stays open.
    """
    rows = selectors.attempt_questions(attempt)
    _score(attempt, rows)
    return _hand_in(attempt, rows, by, overdue)


@in_transaction
def _hand_in(
    attempt: Attempt, rows: list[AttemptQuestion], by: User | None, overdue: bool = False
) -> Attempt:
    """``rows`` are scored; once more if something was saved since."""
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
    locked.late_by = late_by(max(saved), clock.window.due_at) if saved else ON_TIME
    locked.save(update_fields=["submitted_at", "late_by"])
    _store_shares(locked, rows)
    fractions = {row.question.id: row.response.fraction for row in rows}
    data = {"late_by": locked.late_by.total_seconds(), "fractions": fractions}
    by = None if clock.is_over(now) else by  # a page that hands in at the end does the clock's work
    record_event(locked, "finished", by=by, at=now, data=data)
    update_score(locked, rows)
    return locked


def _score(attempt: Attempt, rows: list[AttemptQuestion]) -> None:
    for row in rows:
        row.response.fraction = response_fraction(attempt, row)


def _has_changed(locked: Attempt, rows: list[AttemptQuestion]) -> bool:
    """Whether something was saved or tried since the rows were read."""
    read = [(row.response.pk, row.response.version, row.response.tries) for row in rows]
    stored = locked.responses.order_by("position").values_list("pk", "version", "tries")
    return list(stored) != read


def _store_shares(locked: Attempt, rows: list[AttemptQuestion]) -> None:
    """An update for each different share, of which there are few."""
    by_share: dict[float | None, list[int]] = {}
    for row in rows:
        by_share.setdefault(row.response.fraction, []).append(row.response.pk)
        if row.response.fraction is None and row.question.graded_by_worker:
            enqueue(GRADE_RESPONSE, row.response.pk, owner=locked.user_id)
    for share, ids in by_share.items():
        if share is not None:
            Response.objects.filter(pk__in=ids).update(fraction=share)


def response_fraction(attempt: Attempt, row: AttemptQuestion) -> float | None:
    """What a question earns by what is stored of it."""
    response = row.response
    return scoring.earned_fraction(
        row.question,
        attempt.revision.delivery,
        response.answer,
        checked=[tried["answer"] for tried in response.tries],
        certainty=response.certainty,
        result=response.result,
    )


def update_score(attempt: Attempt, rows: list[AttemptQuestion]) -> None:
    """Adds up what is graded, and sends the score that counts to the gradebook."""
    known = [row for row in rows if row.response.fraction is not None]
    attempt.earned = sum(row.question.points * row.response.fraction for row in known)
    attempt.waiting = len(rows) - len(known)
    attempt.save(update_fields=["earned", "waiting"])
    update_gradebook(attempt)


def update_gradebook(attempt: Attempt, reason: str = "") -> None:
    """The score of all attempts together; not of practice, nor while it may not be seen."""
    delivery = attempt.revision.delivery
    if delivery.practice or not selectors.score_is_out(attempt, timezone.now()):
        return
    decision = selectors.decision_on(selectors.attempts_of(attempt.item, attempt.user))
    if decision is not None:
        record_score(
            item=attempt.item,
            user=attempt.user,
            fraction=decision.fraction,
            reason=f"{reason}{_source_of(decision)}",
            late_by=decision.late_by,
        )


def _source_of(decision: Decision) -> str:
    """The attempts that the score comes from."""
    if len(decision.counting) == 1:
        return f"Quiz attempt {decision.counting[0]}"
    return f"Mean of quiz attempts {', '.join(map(str, decision.counting))}"


@dataclass(frozen=True)
class OverdueResult:
    """How many attempts the clock has handed in, how many rows could not be worked on, and whether
    some are left for the next time."""

    finished: int
    failed: int
    more: bool = False


def finish_overdue_attempts() -> OverdueResult:
    """Hands in open attempts whose time is over, as many as fit into `SWEEP_SECONDS`.

    Other scheduled jobs wait meanwhile. An attempt that cannot be handed in does not keep others
    from it.
    """
    now = timezone.now()
    query = selectors.with_clock(Attempt.objects.filter(submitted_at=None), "")
    running = list(query.select_related("item__course", "user", "revision"))
    states = [(attempt, _is_overdue(attempt, now)) for attempt in running]
    overdue = [attempt for attempt, is_over in states if is_over]
    finished = process_rows(
        time_limited(paced(overdue), SWEEP_SECONDS),
        lambda each: finish_attempt(attempt=each, by=None, overdue=True),
        what="handed in",
    )
    untold = time_limited(paced(_scores_to_bring_out(now)), SWEEP_SECONDS)
    told = process_rows(untold, update_gradebook, what="brought to the gradebook")
    unknown = sum(is_over is None for _, is_over in states)
    left = len(overdue) > finished.done + len(finished.failed)
    return OverdueResult(finished.done, unknown + len(finished.failed) + len(told.failed), left)


def _is_overdue(attempt: Attempt, now: datetime) -> bool | None:
    """``None`` when its clock cannot be told."""

    def is_over() -> bool:
        clock = selectors.annotated_clock(attempt)
        return clock.is_over(now) and not clock.accepts(now)

    return read_or_default(is_over, None, row=attempt, what="handed in")


def _scores_to_bring_out(now: datetime) -> QuerySet[Attempt]:
    """Scores that were not to be seen before the quiz had closed for everybody."""
    told = Score.objects.filter(
        item=OuterRef("item"), user=OuterRef("user"), fraction__isnull=False
    )
    untold = Attempt.objects.filter(
        ~Exists(told),
        submitted_at__isnull=False,
        item__closes_at__lt=now,
        revision__content__delivery__review__score="closed",
    )
    return untold.select_related("item__course", "user", "revision")
