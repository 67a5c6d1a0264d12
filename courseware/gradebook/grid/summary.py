"""The summary below the columns: how students did on each item. Computed by the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Avg, Case, Count, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from courseware.gradebook.models import Score
from courseware.items.models import Item
from courseware.people.models import User

_EFFECTIVE = Case(
    When(excused=True, then=Value(None)),
    default=Coalesce(F("override"), F("fraction")),
    output_field=FloatField(),
)


@dataclass(frozen=True)
class ItemSummary:
    """``mean`` is of the fractions that count; who is excused is in neither count."""

    mean: float | None
    graded: int
    without_score: int

    @property
    def words(self) -> str:
        """`1932 graded, 68 not`"""
        values = {"graded": self.graded, "rest": self.without_score}
        return gettext("%(graded)d graded, %(rest)d not") % values


def summaries(
    items: Sequence[Item], students: QuerySet[User] | Sequence[int], count: int
) -> list[ItemSummary]:
    """In the order of the items, of ``count`` students; one query."""
    scores = Score.objects.filter(item__in=items, user__in=students)
    rows = (
        scores.order_by()
        .values_list("item_id")
        .annotate(
            mean=Avg(_EFFECTIVE),
            graded=Count(_EFFECTIVE),
            left_out=Count("pk", filter=Q(excused=True)),
        )
    )
    found = {item: (mean, graded, left_out) for item, mean, graded, left_out in rows}
    return [_summary(count, *found.get(item.pk, (None, 0, 0))) for item in items]


def _summary(count: int, mean: float | None, graded: int, left_out: int) -> ItemSummary:
    return ItemSummary(mean, graded, max(0, count - graded - left_out))
