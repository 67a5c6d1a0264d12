"""Self-checks: quizzes that are answered in the text of their chapter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.utils.crypto import salted_hmac

from courseware.items.models import Item
from courseware.people.models import User
from quizzes.models import MAX_SEED, Attempt, QuizRevision


def self_checks_among(items: Sequence[Item]) -> dict[int, QuizRevision]:
    """By item id, the current revisions of those that are self-checks; one query."""
    revisions = QuizRevision.objects.filter(item=OuterRef("item"), ready=True)
    current = Subquery(revisions.order_by("-number").values("pk")[:1])
    found = QuizRevision.objects.filter(
        item__in=items, pk=current, content__delivery__self_check=True
    )
    return {revision.item_id: revision for revision in found}


def self_check_seed(revision: QuizRevision, user: User) -> int:
    """The seed of a person's first attempt: a page shows it before there is an attempt."""
    digest = salted_hmac("quizzes.self-check", f"{revision.item_id}/{user.pk}", algorithm="sha256")
    return int.from_bytes(digest.digest()[:8], "big") % MAX_SEED


def first_attempt(item: Item, revision: QuizRevision, user: User, now: datetime) -> Attempt:
    """What a person's first attempt will be; unsaved."""
    return Attempt(
        item=item,
        revision=revision,
        user=user,
        number=1,
        seed=self_check_seed(revision, user),
        started_at=now,
        possible=revision.content["points"],
    )


def shown_as(attempt: Attempt) -> str:
    """What the opaque ids in the chapter are made from: the same before there is an attempt."""
    return f"self-check/{attempt.item_id}/{attempt.user_id}/{attempt.number}"
