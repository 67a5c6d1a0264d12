"""The rules by which the scores of a course make its total, as values. Pure.

Without rules the total is the points earned of all points. `courseware.gradebook.totals` applies
them; `courseware.gradebook.rules_format` reads and writes them as plain data.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

POINTS, WEIGHTED = "points", "weighted"
METHODS = (POINTS, WEIGHTED)
MAX_PLACES = 2


@dataclass(frozen=True)
class RuledItem:
    """What rules know of an item. ``key`` is its kind and slug, such as `quiz/dropout`."""

    key: str
    out_of: float
    kind: str = ""
    chapter: str = ""


@dataclass(frozen=True)
class Category:
    """A group of items: those it names, and all of its kinds and chapters.

    ``weight`` is in per cent of the total and plays no part where points are added. The
    ``drop_lowest`` worst scores do not count, but at least one always does. What is extra credit
    is added on top and missed by nobody who leaves it out.
    """

    name: str
    weight: float = 0.0
    kinds: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    drop_lowest: int = 0
    extra_credit: bool = False


@dataclass(frozen=True)
class Rules:
    """``places`` are the decimals of the total in per cent; ``None`` leaves it unrounded.

    ``letters`` are the least per cent and the letter for it, best first. ``extra_credit`` are keys
    of items that are extra credit in whatever category they are. ``attempts`` say for kinds and
    keys of items which of several attempts counts; elsewhere the item's own rule holds.
    """

    method: str = POINTS
    categories: tuple[Category, ...] = ()
    extra_credit: tuple[str, ...] = ()
    places: int | None = None
    letters: tuple[tuple[float, str], ...] = ()
    attempts: tuple[tuple[str, str], ...] = ()

    @property
    def is_weighted(self) -> bool:
        return self.method == WEIGHTED


DEFAULT = Rules()


def counting_of(item: RuledItem, rules: Rules) -> str:
    """Which attempt counts by the rules; empty where they leave it to the item."""
    chosen = dict(rules.attempts)
    return chosen.get(item.key, chosen.get(item.kind, ""))


def category_of(item: RuledItem, categories: Iterable[Category]) -> int | None:
    """The place of the category that an item is in.

    One that names the item, else the first that has its kind or its chapter.
    """
    places = list(enumerate(categories))
    for place, category in places:
        if item.key in category.items:
            return place
    for place, category in places:
        if item.kind in category.kinds or item.chapter in category.chapters:
            return place
    return None
