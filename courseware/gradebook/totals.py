"""How scores add up. Pure, and the only place that adds: every page and export shows the same.

A *plan* is made once of a course's items and rules; it then gives the total of one person after
the other. There are two totals: of everything in the course, where an item without a score
earns nothing, and so far, of what was graded. An item that a person is excused from is in neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from courseware.gradebook.rules import DEFAULT, Category, RuledItem, Rules, category_of

_NOBODY: frozenset[int] = frozenset()
_EXACT = 9  # decimals; further ones are what floats add


@dataclass(frozen=True)
class Entry:
    """One item of one person: ``fraction`` in [0, 1] or ``None`` before there is a score."""

    out_of: float
    fraction: float | None
    excused: bool = False

    @property
    def points(self) -> float | None:
        return None if self.fraction is None else self.fraction * self.out_of


@dataclass(frozen=True)
class Sum:
    """What one person has in one category.

    ``share`` is of what counts and may exceed 1 by extra credit; ``None`` where nothing counts.
    ``dropped`` are places of items.
    """

    earned: float
    out_of: float
    share: float | None
    dropped: tuple[int, ...] = ()


@dataclass(frozen=True)
class CategoryTotal:
    """``category`` is missing for items that are in none."""

    category: Category | None
    total: Sum
    so_far: Sum


@dataclass(frozen=True)
class Total:
    """``earned`` of ``out_of`` points, without what was dropped, and the same of what is graded.

    ``fraction`` is the total by the rules; where they weigh categories it is not the ratio of the
    points. It may exceed 1 by extra credit.
    """

    earned: float
    out_of: float
    earned_so_far: float
    graded_out_of: float
    fraction: float | None
    fraction_so_far: float | None
    categories: tuple[CategoryTotal, ...]
    rules: Rules = DEFAULT

    @property
    def percent(self) -> float | None:
        """The total in per cent, rounded by the rules."""
        return None if self.fraction is None else rounded(100 * self.fraction, self.rules.places)

    @property
    def letter(self) -> str:
        """By the rounded total; empty where the rules have no letter for it."""
        return letter_of(self.percent, self.rules)

    @property
    def dropped(self) -> frozenset[int]:
        """Places of the items that the total leaves out."""
        return frozenset(place for each in self.categories for place in each.total.dropped)


class Plan:
    """The items of a course in its order, sorted into the categories of the rules."""

    def __init__(self, items: Sequence[RuledItem], rules: Rules = DEFAULT) -> None:
        self.items, self.rules = items, rules
        categories = rules.categories
        self.category_of = [category_of(item, categories) for item in items]
        self.groups = [_Group(self, place) for place in range(len(categories))]
        if None in self.category_of:
            self.groups.append(_Group(self, None))

    @cached_property
    def weight(self) -> float:
        """Of all categories that are no extra credit."""
        return sum(each.weight for each in self.rules.categories if not each.extra_credit)

    def total(self, fractions: Sequence[float | None], excused: Collection[int] = _NOBODY) -> Total:
        """Of one person: a fraction for each item of the plan, and the places of excused ones."""
        sums = tuple(
            CategoryTotal(
                group.category,
                group.sum(fractions, excused, everything=True),
                group.sum(fractions, excused, everything=False),
            )
            for group in self.groups
        )
        totals, so_far = [each.total for each in sums], [each.so_far for each in sums]
        return Total(
            earned=sum(each.earned for each in totals),
            out_of=sum(each.out_of for each in totals),
            earned_so_far=sum(each.earned for each in so_far),
            graded_out_of=sum(each.out_of for each in so_far),
            fraction=self._fraction(totals),
            fraction_so_far=self._fraction(so_far),
            categories=sums,
            rules=self.rules,
        )

    def _fraction(self, sums: Sequence[Sum]) -> float | None:
        if not self.rules.is_weighted:
            out_of = sum(each.out_of for each in sums)
            return sum(each.earned for each in sums) / out_of if out_of else None
        reached = weights = extra = 0.0
        for category, each in zip(self.rules.categories, sums, strict=False):
            if each.share is None:
                continue
            if category.extra_credit:
                extra += category.weight * each.share
            else:
                reached += category.weight * each.share
                weights += category.weight
        return reached / weights + extra / self.weight if weights else None


class _Group:
    """The items of one category, or of none, with their places in the plan."""

    def __init__(self, plan: Plan, place: int | None) -> None:
        rules = plan.rules
        self.category = None if place is None else rules.categories[place]
        self.drop = self.category.drop_lowest if self.category else 0
        self.is_extra = bool(self.category and self.category.extra_credit)
        members = [
            (position, item)
            for position, (item, found) in enumerate(zip(plan.items, plan.category_of, strict=True))
            if found == place
        ]
        is_extra = {item.key for _, item in members if item.key in rules.extra_credit}
        self.regular = [
            (position, item.out_of)
            for position, item in members
            if not self.is_extra and item.key not in is_extra
        ]
        self.extra = [
            (position, item.out_of)
            for position, item in members
            if self.is_extra or item.key in is_extra
        ]

    def sum(
        self, fractions: Sequence[float | None], excused: Collection[int], *, everything: bool
    ) -> Sum:
        """Of everything, or of what is graded."""
        counting = [
            (fractions[place] or 0.0, out_of, place)
            for place, out_of in self.regular
            if place not in excused and (everything or fractions[place] is not None)
        ]
        dropped: tuple[int, ...] = ()
        if self.drop and counting:
            counting, dropped = _without_lowest(counting, self.drop)
        earned = out_of = 0.0
        for fraction, points, _place in counting:
            earned += fraction * points
            out_of += points
        on_top = possible = 0.0
        for place, points in self.extra:
            if place not in excused:
                on_top += (fractions[place] or 0.0) * points
                possible += points
        earned += on_top
        if self.is_extra:
            share = on_top / possible if possible else None
        else:
            share = earned / out_of if out_of else None
        return Sum(earned, out_of, share, dropped)


def _without_lowest(
    counting: list[tuple[float, float, int]], drop: int
) -> tuple[list[tuple[float, float, int]], tuple[int, ...]]:
    """Without the lowest fractions; of equals the one that is worth most goes, then the earlier.

    One always stays.
    """
    ordered = sorted(counting, key=lambda each: (each[0], -each[1], each[2]))
    drop = min(drop, len(ordered) - 1)
    return ordered[drop:], tuple(sorted(place for _, _, place in ordered[:drop]))


def total(entries: Iterable[Entry]) -> Total:
    """Of a few items alone, such as those of a chapter: their points, by no other rule."""
    entries = list(entries)
    plan = Plan([RuledItem("", entry.out_of) for entry in entries])
    excused = {place for place, entry in enumerate(entries) if entry.excused}
    return plan.total([entry.fraction for entry in entries], excused)


def rounded(percent: float, places: int | None) -> float:
    """A half goes up; digits that floats add do not make or break one."""
    if places is None:
        return percent
    exact = Decimal(f"{percent:.{_EXACT}f}")
    return float(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def letter_of(percent: float | None, rules: Rules) -> str:
    """The letter for a total in per cent; empty where the rules have none for it."""
    if percent is None:
        return ""
    reached = round(percent, _EXACT)
    return next((letter for least, letter in rules.letters if reached >= least), "")
