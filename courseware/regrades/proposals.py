"""Proposals of regrades, found when a course is loaded and when the site's versions change.

A proposal changes no grade. Each need is proposed once; one that was dismissed does not come back.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from courseware.database.batches import paced, time_limited
from courseware.database.row_errors import process_rows
from courseware.items.kinds import kind_named
from courseware.items.models import Course, Item
from courseware.items.regrading import RegradeNeed
from courseware.regrades.models import Proposal

SECONDS = 3.0  # then other scheduled jobs have their turn
_looked_at: set[int] = set()  # ids of items, by this process


def propose_for(item: Item) -> list[Proposal]:
    """Stores what the item's works need, in one transaction; returns the new proposals.

    An open proposal of the same cause that is no longer needed in this form is replaced.
    """
    regrading = kind_named(item.kind).regrading()
    needs = regrading.needs(item) if regrading is not None else []
    with transaction.atomic():
        needed = {(need.cause, need.key) for need in needs}
        for known in open_proposals(item.course).filter(item=item):
            if (known.cause, known.key) not in needed:
                known.state = Proposal.State.REPLACED
                known.save(update_fields=["state"])
        return [made for need in needs if (made := _propose(item, need)) is not None]


def _propose(item: Item, need: RegradeNeed) -> Proposal | None:
    facts = {"parts": list(need.parts), "works": need.works, "target": need.revision}
    proposal, is_new = Proposal.objects.get_or_create(
        item=item,
        cause=need.cause,
        key=need.key,
        defaults={"found_at": timezone.now(), **facts},
    )
    if is_new:
        return proposal
    if proposal.state in (Proposal.State.OPEN, Proposal.State.REPLACED):
        Proposal.objects.filter(pk=proposal.pk).update(state=Proposal.State.OPEN, **facts)
    return None


def propose_all() -> int:
    """Of all items, as many as fit into `SECONDS`; returns how many cannot be read.

    A process looks at each item once: its versions do not change, and new revisions are looked at
    when they are loaded.
    """
    items = Item.objects.filter(retired=False).exclude(pk__in=_looked_at).select_related("course")

    def look(item: Item) -> None:
        propose_for(item)
        _looked_at.add(item.pk)

    waiting = time_limited(paced(list(items)), SECONDS)
    return len(process_rows(waiting, look, what="looked at for regrades").failed)


def open_proposals(course: Course) -> QuerySet[Proposal]:
    """Newest first, with their items."""
    found = Proposal.objects.filter(
        item__course=course, item__retired=False, state=Proposal.State.OPEN
    )
    return found.select_related("item__course")
