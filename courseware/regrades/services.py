"""Starting, applying, discarding and undoing regrades. Workers do the rest (`regrades.runs`)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.database.transactions import in_transaction
from courseware.items.kinds import kind_named
from courseware.items.models import Item
from courseware.items.regrading import Regrading, Selection
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, mark_done
from courseware.people.models import User
from courseware.regrades.models import (
    MAX_REASON,
    UNDER_WAY,
    Proposal,
    Regrade,
    RegradedWork,
    Status,
)

REGRADE = "regrades.work"
"""The name of the task that works on a regrade; stored messages refer to it."""
_DECIDED = (Status.DISCARDED, Status.STOPPED)


class RegradeRefused(Exception):
    """Why nothing is done; the sentence says what to do."""


def regrading_of(item: Item) -> Regrading:
    """Raises: RegradeRefused: for a kind whose works cannot be graded again."""
    regrading = kind_named(item.kind).regrading()
    if regrading is None:
        raise RegradeRefused(_("This kind of work cannot be regraded."))
    return regrading


@in_transaction
def start(
    *, item: Item, by: User, selection: Selection, words: str = "", proposal: Proposal | None = None
) -> Regrade:
    """Has workers preview a regrade. The same selection twice is one regrade.

    A preview of another selection that is under way is ended.

    Raises: RegradeRefused: while one of the item is being applied or undone.
    """
    regrading = regrading_of(item)
    Item.objects.select_for_update(no_key=True).get(pk=item.pk)  # one start at a time
    revisions = regrading.revisions(item)
    target = selection.revision or int(revisions[0].value)
    stored = asdict(selection) | {"revision": target}
    for other in Regrade.objects.filter(item=item, state__in=UNDER_WAY):
        if other.state != Status.PREVIEWING:
            raise RegradeRefused(
                _("A regrade of this item is being applied or undone. Start again when it is done.")
            )
        if _same(other, stored):
            return other
        _end(other, Status.STOPPED)
    regrade = Regrade.objects.create(
        item=item,
        target=target,
        target_name=next(each.label for each in revisions if int(each.value) == target)[:200],
        selection={key: value for key, value in stored.items() if key != "revision"},
        selection_words=words[:500],
        by=by,
        at=timezone.now(),
    )
    regrade.total = regrading.regrader(item, regrade.selected()).count()
    regrade.save(update_fields=["total"])
    if proposal is not None:
        Proposal.objects.filter(pk=proposal.pk).update(
            state=Proposal.State.TAKEN, by=by, decided_at=timezone.now(), regrade=regrade
        )
    _enqueue(regrade, by)
    return regrade


def _same(other: Regrade, stored: dict[str, Any]) -> bool:
    users = stored["users"]
    plain = stored | {"users": None if users is None else list(users)}
    return {**other.selection, "revision": other.target} == plain


@in_transaction
def apply(
    *, regrade: Regrade, by: User, reason: str, only_gains: bool = False, tells: bool = True
) -> Regrade:
    """Has workers write what the preview found, and what it would find of work since then.

    Applying twice is one. Raises: RegradeRefused: with the sentence to show.
    """
    locked = _locked(regrade)
    if locked.state in (Status.APPLYING, Status.APPLIED):
        return locked
    if locked.state != Status.PREVIEWED:
        raise RegradeRefused(_("Only a finished preview can be applied."))
    if Regrade.objects.filter(item=locked.item, state__in=UNDER_WAY).exists():
        raise RegradeRefused(
            _("Another regrade of this item is in progress. Apply this one when it is done.")
        )
    locked.state, locked.reason = Status.APPLYING, reason[:MAX_REASON]
    locked.only_gains, locked.tells = only_gains, tells
    locked.applied_by, locked.applied_at = by, timezone.now()
    locked.save()
    _enqueue(locked, by)
    return locked


@in_transaction
def discard(*, regrade: Regrade) -> Regrade:
    """Ends a preview; what it found stays on its page."""
    locked = _locked(regrade)
    if locked.state in _DECIDED:
        return locked
    if locked.state not in (Status.PREVIEWING, Status.PREVIEWED):
        raise RegradeRefused(_("A regrade that was applied cannot be discarded. Undo it instead."))
    _end(locked, Status.DISCARDED)
    return locked


@in_transaction
def undo(*, regrade: Regrade, by: User, reason: str) -> Regrade:
    """Has workers make the works what they were before. Undoing twice is one.

    Raises: RegradeRefused: with the sentence to show.
    """
    locked = _locked(regrade)
    if locked.state in (Status.UNDOING, Status.UNDONE):
        return locked
    if locked.state != Status.APPLIED:
        raise RegradeRefused(_("Only a regrade that was applied can be undone."))
    if not locked.undoable:
        raise RegradeRefused(
            _(
                "This regrade cannot be undone, because it was applied by an earlier release "
                "that did not record the previous results."
            )
        )
    if later_applied(locked):
        raise RegradeRefused(
            _("A later regrade of this item was applied. Undo that one first, then this one.")
        )
    if Regrade.objects.filter(item=locked.item, state__in=UNDER_WAY).exists():
        raise RegradeRefused(
            _("Another regrade of this item is in progress. Undo this one when it is done.")
        )
    locked.state, locked.undo_reason = Status.UNDOING, reason[:MAX_REASON]
    locked.undone_by, locked.undone_at = by, timezone.now()
    locked.save()
    _enqueue(locked, by)
    return locked


def later_applied(regrade: Regrade) -> bool:
    """Whether another regrade of the item was applied after this one and still counts."""
    if regrade.applied_at is None:
        return False
    later = Q(applied_at__gt=regrade.applied_at) | Q(
        applied_at=regrade.applied_at, pk__gt=regrade.pk
    )
    return Regrade.objects.filter(later, item=regrade.item_id, state=Status.APPLIED).exists()


@in_transaction
def dismiss(*, proposals: list[Proposal], by: User, reason: str) -> int:
    """Takes open proposals off the pages; returns how many."""
    found = Proposal.objects.filter(
        pk__in=[each.pk for each in proposals], state=Proposal.State.OPEN
    )
    return found.update(
        state=Proposal.State.DISMISSED, by=by, decided_at=timezone.now(), reason=reason[:MAX_REASON]
    )


def erase(user: User) -> None:
    """Of the person's works nothing stays but the figures: the rest may hold what they wrote."""
    RegradedWork.objects.filter(user=user).update(payload=None, saved=None)


def _locked(regrade: Regrade) -> Regrade:
    """The row, and the item's as in `start`: decisions on one item take turns."""
    Item.objects.select_for_update(no_key=True).get(pk=regrade.item_id)
    found = Regrade.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("item__course").get(pk=regrade.pk)


def _enqueue(regrade: Regrade, by: User | None) -> None:
    enqueue(REGRADE, regrade.pk, lane=Lane.REGRADE, owner=by.pk if by else None)


def _end(regrade: Regrade, state: Any) -> None:
    """With a `Status`."""
    regrade.state = state
    regrade.save(update_fields=["state"])
    mark_done(REGRADE, regrade.pk)
