"""The category of the grading rules that an item is put into."""

from __future__ import annotations

from dataclasses import replace

from courseware.gradebook.rules import Rules
from courseware.gradebook.rules_services import set_rules
from courseware.items.models import Item
from courseware.people.models import User


def put_into_category(*, item: Item, category: str, rules: Rules, by: User) -> None:
    """Names the item in the category, so that it counts there whatever its kind is."""
    key = f"{item.kind}/{item.slug}"
    categories = tuple(
        replace(each, items=(*each.items, key)) if each.name == category else each
        for each in rules.categories
    )
    set_rules(course=item.course, rules=replace(rules, categories=categories), by=by)
