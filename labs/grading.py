"""Grading a submission: claimed by one worker, recorded as it goes, finished once or tried again.

What fails on the grader's side is never a verdict: the submission waits and is graded again, a
bounded number of times, and after that it is marked for the instructor.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

import grader
from courseware.database.transactions import in_transaction
from courseware.gradebook.services import record_score
from courseware.outbox.backoff import wait_after
from courseware.outbox.services import extend_lease, mark_done, retry_later
from grader.results.report import CaseResult, Report
from grader.results.verdicts import Verdict
from labs import leases, live, loading, reports, selectors
from labs.models import CaseRecord, State, Submission
from labs.storable import clean

log = logging.getLogger(__name__)
TASK = "labs.grade_submission"
INTERRUPTED = "The worker that graded it ended."


class _ClaimLost(Exception):
    """Another worker has taken over; what this one finds no longer counts."""


def grade_submission(*, submission_id: int) -> None:
    """Grades a waiting submission, unless it has its verdict or another worker has it in hand."""
    submission = _claim(submission_id)
    if submission is None:
        return
    try:
        report = _grade(submission)
    except _ClaimLost:
        return
    except grader.SandboxUnavailable as error:
        _postpone(submission, str(error))
    except Exception as error:  # whatever broke, the student's work must not stay claimed
        log.exception("Submission %s could not be graded.", submission.pk)
        _postpone(submission, f"{type(error).__name__}: {error}")
    else:
        if report.verdict is Verdict.grader_failed:
            _postpone(submission, report.failure)
        else:
            _finish(submission, clean(report.as_dict()))


def _grade(submission: Submission) -> Report:
    lab = loading.load(submission.revision)
    _extend_claim(submission, leases.lease_for(lab))
    return grader.grade(
        lab,
        submission.code,
        visible_only=submission.is_trial,
        on_case=_Recorder(submission),
        seed=int(submission.seed, 16),
    )


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
        mark_done(TASK, submission_id)
        return None
    now = timezone.now()
    running = submission.state == State.RUNNING
    if running and not leases.is_void(submission.claim, submission.lease_until, now):
        return None
    if submission.not_before is not None and now < submission.not_before:
        retry_later(TASK, submission_id, at=submission.not_before)
        return None
    trouble = INTERRUPTED if running else submission.trouble
    if submission.tries >= leases.MOST_TRIES:
        _give_up(submission, trouble)
        return None
    submission.state, submission.claim = State.RUNNING, leases.new_claim()
    submission.lease_until, submission.not_before = now + leases.LOADING, None
    submission.trouble = trouble
    submission.tries += 1
    submission.save(
        update_fields=["state", "claim", "lease_until", "not_before", "trouble", "tries"]
    )
    submission.cases.all().delete()
    _announce(submission)
    return submission


@in_transaction
def _extend_claim(submission: Submission, lease: timedelta) -> None:
    """The claim and the message both last as long as the grading may take."""
    if not _held(submission).update(lease_until=timezone.now() + lease):
        raise _ClaimLost
    extend_lease(TASK, submission.pk, lease=lease)


class _Recorder:
    """Stores each case as it is known, while the claim stands."""

    def __init__(self, submission: Submission) -> None:
        self.submission, self.position = submission, 0

    def __call__(self, case: CaseResult) -> None:
        with transaction.atomic():
            if not _held(self.submission).select_for_update().exists():
                raise _ClaimLost
            _case_record(self.submission, self.position, clean(case.as_dict())).save()
            _announce(self.submission)
        self.position += 1


def _case_record(submission: Submission, position: int, case: dict[str, Any]) -> CaseRecord:
    result = reports.case_for_student(case)
    return CaseRecord(submission=submission, position=position, result=result)


@in_transaction
def _finish(submission: Submission, report: dict[str, Any]) -> None:
    """Verdict, cases, score and the end of its message, all or nothing."""
    if not _held(submission).select_for_update().exists():
        return
    speed = report["performance"]
    submission.state, submission.claim, submission.trouble = State.DONE, "", ""
    submission.verdict = report["verdict"]
    # A trial leaves out what the points are for.
    submission.score = None if submission.is_trial else report["score"]
    submission.correctness = report["correctness"]["score"]
    submission.speed = speed["score"] if speed else None
    submission.report = reports.report_for_student(report)
    submission.flag = reports.flag_of(report)
    submission.graded_at = timezone.now()
    submission.save()
    submission.cases.all().delete()
    CaseRecord.objects.bulk_create(
        _case_record(submission, position, case)
        for position, case in enumerate(report["correctness"]["cases"])
    )
    if not submission.is_trial:
        _record_best(submission)
    mark_done(TASK, submission.pk)
    _announce(submission)


def _record_best(submission: Submission) -> None:
    """What the policy decides, which a regrade may have made another submission than before."""
    item, user = submission.item, submission.user
    decision = selectors.decision_on(item, selectors.graded(item, user))
    if decision is None:
        return
    pk = decision.counting[0]  # the best alone counts
    best = Submission.objects.only("state", "verdict").get(pk=pk)
    record_score(
        item=item,
        user=user,
        fraction=decision.fraction,
        late_by=decision.late_by,
        reason=f"Lab submission {pk}: {selectors.says(best)}",
    )


@in_transaction
def _postpone(submission: Submission, trouble: str) -> None:
    """Back to the queue for a later try, or out of it after the last."""
    if not _held(submission).select_for_update().exists():
        return
    trouble = clean(trouble)
    if submission.tries >= leases.MOST_TRIES:
        _give_up(submission, trouble)
        return
    submission.state, submission.claim, submission.trouble = State.QUEUED, "", trouble
    submission.not_before = timezone.now() + wait_after(submission.tries)
    submission.save(update_fields=["state", "claim", "trouble", "not_before"])
    retry_later(TASK, submission.pk, at=submission.not_before)
    log.warning("Submission %s is graded again: %s", submission.pk, trouble)
    submission.cases.all().delete()
    _announce(submission)


def _give_up(submission: Submission, trouble: str) -> None:
    submission.state, submission.claim, submission.trouble = State.FAILED, "", trouble
    submission.save(update_fields=["state", "claim", "trouble"])
    submission.cases.all().delete()
    mark_done(TASK, submission.pk)
    log.error("Submission %s is given up: %s", submission.pk, trouble)
    _announce(submission)


def _held(submission: Submission) -> Any:
    """The submission's row while this worker's claim on it stands."""
    return Submission.objects.filter(pk=submission.pk, state=State.RUNNING, claim=submission.claim)


def _announce(submission: Submission) -> None:
    transaction.on_commit(lambda: live.announce(submission.pk), robust=True)
