"""Writing one work of a regrade, or undoing it, with the notice to the student."""

from __future__ import annotations

import logging

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from courseware.database.transactions import is_unavailable
from courseware.gradebook.models import Score
from courseware.items.regrading import ROUNDING, Regrader, WorkChanged
from courseware.notices.models import Kind
from courseware.notices.services import notify
from courseware.regrades.models import Regrade, RegradedWork, Status

log = logging.getLogger(__name__)


class Writer:
    """Writes rows of one regrade, each in the caller's transaction.

    ``changed`` are rows whose works somebody has graded since they were graded again.
    """

    def __init__(self, regrade: Regrade, regrader: Regrader) -> None:
        self.regrade, self.regrader = regrade, regrader
        self.undoes = regrade.state == Status.UNDOING
        self.changed: list[RegradedWork] = []

    def write(self, pk: int) -> None:
        """Unless another worker has, in between. A failure is recorded and changes nothing."""
        state = RegradedWork.State.WRITTEN if self.undoes else RegradedWork.State.FOUND
        row = RegradedWork.objects.select_for_update(of=("self",)).filter(pk=pk, state=state)
        for found in row:
            try:
                with transaction.atomic():
                    self._undo(found) if self.undoes else self._apply(found)
            except WorkChanged:
                self._note_change(found)
            except Exception as error:  # one work that is broken must not end the regrade
                if is_unavailable(error):
                    raise
                log.exception("%s cannot be written.", found)
                found.error = f"{type(error).__name__}: {error}"[:500]
                if self.undoes:
                    found.state = RegradedWork.State.KEPT
                found.save(update_fields=["error", "state"])

    def _apply(self, row: RegradedWork) -> None:
        regrade, before = self.regrade, self._score(row)
        row.saved = self.regrader.write(
            row.work,
            row.payload,
            by=regrade.applied_by_id,
            reason=_("Regrade: %(reason)s") % {"reason": regrade.reason},
        )
        row.score_before, row.score_after = before, self._score(row)
        row.state = RegradedWork.State.WRITTEN
        row.save(update_fields=["saved", "score_before", "score_after", "state"])
        self._tell(row, before, row.score_after, "regrade", regrade.reason)

    def _undo(self, row: RegradedWork) -> None:
        regrade, before = self.regrade, self._score(row)
        self.regrader.restore(
            row.work,
            row.payload,
            row.saved,
            by=regrade.undone_by_id,
            reason=_("Regrade undone: %(reason)s") % {"reason": regrade.undo_reason},
        )
        row.state = RegradedWork.State.RESTORED
        row.save(update_fields=["state"])
        self._tell(row, before, self._score(row), "regrade-undone", regrade.undo_reason)

    def _note_change(self, row: RegradedWork) -> None:
        if self.undoes:  # later changes are kept
            row.state = RegradedWork.State.KEPT
            row.save(update_fields=["state"])
        else:
            self.changed.append(row)

    def _score(self, row: RegradedWork) -> float | None:
        score = Score.objects.filter(item=self.regrade.item_id, user=row.user_id).first()
        return score.effective if score else None

    def _tell(
        self, row: RegradedWork, before: float | None, after: float | None, key: str, reason: str
    ) -> None:
        """One notice a person, of whatever number of works."""
        item = self.regrade.item
        if not self.regrade.tells or item.scores_held:
            return
        if abs((after or 0.0) - (before or 0.0)) <= ROUNDING:
            return
        notify(
            [row.user_id],
            kind=Kind.REGRADE,
            key=f"{key}:{self.regrade.pk}",
            course=item.course,
            link=reverse("grades", args=[item.course.slug]),
            item=item,
            reason=reason,
        )
