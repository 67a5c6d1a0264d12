"""Why a cell has no score, in sentences: what is there, which dates hold, and what it counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courseware.deadlines.late import LatePolicy
from courseware.deadlines.late_words import policy_words
from courseware.deadlines.window import Window
from courseware.deadlines.words import date_words
from courseware.gradebook.cell_states import CellState
from courseware.items.models import Item
from courseware.items.progress import Progress

if TYPE_CHECKING:
    from courseware.gradebook.selectors import Cell

_SUBMITTED: Mapping[CellState, str | Promise] = {
    CellState.NEEDS_GRADING: gettext_lazy(
        "Submitted work is waiting to be graded manually. The score appears once that is done."
    ),
    CellState.FAILED: gettext_lazy(
        "Submitted work could not be graded because of a problem on the site. It is kept, and it "
        "counts once it has been graded."
    ),
    CellState.WAITING: gettext_lazy("Submitted work is being graded."),
    CellState.SUBMITTED: gettext_lazy("Work was submitted, and there is no score for it yet."),
}


def reasons(cell: Cell, window: Window, now: datetime) -> list[str]:
    """Of a cell that has no score and no excuse. ``window`` has the dates of the person."""
    if cell.outside:
        return [_("No score has been entered. The staff enters the scores of this item.")]
    submitted = [_SUBMITTED[state] for state in cell.states if state in _SUBMITTED]
    if submitted:
        return [str(submitted[0])]
    found = [_not_submitted(cell, window)]
    if dates := _dates(cell.item, window, now):
        found.append(dates)
    return found


def _not_submitted(cell: Cell, window: Window) -> str:
    started = cell.progress == Progress.STARTED
    if CellState.MISSING in cell.states and window.due_at is not None:
        values = {"date": date_words(window.due_at)}
        if started:
            text = _("Work was started, but nothing was submitted by %(date)s. Missing since then.")
            return text % values
        return _("Nothing was submitted by %(date)s. Missing since then.") % values
    if started:
        return _(
            "Work was started, but nothing has been submitted yet. Only submitted work counts."
        )
    return _("Nothing has been submitted yet.")


def _dates(item: Item, window: Window, now: datetime) -> str:
    if refusal := window.refusal(now):
        return refusal
    if window.due_at is None:
        return ""
    if now <= window.due_at:
        return _("It is due %(date)s.") % {"date": date_words(window.due_at)}
    policy = item.course.late_policy if item.late_policy is None else item.late_policy
    costs = policy_words(policy) if LatePolicy.from_data(policy).costs else _("no late penalty")
    if window.closes_at is None:
        return _("Late work is still accepted (%(policy)s).") % {"policy": costs}
    values = {"date": date_words(window.closes_at), "policy": costs}
    return _("Late work is accepted until %(date)s (%(policy)s).") % values
