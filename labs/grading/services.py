"""Grading a submission: claimed by one worker, stored case by case, finished once or retried.

What fails on the grader's side is never a verdict: the submission waits and is graded again, a
bounded number of times, and after that it is marked for the instructor.
"""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

import grader
from courseware.database.transactions import in_transaction
from courseware.gradebook.services import record_score
from courseware.logs.context import log_context
from courseware.metrics import series
from courseware.outbox import fencing
from courseware.outbox.backoff import wait_after
from courseware.outbox.services import extend_lease, mark_done, retry_later, take
from courseware.people.models import User
from courseware.tracing import spans
from grader.results.report import CaseResult, Report
from grader.results.verdicts import Verdict
from labs import overview, revisions, selectors
from labs.grading import leases, speed_holds, student_report
from labs.live import news
from labs.models import GRADE_SUBMISSION, CaseRecord, State, Submission
from labs.submissions.storable import make_storable
from labs.versions import versions_of

log = logging.getLogger(__name__)
STORE_INTERVAL = 0.25  # seconds; each time, a page reads its result again
FIRST_STORE = 0.1  # seconds; a run that is over by then is stored once, at its end
INTERRUPTED = "The worker that graded it ended."  # why a claim was abandoned


class _ClaimLost(Exception):
    """Another worker has taken over; what this one still finds is dropped."""


def grade_submission(*, submission_id: int) -> None:
    """Grades a submission, unless it has a verdict or another worker is grading it."""
    with log_context(submission=submission_id):
        submission = _claim(submission_id)
        if submission is not None:
            _grade_claimed(submission)


def _grade_claimed(submission: Submission) -> None:
    if submission.tries == 1:
        waited = timezone.now() - submission.created_at
        series.GRADING.labels("wait").observe(waited.total_seconds())
    try:
        report = _grade(submission)
    except _ClaimLost:
        _log_takeover(submission)
    except grader.SandboxUnavailable as error:
        series.REFUSALS.inc()
        _retry_or_give_up(submission, str(error))
    # The boundary of a worker's job: whatever broke, a student's work must not stay claimed.
    except Exception as error:
        series.FAILURES.inc()
        log.exception("Submission %s could not be graded.", submission.pk)
        _retry_or_give_up(submission, f"{type(error).__name__}: {error}")
    else:
        if report.verdict is Verdict.grader_failed:
            series.FAILURES.inc()
            _retry_or_give_up(submission, report.failure)
        else:
            with series.phase("store"):
                _store_result(submission, make_storable(report.as_dict()))


def _grade(submission: Submission) -> Report:
    with series.phase("load"):
        lab = revisions.load(submission.revision)
    _extend_claim(submission, leases.lease_for(lab))
    recorder, phases = _CaseRecorder(submission), series.Phases("correctness")
    held = not submission.is_trial and not speed_holds.may_measure(lab)
    stages = spans.Stages()

    def on_stage(name: str) -> None:
        stages.next(name)
        recorder.began = time.time_ns()

    def on_correct() -> None:
        stages.end()
        phases.next("speed")
        recorder.store_all_correct()

    try:
        report = grader.grade(
            speed_holds.without_speed(lab) if held else lab,
            submission.code,
            visible_only=submission.is_trial,
            on_case=recorder,
            on_correct=on_correct,
            on_stage=on_stage,
            seed=int(submission.seed, 16),
        )
    finally:
        stages.end()
        phases.end()
    submission.speed_held = held and report.full_correctness
    return replace(report, weights=dict(lab.weights)) if held else report


@in_transaction
def _claim(submission_id: int) -> Submission | None:
    """The submission, taken for this worker; ``None`` when there is nothing to do (now)."""
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("item", "revision__item", "user")
        .filter(pk=submission_id)
        .first()
    )
    if submission is None or not submission.is_waiting:
        mark_done(GRADE_SUBMISSION, submission_id)
        return None
    now = timezone.now()
    running = submission.state == State.RUNNING
    if running and not leases.is_abandoned(submission.claim, submission.lease_until, now):
        _leave_to_its_holder(submission, now)
        return None
    if submission.not_before is not None and now < submission.not_before:
        retry_later(GRADE_SUBMISSION, submission_id, at=submission.not_before)
        return None
    error = INTERRUPTED if running else submission.grader_error
    if submission.tries >= leases.MAX_TRIES:
        _give_up(submission, error)
        return None
    submission.state, submission.claim = State.RUNNING, leases.new_claim()
    submission.lease_until, submission.not_before = now + leases.LOADING_LEASE, None
    submission.grader_error = error
    submission.tries += 1
    fields = ["state", "claim", "lease_until", "not_before", "grader_error", "tries"]
    if submission.score is None:
        submission.correctness = None  # of an earlier try
        fields.append("correctness")
    submission.save(update_fields=fields)
    submission.cases.all().delete()
    take(GRADE_SUBMISSION, submission_id)
    _announce(submission)
    return submission


def _leave_to_its_holder(submission: Submission, now: datetime) -> None:
    """A second copy of the message must not keep the claim's holder from ending it."""
    again = min(submission.lease_until or now, now + leases.RECHECK)
    retry_later(GRADE_SUBMISSION, submission.pk, at=again)


@in_transaction
def _extend_claim(submission: Submission, lease: timedelta) -> None:
    """Makes the claim and the message last as long as the grading may take."""
    if not _claimed(submission).update(lease_until=timezone.now() + lease):
        raise _ClaimLost
    extend_lease(GRADE_SUBMISSION, submission.pk, lease=lease)


class _CaseRecorder:
    """Stores cases while the claim is held: soon, and then those of a moment together.

    Pages are updated no more often either, and the result that is stored at the end has all of
    them.
    """

    def __init__(self, submission: Submission) -> None:
        self.submission, self.position = submission, 0
        self.waiting: list[CaseRecord] = []
        self.stored_at = time.monotonic() - STORE_INTERVAL + FIRST_STORE
        self.began = time.time_ns()  # of the case that is judged, for its span

    def __call__(self, case: CaseResult) -> None:
        spans.record("case", self.began)
        record = _case_record(self.submission, self.position, make_storable(case.as_dict()))
        self.waiting.append(record)
        self.position += 1
        if time.monotonic() - self.stored_at >= STORE_INTERVAL:
            self.store()
        self.began = time.time_ns()

    def store_all_correct(self) -> None:
        """Every case has passed: the page says so before speed is measured, which can take long.

        Raises: _ClaimLost.
        """
        is_regrade = self.submission.score is not None  # what was recorded stands until it is done
        self.store(correctness=None if is_regrade else 1.0)

    def store(self, *, correctness: float | None = None) -> None:
        """Stores what waits, and correctness if it is known. Raises: _ClaimLost."""
        with transaction.atomic():
            if not _claimed(self.submission).select_for_update().exists():
                raise _ClaimLost
            if correctness is not None:
                _claimed(self.submission).update(correctness=correctness)
            CaseRecord.objects.bulk_create(self.waiting)
            _announce(self.submission)
        self.waiting, self.stored_at = [], time.monotonic()


def _case_record(submission: Submission, position: int, case: dict[str, Any]) -> CaseRecord:
    result = student_report.case_for_student(case)
    return CaseRecord(submission=submission, position=position, result=result)


@in_transaction
def _store_result(submission: Submission, report: dict[str, Any]) -> None:
    """Stores verdict, cases and score, and ends the message, all or nothing."""
    if not _claimed(submission).select_for_update().exists():
        _log_takeover(submission)
        return
    store_report(submission, report)
    if not submission.is_trial:
        record_decision(submission)
    if submission.speed_held:
        speed_holds.enqueue_measurement(submission)
    mark_done(GRADE_SUBMISSION, submission.pk)
    verdicts = series.VERDICTS.labels(submission.verdict, submission.purpose)
    transaction.on_commit(verdicts.inc)
    _announce(submission)


def store_report(submission: Submission, report: dict[str, Any]) -> None:
    """Stores the result of a grading with the submission, no matter who requested it."""
    speed = report["performance"]
    submission.state, submission.claim, submission.grader_error = State.DONE, "", ""
    submission.verdict = report["verdict"]
    # A trial leaves out what the points are for.
    submission.score = None if submission.is_trial else report["score"]
    submission.correctness = report["correctness"]["score"]
    submission.speed = speed["score"] if speed else None
    submission.report = student_report.report_for_student(report)
    submission.flag = student_report.flag_reason(report)
    submission.versions = versions_of(report)
    submission.graded_at = timezone.now()
    submission.save()
    submission.cases.all().delete()
    CaseRecord.objects.bulk_create(
        _case_record(submission, position, case)
        for position, case in enumerate(report["correctness"]["cases"])
    )


def record_decision(
    submission: Submission, why: str = "", *, reason: str = "", by: User | None = None
) -> None:
    """Records what the policy decides. After a regrade, another submission may count, or none.

    ``why`` begins the sentence of the history. ``reason`` ends it, and says why the score changes
    where that is not that work was handed in.
    """
    item, user = submission.item, submission.user
    decision = selectors.decision_for(item, user)
    if decision is None:
        if reason:
            record_score(item=item, user=user, fraction=None, reason=reason, by=by)
        return
    *others, pk = decision.counting
    last = Submission.objects.only("state", "verdict", "speed_held").get(pk=pk)
    source = f"Lab submission {pk}: {overview.status_text(last)}"
    if others:
        source = f"Average of lab submissions {', '.join(map(str, decision.counting))}"
    costs = [decision.costs[pk] for pk in decision.counting if pk in decision.costs]
    record_score(
        item=item,
        user=user,
        fraction=decision.fraction,
        late_by=decision.late_by,
        reason=". ".join(filter(None, [f"{why}{source}", *costs, reason])),
        by=by,
        work=f"submission/{','.join(map(str, decision.counting))}",
    )


@in_transaction
def _retry_or_give_up(submission: Submission, error: str) -> None:
    """Puts the submission back into the queue, or out of it after the last try."""
    if not _claimed(submission).select_for_update().exists():
        _log_takeover(submission)
        return
    error = make_storable(error)
    if submission.tries >= leases.MAX_TRIES:
        _give_up(submission, error)
        return
    submission.state, submission.claim, submission.grader_error = State.QUEUED, "", error
    submission.not_before = timezone.now() + wait_after(submission.tries)
    submission.save(update_fields=["state", "claim", "grader_error", "not_before"])
    retry_later(GRADE_SUBMISSION, submission.pk, at=submission.not_before)
    log.warning("Submission %s is graded again: %s", submission.pk, error)
    submission.cases.all().delete()
    _announce(submission)


def _give_up(submission: Submission, error: str) -> None:
    submission.state, submission.claim, submission.grader_error = State.FAILED, "", error
    submission.save(update_fields=["state", "claim", "grader_error"])
    submission.cases.all().delete()
    mark_done(GRADE_SUBMISSION, submission.pk)
    log.error("Submission %s is given up: %s", submission.pk, error)
    _announce(submission)


def _claimed(submission: Submission) -> QuerySet[Submission]:
    """The submission's row, as long as this worker holds its claim."""
    return Submission.objects.filter(pk=submission.pk, state=State.RUNNING, claim=submission.claim)


def _log_takeover(submission: Submission) -> None:
    fencing.TAKEOVERS.inc()
    log.warning("Submission %s was taken over by another worker.", submission.pk)


def _announce(submission: Submission) -> None:
    transaction.on_commit(lambda: news.publish(submission.pk), robust=True)
