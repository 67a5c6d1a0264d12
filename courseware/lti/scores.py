"""Which scores are to be sent to platforms: one line a person and link.

Changes are taken over from the history of scores, which every change enters, however it was made.
A line says that something may have changed; what is sent is the score as it is then
(`courseware.lti.sending`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from courseware.database.transactions import in_transaction
from courseware.gradebook.models import ChangeKind, Score, ScoreBatch, ScoreChange
from courseware.items.models import Item
from courseware.lti.models import Account, Link, Member, ScoreFeed, ScoreLine
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue_many

SEND = "lti.send_score"
SETTLED = timedelta(seconds=10)
"""How old a change must be: one with a smaller id may be stored a moment later."""
CHANGES = 1000  # taken over at once
SENT_AT_ONCE = 500
SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"


@in_transaction
def note_line(link: Link, account: Account) -> None:
    """Somebody has opened a link: their score is sent from now on, and also one they have had."""
    if link.item_id is None or not _can_be_sent(link):
        return
    _line, new = ScoreLine.objects.get_or_create(link=link, account=account)
    if new and Score.objects.filter(item=link.item_id, user=account.user_id).exists():
        _mark(ScoreLine.objects.filter(link=link, account=account))


def _can_be_sent(link: Link) -> bool:
    return SCORE_SCOPE in link.scopes and bool(link.lineitem_url or link.lineitems_url)


def take_over_changes() -> int:
    """Marks the lines that changes since the last time may concern; returns how many changes."""
    before = timezone.now() - SETTLED
    feed = _feed()
    changes = list(
        ScoreChange.objects.filter(pk__gt=feed.change, at__lt=before)
        .order_by("pk")
        .values_list("pk", "score__item", "score__user")[:CHANGES]
    )
    batches = list(
        ScoreBatch.objects.filter(pk__gt=feed.batch, at__lt=before)
        .order_by("pk")
        .values_list("pk", "item", "kind")[:CHANGES]
    )
    _take_over(feed, changes, batches)
    return len(changes) + len(batches)


@in_transaction
def _take_over(feed: ScoreFeed, changes: list[Any], batches: list[Any]) -> None:
    stored = ScoreFeed.objects.select_for_update().get(pk=feed.pk)
    if (stored.change, stored.batch) != (feed.change, feed.batch):
        return  # another process was faster
    for item, users in _people_by_linked_item(changes).items():
        _make_lines(item, users)
        _mark(ScoreLine.objects.filter(link__item=item, account__user__in=users))
    shown = {ChangeKind.HELD, ChangeKind.RELEASED}
    items = {item for _pk, item, kind in batches if item and kind in shown}
    _mark(ScoreLine.objects.filter(link__item__in=items))
    if changes:
        stored.change = changes[-1][0]
    if batches:
        stored.batch = batches[-1][0]
    stored.save(update_fields=["change", "batch"])


def _feed() -> ScoreFeed:
    """It begins with what is there: before, no platform was told of anything."""
    feed = ScoreFeed.objects.filter(pk=1).first()
    if feed is None:
        last = ScoreChange.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        batch = ScoreBatch.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        feed, _new = ScoreFeed.objects.get_or_create(
            pk=1, defaults={"change": last, "batch": batch}
        )
    return feed


def _people_by_linked_item(changes: Iterable[tuple[int, int, int]]) -> dict[int, set[int]]:
    """Of the items to which links lead: most sites have none, and a regrade changes thousands."""
    found: dict[int, set[int]] = defaultdict(set)
    for _pk, item, user in changes:
        found[item].add(user)
    linked = set(Link.objects.filter(item__in=list(found)).values_list("item", flat=True))
    return {item: users for item, users in found.items() if item in linked}


def _make_lines(item: int, users: Collection[int]) -> None:
    """For those whom the platform has listed, and who have not opened the link there."""
    for link in filter(_can_be_sent, Link.objects.filter(item=item)):
        members = Member.objects.filter(context=link.context_id, account__user__in=users)
        ScoreLine.objects.bulk_create(
            [
                ScoreLine(link=link, account_id=pk)
                for pk in members.values_list("account", flat=True)
            ],
            ignore_conflicts=True,
        )


def _mark(lines: QuerySet[ScoreLine]) -> None:
    lines.update(version=F("version") + 1, abandoned=False, next_at=None)


def enqueue_due() -> int:
    """Enqueues what is to be sent now; returns how many lines."""
    now = timezone.now()
    take_over_changes()
    down = Q(link__context__deployment__platform__down_until__gt=now)
    waiting = ScoreLine.objects.exclude(version=F("sent_version")).filter(
        Q(next_at=None) | Q(next_at__lte=now),
        abandoned=False,
        link__context__deployment__platform__active=True,
        link__context__deployment__active=True,
    )
    due = waiting.exclude(down).order_by("next_at", "pk")
    owners = dict(due.values_list("pk", "account__user")[:SENT_AT_ONCE])
    if owners:
        enqueue_many(SEND, owners, lane=Lane.BACKGROUND)
    return len(owners)


@in_transaction
def retry(lines: QuerySet[ScoreLine]) -> int:
    """Tries again at once what was not taken; how many lines."""
    fields: dict[str, Any] = {"abandoned": False, "next_at": None, "failures": 0}
    waiting = lines.exclude(version=F("sent_version"))
    return int(waiting.update(failing_since=None, **fields))


def score_of(item: Item, user: int) -> Score | None:
    return Score.objects.filter(item=item, user=user).first()
