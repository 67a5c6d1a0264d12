"""What is questionable about grading rules for the items that a course has. Pure.

`courseware.gradebook.rules_format` refuses rules that contradict themselves. These may be well
formed and still give nobody a total, or leave out work without anybody noticing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courseware.gradebook.rules import Category
from courseware.gradebook.totals import Plan
from courseware.ui.formatting import number, percent

_ALL = 100.0  # per cent


def refusal(plan: Plan) -> str:
    """Why the rules cannot be used: nobody would have a total. Empty if somebody would.

    Rules for a course without items are not refused, since its items may come later.
    """
    if not plan.items or plan.total([0.0] * len(plan.items)).fraction is not None:
        return ""
    if plan.rules.is_weighted:
        return _(
            "No item is in a category with a weight, so nobody would have a total. Add kinds, "
            "chapters or items to the categories, or use points."
        )
    return _("Every item is extra credit, so nobody would have a total.")


def warnings(plan: Plan, scored: Collection[int]) -> list[str]:
    """One sentence for each thing to check; ``scored`` are places of items that have scores."""
    found = [_about_sum(plan)] if plan.rules.is_weighted else []
    for place, category in enumerate(plan.rules.categories):
        members = [item for item, chosen in enumerate(plan.category_of) if chosen == place]
        found += _about_category(plan, category, members, scored)
    return [sentence for sentence in found if sentence]


def _about_sum(plan: Plan) -> str:
    total = plan.weight
    if abs(total - _ALL) < 1e-6:
        return ""
    shares = ", ".join(
        f"{each.name} {percent(each.weight / total)}"
        for each in plan.rules.categories
        if each.weight and not each.extra_credit
    )
    return _(
        "The weights add up to %(total)s%%, not 100%%. Each category counts by its share of the "
        "sum: %(shares)s."
    ) % {"total": number(total, 2), "shares": shares}


def _about_category(
    plan: Plan, category: Category, members: list[int], scored: Collection[int]
) -> Iterator[str]:
    is_weighted = plan.rules.is_weighted
    values = {"name": category.name}
    if not members:
        yield _("“%(name)s” has no items.") % values + (_moves(category) if is_weighted else "")
        return
    if is_weighted and not category.weight:
        yield _("“%(name)s” has no weight, so its items do not count.") % values
    if not any(place in scored for place in members):
        yield _("No item of “%(name)s” has a score yet.") % values
    extra = plan.rules.extra_credit
    regular = sum(plan.items[place].key not in extra for place in members)
    if not category.extra_credit and category.drop_lowest >= regular > 0:
        text = ngettext(
            "“%(name)s” drops %(drop)d of its %(count)d score, but one always counts.",
            "“%(name)s” drops %(drop)d of its %(count)d scores, but one always counts.",
            regular,
        )
        yield text % {**values, "drop": category.drop_lowest, "count": regular}


def _moves(category: Category) -> str:
    """Where the weight of a category without items goes."""
    if category.extra_credit or not category.weight:
        return ""
    return " " + _("Its weight goes to the other categories.")
