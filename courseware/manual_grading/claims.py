"""Who has which work open: a claim with a lease, so that two graders do not take the same one.

A claim keeps nobody from saving; what is newer than what somebody has seen does
(`courseware.manual_grading.services`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from courseware.database.transactions import in_transaction
from courseware.manual_grading.models import Claim, Rubric
from courseware.people.models import User

LEASE = timedelta(minutes=5)
"""The page renews it every minute; without JavaScript it is renewed whenever the page is loaded."""


@in_transaction
def claim(*, rubric: Rubric, work: int, by: User, now: datetime | None = None) -> Claim:
    """The claim on the work: the person's own, made or renewed, or somebody else's that holds."""
    now = now or timezone.now()
    mine = {"by": by, "until": now + LEASE}
    found, created = Claim.objects.select_for_update().get_or_create(
        rubric=rubric, work=work, defaults=mine
    )
    if created:
        return found
    if found.by_id == by.pk or found.until <= now:
        found.by, found.until = by, now + LEASE
        found.save(update_fields=["by", "until"])
    return found


def claim_first(*, rubric: Rubric, works: Iterable[int], by: User) -> int | None:
    """Claims the first of the works that nobody else has open; ``None`` when there is none."""
    for work in works:
        if claim(rubric=rubric, work=work, by=by).by_id == by.pk:
            return work
    return None


@in_transaction
def release(*, rubric: Rubric, work: int, by: User) -> None:
    """The person has it open no more."""
    Claim.objects.filter(rubric=rubric, work=work, by=by).delete()


def held_by_others(rubric: Rubric, by: User, now: datetime | None = None) -> dict[int, Claim]:
    """By work, the claims of others that hold now."""
    holding = Claim.objects.filter(rubric=rubric, until__gt=now or timezone.now())
    return {claim.work: claim for claim in holding.exclude(by=by).select_related("by")}
