"""A regrade at work: previewing, writing and undoing, some seconds at a time.

Works are graded again outside of any transaction. Then a few at a time are written, together with
how far the run has come, in transactions that are short however large the class is. So the run of
a killed worker continues where it was, and of two workers one continues and the other stops. A
work that cannot be graded again is recorded with the reason, and the others go on.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from courseware.database.batches import short_transaction
from courseware.database.transactions import is_unavailable
from courseware.gradebook.models import Score
from courseware.items.regrading import ROUNDING, Cursor, GradedWork, Outcome, WorkChanged
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, extend_lease, mark_done
from courseware.regrades.models import Regrade, RegradedWork, Status
from courseware.regrades.services import REGRADE, regrading_of
from courseware.regrades.writing import Writer
from grader import SandboxUnavailable

log = logging.getLogger(__name__)
Previewed = tuple[GradedWork, tuple[RegradedWork, Outcome] | None]
TASK_SECONDS = 5.0  # of one task, so that a worker is not held by one regrade
WRITE_TOGETHER = 25  # rows read at a time
MAX_REPLANS = 3  # of a work that changes whenever it has been graded again
FOUND_AGAIN = [
    *("before", "after", "parts", "counts", "by_hand", "changes", "error", "note", "payload")
]
NEXT = {
    Status.PREVIEWING: Status.PREVIEWED,
    Status.APPLYING: Status.APPLIED,
    Status.UNDOING: Status.UNDONE,
}


def continue_regrade(*, regrade_id: int, seconds: float = TASK_SECONDS) -> bool:
    """Works on a regrade for some seconds; the rest is put into the queue again.

    Returns whether anything was done.
    """
    found = Regrade.objects.select_related("item__course", "by", "applied_by", "undone_by")
    regrade = found.filter(pk=regrade_id, state__in=NEXT).first()
    if regrade is None:
        mark_done(REGRADE, regrade_id)
        return False
    until = time.monotonic() + seconds
    run = RegradeRun(regrade)
    while run.step():
        if time.monotonic() > until:
            _requeue(regrade)
            return True
    if run.finished:
        _finish(regrade)
    return run.wrote or run.finished


class RegradeRun:
    """A regrade under way in this process."""

    def __init__(self, regrade: Regrade) -> None:
        self.regrade = regrade
        self.regrader = regrading_of(regrade.item).regrader(regrade.item, regrade.selected())
        self.cursor: Cursor = (regrade.cursor_at, regrade.cursor_id)
        self.previewed = regrade.state == Status.UNDOING
        self.wrote = self.finished = False

    def step(self) -> bool:
        """Does the next works; returns whether there may be more for this process."""
        self._extend_lease()
        if not self.previewed:
            return self._preview()
        if self.regrade.state == Status.PREVIEWING:
            self.finished = True
            return False
        return self._write()

    def _extend_lease(self) -> None:
        """Before writing, too: a worker that was taken over must write nothing."""
        extend_lease(REGRADE, self.regrade.pk, lease=self.regrader.lease)

    # -- previewing -------------------------------------------------------------------------------
    def _preview(self) -> bool:
        works = self.regrader.works_after(self.cursor, self.regrader.together)
        if not works:
            self.previewed = True
            return self.step()  # in the same turn, or short ones would never come to writing
        by_hand = self._by_hand(works)
        pending = iter([(work, self._row(work, by_hand)) for work in works])
        written = 0
        while written < len(works):
            count = self._write_rows(pending)
            if count == 0:
                return False
            written += count
        return True

    def _row(self, work: GradedWork, by_hand: set[int]) -> tuple[RegradedWork, Outcome] | None:
        """``None`` for a work that is not selected."""
        if self.regrade.selected().only_counting and not work.counts:
            return None
        row = RegradedWork(
            regrade=self.regrade,
            work=work.id,
            user_id=work.user,
            title=work.title,
            counts=work.counts,
            by_hand=work.user in by_hand,
        )
        return row, self._regrade(work, row)

    def _regrade(self, work: GradedWork, row: RegradedWork) -> Outcome:
        """Grades the work again and fills the row with what was found, or the reason why not."""
        outcome, row.error = Outcome(None, None), ""
        try:
            outcome = self.regrader.regrade(work)
        except Exception as error:  # one work that is broken must not end the regrade
            row.error = self._failure(work.id, error)
        row.before, row.after, row.note = outcome.before, outcome.after, outcome.note
        row.parts = [[each.part, each.before, each.after] for each in outcome.parts]
        row.payload, row.changes = outcome.payload, outcome.payload is not None
        return outcome

    def _failure(self, work: int, error: Exception) -> str:
        if is_unavailable(error) or isinstance(error, SandboxUnavailable):
            raise error
        log.exception("Work %s of regrade %s cannot be graded again.", work, self.regrade.pk)
        return describe_error(error)

    def _by_hand(self, works: Sequence[GradedWork]) -> set[int]:
        scores = Score.objects.filter(
            item=self.regrade.item_id,
            user__in={work.user for work in works},
            override__isnull=False,
        )
        return set(scores.values_list("user", flat=True))

    def _write_rows(self, pending: Iterator[Previewed]) -> int:
        """Writes rows of some works and the cursor in one transaction; returns how many works.

        0 when another worker has moved the cursor, or the regrade was ended.
        """
        rows: list[RegradedWork] = []
        kept: Counter[tuple[str, str]] = Counter()
        last, count = None, 0
        with short_transaction() as turn:
            if not self._lock_cursor():
                return 0
            self._extend_lease()
            for work, found in pending:
                if found is not None:
                    row, outcome = found
                    rows.append(row)
                    kept.update(outcome.kept)
                last, count = work, count + 1
                if turn.is_over:
                    break
            self._store(rows)
            if last is not None:
                self._move_cursor(last.cursor, count, kept)
        if last is not None:
            self.cursor, self.wrote = last.cursor, True
        return count

    def _store(self, rows: list[RegradedWork]) -> None:
        """A work that was graded once more since it was previewed is previewed once more."""
        decided = set(
            RegradedWork.objects.filter(regrade=self.regrade, work__in=[row.work for row in rows])
            .exclude(state=RegradedWork.State.FOUND)
            .values_list("work", flat=True)
        )
        RegradedWork.objects.bulk_create(
            [row for row in rows if row.work not in decided],
            update_conflicts=True,
            unique_fields=["regrade", "work"],
            update_fields=FOUND_AGAIN,
        )

    def _lock_cursor(self) -> bool:
        """Whether the cursor is still where this process left it; locks it there."""
        at, last = self.cursor
        return bool(self._locked().filter(cursor_at=at, cursor_id=last).values_list("pk"))

    def _locked(self) -> QuerySet[Regrade]:
        """The regrade's row, as long as it is what this process works on."""
        rows = Regrade.objects.select_for_update(no_key=True)
        return rows.filter(pk=self.regrade.pk, state=self.regrade.state)

    def _move_cursor(self, cursor: Cursor, count: int, kept: Counter[tuple[str, str]]) -> None:
        """With what was written; the row is locked."""
        at, last = cursor
        row = Regrade.objects.filter(pk=self.regrade.pk)
        changes = {"cursor_at": at, "cursor_id": last, "processed": F("processed") + count}
        if kept:
            for part, reason, before in row.values_list("kept", flat=True).get():
                kept[part, reason] += before
            changes["kept"] = [[*key, number] for key, number in sorted(kept.items())]
        row.update(**changes)

    # -- writing and undoing ----------------------------------------------------------------------
    def _write(self) -> bool:
        ids = list(to_write(self.regrade).values_list("pk", flat=True)[:WRITE_TOGETHER])
        if not ids:
            self.finished = True
            return False
        writer = Writer(self.regrade, self.regrader)
        while ids:
            with short_transaction() as turn:
                if not self._locked().exists():
                    return False
                self._extend_lease()
                writer.write(ids.pop(0))  # one at least, however slow the machine is
                while ids and not turn.is_over:
                    writer.write(ids.pop(0))
            self.wrote = True
        for row in writer.changed:  # somebody has graded them since
            self._replan(row)
        return True

    def _replan(self, row: RegradedWork) -> None:
        """Grades a work again that is no longer what it was, so that it is written next time."""
        work = next(iter(self.regrader.works([row.work])), None)
        replans = int((row.saved or {}).get("replans", 0)) + 1
        if work is None:
            row.error, row.payload = describe_error(WorkChanged()), None
        elif replans > MAX_REPLANS:
            row.error, row.payload = "It changed again and again while it was graded.", None
        else:
            self._regrade(work, row)
        row.changes, row.saved = row.payload is not None, {"replans": replans}
        with transaction.atomic():
            if self._locked().exists():
                self._extend_lease()
                row.save()


def to_write(regrade: Regrade) -> QuerySet[RegradedWork]:
    """The rows that are still to be written or undone, in the order in which to do it."""
    rows = RegradedWork.objects.filter(regrade=regrade, changes=True)
    if regrade.state == Status.UNDOING:
        return rows.filter(state=RegradedWork.State.WRITTEN).order_by("-pk")
    rows = rows.filter(state=RegradedWork.State.FOUND, error="")
    return gaining(rows) if regrade.only_gains else rows


def gaining(rows: QuerySet[RegradedWork]) -> QuerySet[RegradedWork]:
    """The rows of works that get more than they had."""
    with_gain = rows.filter(before__isnull=False, after__gt=F("before") + ROUNDING)
    return with_gain | rows.filter(before__isnull=True, after__gt=ROUNDING)


def describe_error(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


@transaction.atomic
def _requeue(regrade: Regrade) -> None:
    mark_done(REGRADE, regrade.pk)
    owner = regrade.undone_by_id or regrade.applied_by_id or regrade.by_id
    enqueue(REGRADE, regrade.pk, lane=Lane.REGRADE, owner=owner)


@transaction.atomic
def _finish(regrade: Regrade) -> None:
    """Unless another worker has, or it was ended."""
    locked = Regrade.objects.select_for_update(no_key=True)
    for running in locked.filter(pk=regrade.pk, state=regrade.state):
        now = timezone.now()
        running.state = NEXT[Status(running.state)]
        if running.state == Status.APPLIED:
            running.applied_at = now
        elif running.state == Status.UNDONE:
            running.undone_at = now
        running.save()
    mark_done(REGRADE, regrade.pk)
