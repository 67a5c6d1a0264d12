"""A visitor's code, run on a lab's visible cases after everybody else's work, and deleted soon.

However many visitors come: the rows of an hour are counted before another is stored.
"""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

import grader
from courseware.database.transactions import in_transaction
from courseware.items.models import Item
from courseware.outbox.fencing import LeaseLost
from courseware.outbox.models import VISITORS, Lane
from courseware.outbox.services import enqueue, extend_lease, forget, mark_done
from courseware.people.throttle import wait_phrase
from grader.results.report import Report
from grader.results.verdicts import Verdict
from labs import revisions
from labs.grading import leases
from labs.grading.student_report import case_for_student, report_for_student
from labs.models import RUN_PUBLIC, LabRevision, PublicRun
from labs.submissions.code_file import check_code, normalize
from labs.submissions.refusals import CodeTooLong, TooManySubmissions
from labs.submissions.storable import make_storable

log = logging.getLogger(__name__)
KEPT = timedelta(minutes=50)  # deleted within the hour: the scheduled job runs every few minutes
MAX_CODE = 20_000  # bytes; a lab's solutions have a tenth
MAX_WAITING = 20


class TooManyTrials(TooManySubmissions):
    """Visitors have run as much as the site lets them; ``seconds`` until one more may be run."""

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, round(seconds))
        super().__init__(
            _(
                "Many visitors are trying this right now. Wait %(time)s, then try again. "
                "With an account, you do not have to wait."
            )
            % {"time": wait_phrase(self.seconds)}
        )


def prepare(code: str) -> str:
    """The code as it is run. Raises: SubmissionRefused: with the sentence to show."""
    code = normalize(code)
    if len(code.encode("utf-8", "surrogatepass")) > MAX_CODE:
        raise CodeTooLong(
            _("Visitors can run up to %(most)d kB of code. Shorten it.")
            % {"most": MAX_CODE // 1000}
        )
    check_code(code)
    return code


@in_transaction
def start(*, item: Item, code: str) -> PublicRun:
    """Stores `prepare`d code and enqueues it. Raises: TooManyTrials: nothing is stored."""
    # One at a time, or two requests could pass the limits below together.
    loaded = LabRevision.objects.select_for_update(no_key=True).defer("files", "visible_cases")
    revision = loaded.get(item=item, current=True)
    now = timezone.now()
    delete_expired()
    runs = PublicRun.objects.order_by("created_at")
    if runs.count() >= settings.PUBLIC_RUNS:
        raise TooManyTrials((runs[0].created_at + KEPT - now).total_seconds())
    if runs.filter(finished_at=None).count() >= MAX_WAITING:
        raise TooManyTrials(60)
    run = PublicRun.objects.create(revision=revision, secret=secrets.token_urlsafe(24), code=code)
    enqueue(RUN_PUBLIC, run.pk, lane=Lane("public"), owner=VISITORS)
    return run


def run(*, run_id: int) -> None:
    """Runs stored code, unless it has been run or deleted: twice is harmless."""
    stored = (
        PublicRun.objects.filter(pk=run_id, finished_at=None)
        .select_related("revision__item")
        .first()
    )
    if stored is None:
        mark_done(RUN_PUBLIC, run_id)
        return
    try:
        lab = revisions.load(stored.revision)
        extend_lease(RUN_PUBLIC, run_id, lease=leases.lease_for(lab))
        report = grader.grade(lab, stored.code, visible_only=True)
    except LeaseLost:
        raise
    # The boundary of a worker's job: the page says that it failed, and offers to run it again.
    except Exception:
        log.exception("Public run %s failed.", run_id)
        _finish(run_id, failed=True)
    else:
        if report.verdict is Verdict.grader_failed:
            _finish(run_id, failed=True)
        else:
            _finish(run_id, result=_shown(report))


def _shown(report: Report) -> dict[str, Any]:
    """What a visitor may see: what a student sees of a trial run, but not by what it was run."""
    found = make_storable(report.as_dict())
    kept = report_for_student(found)
    del kept["receipt"]
    cases = [case_for_student(case) for case in found["correctness"]["cases"]]
    return {"report": kept, "cases": [case for case in cases if case.get("visible") is True]}


@in_transaction
def _finish(run_id: int, **fields: Any) -> None:
    PublicRun.objects.filter(pk=run_id).update(finished_at=timezone.now(), **fields)
    mark_done(RUN_PUBLIC, run_id)


@in_transaction
def delete_expired() -> int:
    """Deletes old runs with their messages, done or not; returns their number."""
    expired = PublicRun.objects.filter(created_at__lt=timezone.now() - KEPT)
    ids = list(expired.values_list("pk", flat=True))
    if ids:
        forget(RUN_PUBLIC, ids)
        PublicRun.objects.filter(pk__in=ids).delete()
    return len(ids)
