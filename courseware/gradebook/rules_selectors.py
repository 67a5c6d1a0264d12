"""The grading rules that a course has, and the plan of its totals."""

from __future__ import annotations

from collections.abc import Sequence

from courseware.database.row_errors import read_or_default
from courseware.gradebook.models import GradingRules
from courseware.gradebook.rules import DEFAULT, RuledItem, Rules
from courseware.gradebook.rules_format import from_plain
from courseware.gradebook.totals import Plan
from courseware.items.models import Course, Item


def rules_of(course: Course) -> Rules:
    """What is set on the site, else what the course's files say, else plain points. One query."""
    return rules_in(GradingRules.objects.filter(course=course).first())


def rules_in(stored: GradingRules | None) -> Rules:
    """As `rules_of`, of what was read already."""
    plain = stored.plain if stored else None
    if plain is None:
        return DEFAULT
    return read_or_default(lambda: from_plain(plain), DEFAULT, row=stored, what="applied")


def plan_of(items: Sequence[Item], rules: Rules) -> Plan:
    """The plan of a course's items; they come with their chapters."""
    return Plan([ruled(item) for item in items], rules)


def ruled(item: Item) -> RuledItem:
    """What rules know of the item."""
    chapter = item.chapter.slug if item.chapter else ""
    return RuledItem(f"{item.kind}/{item.slug}", float(item.points), item.kind, chapter)
