"""Scratch cells: a person's code run on an input of their own, by a worker, in the sandbox."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.database.transactions import in_transaction
from courseware.deadlines.selectors import window_of
from courseware.items.models import Item
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, mark_done
from courseware.people.models import User
from grader.grading.scratch import MAX_CHARS, run_scratch
from labs import revisions
from labs.models import RUN_SCRATCH, LabRevision, Purpose, ScratchRun
from labs.submissions.code_file import check_code, normalize
from labs.submissions.lanes import lane_for
from labs.submissions.refusals import SubmissionRefused, TooManySubmissions
from labs.submissions.services import MAX_WAIT, check_pace, check_window
from labs.submissions.storable import make_storable

log = logging.getLogger(__name__)
KEPT = timedelta(hours=1)


def start(*, item: Item, user: User, code: str, lines: str) -> ScratchRun:
    """Stores the run and enqueues it. Older runs of the person are deleted after an hour.

    Raises: SubmissionRefused: with the sentence to show; nothing is stored.
    """
    code, lines = normalize(code), normalize(lines)
    check_code(code)
    if not lines.strip():
        raise SubmissionRefused(_("Write an expression or a few lines to run."))
    if len(lines) > MAX_CHARS:
        raise SubmissionRefused(
            _("The code is longer than %(most)d characters. Shorten it.") % {"most": MAX_CHARS}
        )
    check_code(lines)
    return _create(item, user, code, lines)


@in_transaction
def _create(item: Item, user: User, code: str, lines: str) -> ScratchRun:
    # One at a time for each person, or two requests could pass the limits below together.
    User.objects.select_for_update().get(pk=user.pk)
    now, runs = timezone.now(), ScratchRun.objects.filter(user=user).order_by("-created_at")
    check_window(window_of(item, user), now, Purpose("trial"))
    check_pace(runs, now)
    if runs.filter(finished_at=None, created_at__gt=now - MAX_WAIT).exists():
        raise TooManySubmissions(
            _("Your last scratch cell has not finished yet. Run this one when it is done.")
        )
    runs.filter(created_at__lt=now - KEPT).delete()
    revision = LabRevision.objects.get(item=item, current=True)
    run = ScratchRun.objects.create(item=item, revision=revision, user=user, code=code, lines=lines)
    enqueue(RUN_SCRATCH, run.pk, lane=lane_for(user, Lane("visible"), now), owner=user.pk)
    return run


def run(*, run_id: int) -> None:
    """Runs a stored cell, unless it has been run: twice is harmless, as nothing is graded."""
    stored = (
        ScratchRun.objects.filter(pk=run_id, finished_at=None)
        .select_related("revision__item")
        .first()
    )
    if stored is None:
        mark_done(RUN_SCRATCH, run_id)
        return
    try:
        limits = revisions.load(stored.revision).limits
        result = make_storable(run_scratch(stored.code, stored.lines, limits).as_dict())
    # The boundary of a worker's job: the page says that it failed, and offers to run it again.
    except Exception:
        log.exception("Scratch run %s failed.", run_id)
        _finish(run_id, failed=True, result={})
    else:
        _finish(run_id, failed=result["verdict"] == "grader_failed", result=result)


@in_transaction
def _finish(run_id: int, **fields: object) -> None:
    ScratchRun.objects.filter(pk=run_id).update(finished_at=timezone.now(), **fields)
    mark_done(RUN_SCRATCH, run_id)
