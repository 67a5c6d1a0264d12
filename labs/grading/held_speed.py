"""Measuring a speed that was held, on a host that counts.

The submission is graded again from its seed, as it would have been there at first: the same inputs,
and a code that answers wrongly while it is timed is treated alike everywhere. Until then its score
is that of its correctness, and can only rise by speed.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

import grader
from courseware.database.transactions import in_transaction
from courseware.grading_hosts.selectors import counting_host_is_running
from courseware.logs.context import log_context
from courseware.metrics import series
from courseware.outbox.services import extend_lease, mark_done, retry_later
from grader.results.report import Report
from labs import revisions
from labs.grading import leases, speed_holds
from labs.grading.services import record_decision, store_report
from labs.live import news
from labs.models import MEASURE_SPEED, State, Submission
from labs.submissions.storable import make_storable

SOON, LATER = timedelta(seconds=10), timedelta(minutes=1)
"""When a host that does not count looks again for one that does: if one is running, and if none."""


class CannotMeasure(Exception):
    """The grader failed; the message of the outbox is tried again later."""


def measure_held_speed(*, submission_id: int) -> None:
    """Measures the speed, unless it is no longer held; leaves it to another host if it must."""
    with log_context(submission=submission_id):
        submission = _held(submission_id)
        if submission is None:
            mark_done(MEASURE_SPEED, submission_id)
            return
        lab = revisions.load(submission.revision)
        if not speed_holds.may_measure(lab):
            wait = SOON if counting_host_is_running() else LATER
            retry_later(MEASURE_SPEED, submission_id, at=timezone.now() + wait)
            return
        extend_lease(MEASURE_SPEED, submission_id, lease=leases.lease_for(lab))
        with series.phase("speed"):
            report = grader.grade(lab, submission.code, seed=int(submission.seed, 16))
        if report.failure:
            raise CannotMeasure(str(report.failure))
        _store(submission, report)


def _held(submission_id: int) -> Submission | None:
    found = Submission.objects.filter(pk=submission_id, speed_held=True, state=State.DONE)
    found = found.exclude(user__erased_at__isnull=False)  # their code is deleted
    return found.select_related("item__course", "revision__item", "user").first()


@in_transaction
def _store(submission: Submission, report: Report) -> None:
    """Stores verdict and score, unless the submission was graded otherwise in the meantime."""
    same = Submission.objects.select_for_update().filter(
        pk=submission.pk, speed_held=True, state=State.DONE, graded_at=submission.graded_at
    )
    if same.exists():
        submission.speed_held = False
        store_report(submission, make_storable(report.as_dict()))
        record_decision(submission)
        transaction.on_commit(lambda: news.publish(submission.pk), robust=True)
    mark_done(MEASURE_SPEED, submission.pk)
