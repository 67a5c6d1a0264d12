"""How the scores of each item are spread: tenths, counted by the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Avg, Count, F, FloatField, QuerySet
from django.db.models.functions import Coalesce, Floor, Least

from courseware.gradebook.models import Score
from courseware.items.kinds import kind_named
from courseware.items.models import Item
from courseware.people.models import User
from courseware.ui.plots import Bar, small_bars, tenths

BINS = 10


@dataclass(frozen=True)
class Spread:
    """The scores of one item; ``mean`` is a fraction."""

    item: Item
    kind: str
    url: str
    count: int
    mean: float
    bars: list[Bar]


Counts = tuple[list[int], float]
"""How many scores lie in each tenth, and their mean."""


def counts_of(items: Sequence[Item], students: QuerySet[User]) -> dict[int, Counts]:
    """By item id, of the items that have scores. One query."""
    counts: dict[int, list[int]] = {}
    sums: dict[int, float] = {}
    rows = (
        Score.objects.filter(item__in=items, user__in=students, excused=False)
        .annotate(effective=Coalesce("override", "fraction"))
        .filter(effective__isnull=False)
        .annotate(
            tenth=Least(Floor(F("effective") * BINS + 1e-9, output_field=FloatField()), BINS - 1.0)
        )
        .order_by()
        .values_list("item_id", "tenth")
        .annotate(Count("pk"), Avg("effective"))
    )
    for item_id, tenth, count, mean in rows:
        counts.setdefault(item_id, [0] * BINS)[int(tenth)] += count
        sums[item_id] = sums.get(item_id, 0.0) + count * mean
    return {pk: (found, sums[pk] / sum(found)) for pk, found in counts.items()}


def spreads(items: Sequence[Item], counts: Mapping[int, Counts]) -> list[Spread]:
    """Of the items that have scores, in their order."""
    labels = tenths(BINS)
    return [
        Spread(
            item,
            str((kind := kind_named(item.kind)).label),
            kind.analysis_url(item),
            sum(counts[item.pk][0]),
            counts[item.pk][1],
            small_bars(counts[item.pk][0], labels),
        )
        for item in items
        if item.pk in counts
    ]
