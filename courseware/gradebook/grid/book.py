"""The items of a course with the plan of its totals, in one query."""

from __future__ import annotations

from dataclasses import dataclass

from courseware.gradebook.models import GradingRules
from courseware.gradebook.rules_selectors import plan_of, rules_in
from courseware.gradebook.totals import Plan
from courseware.items.models import Course, Item
from courseware.items.selectors import items_of


@dataclass(frozen=True)
class Gradebook:
    """What every part of the table needs of the course."""

    items: list[Item]
    plan: Plan

    @classmethod
    def of(cls, course: Course) -> Gradebook:
        items = list(items_of(course).select_related("course__grading_rules", "chapter"))
        return cls(items, plan_of(items, rules_in(_rules(items))))

    @property
    def basis(self) -> tuple[object, ...]:
        """What totals depend on besides scores."""
        keys = tuple(item.pk for item in self.items)
        return (keys, tuple(self.plan.items), self.plan.rules)


def _rules(items: list[Item]) -> GradingRules | None:
    return getattr(items[0].course, "grading_rules", None) if items else None
