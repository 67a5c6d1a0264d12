"""Changes of submissions: taken, graded once, graded again.

Hand-over to a worker goes through the outbox; these functions know no queue.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

import grader
from courseware.gradebook.services import record_score
from courseware.items.models import Item
from courseware.items.selectors import window_of
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, mark_done
from courseware.people.models import User
from courseware.transactions import in_transaction
from grader.report import CaseResult
from grader.verdicts import Verdict
from labs import leases, live, loading, reports, uploads
from labs.models import WAITING, CaseRecord, LabRevision, Purpose, State, Submission
from labs.refusals import NotNow, Refused, TooOften
from labs.storable import clean, objection

log = logging.getLogger(__name__)
TASK = "labs.grade_submission"
PER_MINUTE = 10


class _ClaimLost(Exception):
    """Another worker has taken over; what this one finds no longer counts."""


# -- taking ---------------------------------------------------------------------------------------
def submit_code(
    *, item: Item, user: User, code: str, purpose: str = Purpose.GRADED, key: str = ""
) -> Submission:
    """Stores the code and enqueues its grading; the same code from the same form counts once.

    Raises: Refused: with the sentence; nothing is stored.
    """
    code = uploads.normal(code)
    uploads.check_length(code)
    if trouble := objection(code) or ("" if code.strip() else "There is no code yet. Write some."):
        raise Refused(trouble)
    return _take(item, user, code, purpose, _key_of(key, item, purpose, code))


@in_transaction
def _take(item: Item, user: User, code: str, purpose: str, key: str) -> Submission:
    # One at a time for each person, or the limits below could be raced.
    User.objects.select_for_update().get(pk=user.pk)
    earlier = Submission.objects.filter(user=user, key=key).first()
    if earlier is not None:
        return earlier
    late = _admit(item, user, purpose)
    submission = Submission.objects.create(
        item=item,
        revision=LabRevision.objects.get(item=item, current=True),
        user=user,
        code=code,
        purpose=purpose,
        key=key,
        late=late,
        seed=f"{secrets.randbits(128):032x}",
    )
    lane = Lane.VISIBLE if submission.is_trial else Lane.GRADED
    enqueue(TASK, submission.pk, lane=lane, owner=user.pk)
    return submission


def _key_of(key: str, item: Item, purpose: str, code: str) -> str:
    """What makes two posts the same. The code is part of it: a form that the browser brought
    back with its old key but with other code is new work and must not be lost."""
    parts = [key or secrets.token_hex(16), str(item.pk), purpose, code]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _admit(item: Item, user: User, purpose: str) -> bool:
    """Says whether work handed in now is late; refuses it where it cannot be taken."""
    now, window = timezone.now(), window_of(item, user)
    opens_later = window.opens_at is not None and now < window.opens_at
    if (purpose == Purpose.GRADED or opens_later) and (refusal := window.refusal(now)):
        raise NotNow(refusal)
    mine = Submission.objects.filter(user=user)
    minute_ago = now - timedelta(minutes=1)
    recent = list(
        mine.filter(created_at__gt=minute_ago).values_list("created_at", flat=True)[:PER_MINUTE]
    )
    if len(recent) == PER_MINUTE:
        wait = max(1, round((recent[-1] - minute_ago).total_seconds()))
        raise TooOften(
            f"That is more than {PER_MINUTE} runs within a minute. "
            f"Wait {wait} seconds and send it again; your code is kept in the editor."
        )
    # What is graded again was taken long ago and blocks nobody.
    waiting = mine.filter(item=item, purpose=purpose, state__in=WAITING, graded_at=None)
    if waiting.exists():
        raise TooOften(
            "Your last run of this lab is not finished yet. "
            "Send this code when it is; it is kept in the editor."
        )
    return window.is_late(now)


# -- grading --------------------------------------------------------------------------------------
def grade_submission(*, submission_id: int) -> None:
    """Grades a waiting submission; does nothing when it has its verdict or another has it in hand.

    What fails here is not the student's fault: the submission goes back to the queue and is tried
    again later.
    """
    submission = _claim(submission_id)
    if submission is None:
        return
    try:
        report = grader.grade(
            loading.load(submission.revision),
            submission.code,
            visible_only=submission.is_trial,
            on_case=_Recorder(submission),
            seed=int(submission.seed, 16),
        )
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


@transaction.atomic
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
    if running and not leases.is_void(submission.claim, submission.claimed_at, now):
        return None
    if submission.not_before is not None and now < submission.not_before:
        return None
    if submission.tries >= leases.MOST_TRIES:
        _give_up(submission, submission.trouble or "The worker that graded it ended each time.")
        return None
    submission.state, submission.claim = State.RUNNING, leases.new_claim()
    submission.claimed_at, submission.not_before = now, None
    submission.tries += 1
    submission.save(update_fields=["state", "claim", "claimed_at", "not_before", "tries"])
    submission.cases.all().delete()
    _announce(submission)
    return submission


class _Recorder:
    """Stores each case as it is known, and with it that this worker is alive."""

    def __init__(self, submission: Submission) -> None:
        self.submission, self.position = submission, 0

    def __call__(self, case: CaseResult) -> None:
        with transaction.atomic():
            if not _held(self.submission).update(claimed_at=timezone.now()):
                raise _ClaimLost
            _case_record(self.submission, self.position, clean(case.as_dict())).save()
            _announce(self.submission)
        self.position += 1


def _case_record(submission: Submission, position: int, case: dict[str, Any]) -> CaseRecord:
    result = reports.case_for_student(case)
    return CaseRecord(submission=submission, position=position, result=result)


@transaction.atomic
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
    """The best submission counts; of equals one in time, then the first."""
    graded = Submission.objects.filter(
        item=submission.item, user=submission.user, purpose=Purpose.GRADED, score__isnull=False
    )
    best = graded.order_by("-score", "late", "created_at", "id").first()
    record_score(
        item=submission.item,
        user=submission.user,
        fraction=best.score / 100,
        late=best.late,
        reason=f"Lab submission {best.pk}: {Verdict(best.verdict).words}",
    )


@transaction.atomic
def _postpone(submission: Submission, trouble: str) -> None:
    """Back to the queue for a later try, or out of it after the last."""
    if not _held(submission).select_for_update().exists():
        return
    trouble = clean(trouble)
    if submission.tries >= leases.MOST_TRIES:
        _give_up(submission, trouble)
        return
    submission.state, submission.claim, submission.trouble = State.QUEUED, "", trouble
    submission.not_before = timezone.now() + leases.wait_after(submission.tries)
    submission.save(update_fields=["state", "claim", "trouble", "not_before"])
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


# -- again ----------------------------------------------------------------------------------------
@transaction.atomic
def regrade(*, submissions: Iterable[Submission]) -> int:
    """Queues finished submissions again, on their own revision; says how many.

    Scores stand until the new verdicts replace them.
    """
    ids = [submission.pk for submission in submissions]
    finished = Submission.objects.select_for_update().filter(
        pk__in=ids, state__in=[State.DONE, State.FAILED]
    )
    owners = dict(finished.values_list("pk", "user_id"))
    Submission.objects.filter(pk__in=owners).update(
        state=State.QUEUED, claim="", tries=0, not_before=None, trouble=""
    )
    for submission_id, owner in owners.items():
        enqueue(TASK, submission_id, lane=Lane.BACKGROUND, owner=owner)
    return len(owners)
