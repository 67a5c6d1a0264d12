"""Which attempt counts, when the grading rules say something else than before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import copy
from datetime import timedelta
from functools import partial

from courseware.database.batches import short_transaction
from courseware.database.transactions import in_transaction
from courseware.gradebook.models import Score
from courseware.gradebook.rules import Rules, counting_of
from courseware.gradebook.rules_selectors import ruled, rules_of
from courseware.gradebook.services import record_scores
from courseware.items.kinds import kind_named
from courseware.items.models import Course, Item
from courseware.items.selectors import items_of
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue

RECOUNT = "courseware.recount"
ROWS = 50  # of a transaction
REASON = "The grading rules changed which work counts"
Decisions = dict[tuple[int, int], tuple[float, timedelta]]


@in_transaction
def apply_counting(course: Course) -> None:
    """Stores with each item which attempt counts; workers then set the scores."""
    rules = rules_of(course)
    for item in items_of(course):
        counting = counting_of(ruled(item), rules)
        if item.counting != counting:
            Item.objects.filter(pk=item.pk).update(counting=counting)
            enqueue(RECOUNT, item.pk, lane=Lane.BACKGROUND)


def recount(item: Item) -> int:
    """Sets the computed scores by what the policy decides now; how many changed.

    Scores of work that is not released to the gradebook yet stay away. The number of queries does
    not grow with the people, but for a few in each transaction.
    """
    scores = Score.objects.filter(item=item, fraction__isnull=False)
    stored = {row[0]: row[1:] for row in scores.values_list("user_id", "fraction", "late_by")}
    decided = _decided(item, list(stored))
    changed = sorted(user for user, decision in decided.items() if decision != stored.get(user))
    count = 0
    for start in range(0, len(changed), ROWS):
        with short_transaction():
            count += record_scores(
                item=item,
                people=changed[start : start + ROWS],
                decide=partial(_decided, item),
                reason=REASON,
            )
    return count


def _decided(item: Item, people: Collection[int]) -> dict[int, tuple[float, timedelta]]:
    found = kind_named(item.kind).decisions([item], people)
    return {user: found[item.pk, user] for user in people if (item.pk, user) in found}


def decisions_under(items: Sequence[Item], rules: Rules, people: Collection[int]) -> Decisions:
    """What the policy would decide under other rules, of the items for which they differ."""
    found: Decisions = {}
    by_kind: dict[str, list[Item]] = {}
    for item in items:
        counting = counting_of(ruled(item), rules)
        if counting != item.counting:
            tried = copy(item)
            tried.counting = counting
            by_kind.setdefault(item.kind, []).append(tried)
    for kind, tried_items in by_kind.items():
        found |= kind_named(kind).decisions(tried_items, people)
    return found


def try_decisions(
    items: Sequence[Item], fractions: dict[int, list[float | None]], decided: Decisions
) -> dict[int, list[float | None]]:
    """The fractions with those decisions; overrides and what has no score stay."""
    places = {item.pk: place for place, item in enumerate(items)}
    touched = {item for item, _user in decided}
    computed = Score.objects.filter(
        item__in=touched, override=None, excused=False, fraction__isnull=False
    )
    tried = {user: list(line) for user, line in fractions.items()}
    for item, user in computed.values_list("item_id", "user_id"):
        if user in tried and (item, user) in decided:
            tried[user][places[item]] = decided[item, user][0]
    return tried
