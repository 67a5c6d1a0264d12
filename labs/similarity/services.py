"""Asking for a comparison, making it, and saying what one thinks of a pair."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

import grader
from courseware.database.transactions import in_transaction, is_unavailable
from courseware.items.models import Item
from courseware.outbox.fencing import LeaseLost
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, extend_lease, mark_done, retry_on_failure
from courseware.people.models import User
from grader.similarity import Result, Settings, Submission, compare
from labs.comparisons import Choice, Comparison, PairReview, SimilarPair
from labs.models import COMPARE
from labs.similarity import choosing

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=15)
KEPT = 3
"""Comparisons of a lab; older ones are deleted with their pairs."""
_TOLD_EVERY = 1.0  # seconds between two writes of the progress
State = Comparison.State


class ComparisonRefused(Exception):
    """Why nothing is compared; the sentence says what to do."""


@in_transaction
def request_comparison(
    *, item: Item, by: User, choice: str, earlier: Sequence[Item] = ()
) -> Comparison:
    """Enqueues a comparison behind everything that students wait for.

    Raises: ComparisonRefused.
    """
    if choice not in Choice.values:
        raise ComparisonRefused(_("Choose which submissions are compared."))
    Item.objects.select_for_update().get(pk=item.pk)  # one of two requests at a time
    if Comparison.objects.filter(item=item, state__in=[State.WAITING, State.RUNNING]).exists():
        raise ComparisonRefused(
            _("A comparison for this lab is in progress. The result will appear on this page.")
        )
    comparison = Comparison.objects.create(item=item, by=by, choice=choice)
    comparison.earlier.set(earlier)
    enqueue(COMPARE, comparison.pk, lane=Lane.BACKGROUND, owner=by.pk)
    return comparison


def run(*, comparison_id: int) -> None:
    """Makes the comparison; one that was interrupted is made from the beginning."""
    with retry_on_failure(COMPARE, comparison_id):
        comparison = Comparison.objects.filter(pk=comparison_id).select_related("item").first()
        if comparison is not None and comparison.is_open:
            extend_lease(COMPARE, comparison_id, lease=LEASE)
            try:
                make(comparison)
            except LeaseLost:
                raise
            except Exception as error:  # the page says so; the log says why
                if is_unavailable(error):
                    raise
                log.exception("Comparison %s failed.", comparison_id)
                _end(comparison, State.FAILED)
        mark_done(COMPARE, comparison_id)


def make(comparison: Comparison) -> None:
    """Compares and stores what was found."""
    item = comparison.item
    submissions = [
        *_submissions(choosing.compared_ids(item, comparison.choice), earlier=False),
        *(
            each
            for other in comparison.earlier.all()
            for each in _submissions(choosing.compared_ids(other, comparison.choice), earlier=True)
        ),
    ]
    settings = Settings(
        known=choosing.known_programs(item), entry_points=choosing.entry_points(item)
    )
    comparison.options = settings.as_dict() | {"grader": grader.VERSION}
    _tell(comparison, 0, len(submissions))
    last = [time.monotonic()]

    def progress(done: int, total: int) -> None:
        if time.monotonic() - last[0] > _TOLD_EVERY:
            _tell(comparison, done, total)
            last[0] = time.monotonic()

    result = compare(submissions, settings, progress)
    _store(comparison, result, len(submissions))


def _submissions(ids: list[int], *, earlier: bool) -> list[Submission]:
    return [
        Submission(str(pk), code, owner=str(user), earlier=earlier)
        for pk, user, code in choosing.read(ids)
    ]


@in_transaction
def _tell(comparison: Comparison, done: int, total: int) -> None:
    Comparison.objects.filter(pk=comparison.pk).update(state=State.RUNNING, done=done, total=total)
    extend_lease(COMPARE, comparison.pk, lease=LEASE)


@in_transaction
def _store(comparison: Comparison, result: Result, total: int) -> None:
    from labs.models import Submission as Stored

    extend_lease(COMPARE, comparison.pk, lease=LEASE)  # raises if another worker has taken over
    wanted = {int(key) for pair in result.pairs for key in (pair.left, pair.right)}
    alive = set(
        Stored.objects.filter(pk__in=wanted, user__erased_at=None).values_list("pk", flat=True)
    )
    groups = {key: number for number, group in enumerate(result.groups, 1) for key in group.members}
    SimilarPair.objects.filter(comparison=comparison).delete()
    SimilarPair.objects.bulk_create(
        SimilarPair(
            comparison=comparison,
            left_id=int(pair.left),
            right_id=int(pair.right),
            group=groups.get(pair.left, 0) if pair.stands_out else 0,
            matches=pair.as_dict()["matches"],
            **{name: getattr(pair, name) for name in _COPIED},
        )
        for pair in result.pairs
        if {int(pair.left), int(pair.right)} <= alive
    )
    comparison.summary = {
        **{name: getattr(result, name) for name in _TOLD},
        "too_short": len(result.too_short),
        "by_words": len(result.by_words),
        "half": result.median,
    }
    comparison.done = comparison.total = total
    _end(comparison, State.DONE)
    old = Comparison.objects.filter(item=comparison.item, state__in=[State.DONE, State.FAILED])
    kept = list(old.values_list("pk", flat=True)[:KEPT])
    old.exclude(pk__in=kept).delete()


_COPIED = ("similarity", "percentile", "z", "shared", "rare", "stands_out", "by_words")
_TOLD = ("compared", "earlier", "all_pairs", "median", "spread", "histogram", "common")


def _end(comparison: Comparison, state: Any) -> None:
    """With a `State`."""
    comparison.state, comparison.finished_at = state, timezone.now()
    comparison.save()


@in_transaction
def review(*, item: Item, people: tuple[int, int], by: User, verdict: str, note: str) -> PairReview:
    """Adds what somebody thinks of a pair; earlier reviews stay."""
    first, second = sorted(people)
    return PairReview.objects.create(
        item=item, first_id=first, second_id=second, by=by, verdict=verdict, note=note
    )


def forget(user: User) -> None:
    """Deletes pairs and reviews of somebody whose account is deleted; in its transaction."""
    SimilarPair.objects.filter(Q(left__user=user) | Q(right__user=user)).delete()
    PairReview.objects.filter(Q(first=user) | Q(second=user)).delete()
