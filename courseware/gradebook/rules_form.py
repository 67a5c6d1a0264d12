"""The form of a course's grading rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courseware.gradebook.policy import RULES
from courseware.gradebook.rules import MAX_PLACES, POINTS, WEIGHTED, Category, Rules
from courseware.gradebook.rules_format import inconsistencies
from courseware.gradebook.rules_review import refusal
from courseware.gradebook.rules_selectors import plan_of, ruled
from courseware.items.kinds import all_kinds
from courseware.items.models import Item

SPARE = 3  # empty categories at the end of the form
MOST = 30  # categories
_UNROUNDED = "none"


class RulesForm(forms.Form):
    """All but the categories, each of which is a `CategoryForm`."""

    method = forms.ChoiceField(
        choices=[
            (POINTS, gettext_lazy("Points: all points are added up")),
            (WEIGHTED, gettext_lazy("Weighted: each category has a share of the total")),
        ],
        widget=forms.RadioSelect,
        label=gettext_lazy("How the total is calculated"),
    )
    rounding = forms.ChoiceField(
        choices=[
            (_UNROUNDED, gettext_lazy("Not rounded")),
            ("0", gettext_lazy("To whole percent")),
            ("1", gettext_lazy("To one decimal")),
            ("2", gettext_lazy("To two decimals")),
        ],
        label=gettext_lazy("Rounding of the total"),
        help_text=gettext_lazy("Halves are rounded up."),
    )
    letters = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        label=gettext_lazy("Letter scale"),
        help_text=gettext_lazy(
            "One letter per line, after its minimum percentage, such as: 90 A. Leave empty "
            "for no letter grades."
        ),
    )
    extra_credit = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Extra-credit items"),
    )
    attempts = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("Which attempt counts"),
        help_text=gettext_lazy(
            "On each line, a kind or an item followed by best, last, first, or average, such "
            "as: quiz last. Otherwise, each item’s own rule applies."
        ),
    )
    reason = forms.CharField(
        required=False, max_length=300, label=gettext_lazy("Reason (for the log)")
    )

    def clean_attempts(self) -> tuple[tuple[str, str], ...]:
        found: dict[str, str] = {}
        for line in self.cleaned_data["attempts"].splitlines():
            target, _space, rule = line.strip().rpartition(" ")
            if not line.strip():
                continue
            if target.strip() not in self.targets or rule not in RULES:
                text = _("“%(line)s” is not a kind or item followed by a rule, such as quiz last.")
                raise forms.ValidationError(text % {"line": line.strip()[:60]})
            found[target.strip()] = rule
        return tuple(found.items())

    targets: frozenset[str] = frozenset()

    def clean_letters(self) -> tuple[tuple[float, str], ...]:
        found = []
        for line in self.cleaned_data["letters"].splitlines():
            if not line.strip():
                continue
            match = re.fullmatch(r"\s*(\d{1,3}(?:[.,]\d{1,4})?)\s*%?\s+(\S.{0,19}?)\s*", line)
            if match is None:
                text = _("“%(line)s” is not a percentage followed by a letter, such as 90 A.")
                raise forms.ValidationError(text % {"line": line.strip()[:40]})
            found.append((float(match[1].replace(",", ".")), match[2]))
        return tuple(sorted(found, key=lambda pair: -pair[0]))


class CategoryForm(forms.Form):
    """One category; without a name it is left out."""

    name = forms.CharField(required=False, max_length=80, label=gettext_lazy("Name"))
    weight = forms.FloatField(
        required=False, min_value=0, max_value=1000, label=gettext_lazy("Weight in percent")
    )
    drop_lowest = forms.IntegerField(
        required=False, min_value=0, max_value=100, label=gettext_lazy("Drop the lowest")
    )
    extra_credit = forms.BooleanField(required=False, label=gettext_lazy("Extra credit"))
    members = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Items")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("name") and (cleaned.get("members") or cleaned.get("weight")):
            self.add_error("name", _("Give the category a name, or clear its other fields."))
        return cleaned

    def category(self) -> Category | None:
        cleaned = self.cleaned_data
        if not cleaned["name"]:
            return None
        members: dict[str, list[str]] = {"kind": [], "chapter": [], "item": []}
        for choice in cleaned["members"]:
            sort, _colon, value = choice.partition(":")
            members[sort].append(value)
        return Category(
            name=cleaned["name"],
            weight=cleaned["weight"] or 0.0,
            kinds=tuple(members["kind"]),
            chapters=tuple(members["chapter"]),
            items=tuple(members["item"]),
            drop_lowest=cleaned["drop_lowest"] or 0,
            extra_credit=cleaned["extra_credit"],
        )


class RulesForms:
    """The form with its categories, filled with rules or with what was posted."""

    def __init__(
        self, items: Sequence[Item], rules: Rules, posted: QueryDict | None = None
    ) -> None:
        self.items = items
        count = len(rules.categories) if posted is None else _count(posted)
        spare = SPARE if posted is None else 0
        total = min(count + spare, MOST)
        self.main = RulesForm(posted, initial=_initial(rules))
        keys = {ruled(item).key for item in items}
        self.main.targets = frozenset(keys | {item.kind for item in items})
        self.main.fields["extra_credit"].choices = [(ruled(i).key, i.title) for i in items]
        self.categories = [
            CategoryForm(
                posted,
                prefix=f"category-{number}",
                initial=_category_initial(rules.categories[number])
                if posted is None and number < count
                else None,
            )
            for number in range(total)
        ]
        choices = _members(items)
        for form in self.categories:
            form.fields["members"].choices = choices
        self.faults: list[str] = []

    def rules(self) -> Rules | None:
        """The rules that were posted; ``None`` with `faults` or errors of fields."""
        forms_: list[forms.Form] = [self.main, *self.categories]
        is_valid = [form.is_valid() for form in forms_]
        if not all(is_valid):
            return None
        cleaned = self.main.cleaned_data
        found = [form.category() for form in self.categories]
        rounding = cleaned["rounding"]
        rules = Rules(
            method=cleaned["method"],
            categories=tuple(category for category in found if category is not None),
            extra_credit=tuple(cleaned["extra_credit"]),
            places=None if rounding == _UNROUNDED else int(rounding),
            letters=cleaned["letters"],
            attempts=cleaned["attempts"],
        )
        nobody_counts = refusal(plan_of(self.items, rules))
        self.faults = inconsistencies(rules) or ([nobody_counts] if nobody_counts else [])
        return None if self.faults else rules


def _count(posted: QueryDict) -> int:
    """How many categories the form has sent."""
    names = (re.fullmatch(r"category-(\d{1,3})-name", key) for key in posted)
    return max((int(match[1]) + 1 for match in names if match), default=0)


def _initial(rules: Rules) -> dict[str, Any]:
    lines = [f"{least:g} {letter}" for least, letter in rules.letters]
    return {
        "method": rules.method,
        "rounding": _UNROUNDED if rules.places is None else str(min(rules.places, MAX_PLACES)),
        "letters": "\n".join(lines),
        "extra_credit": list(rules.extra_credit),
        "attempts": "\n".join(f"{target} {rule}" for target, rule in rules.attempts),
    }


def _category_initial(category: Category) -> dict[str, Any]:
    return {
        "name": category.name,
        "weight": f"{category.weight:g}",
        "drop_lowest": category.drop_lowest,
        "extra_credit": category.extra_credit,
        "members": [
            *(f"kind:{name}" for name in category.kinds),
            *(f"chapter:{slug}" for slug in category.chapters),
            *(f"item:{key}" for key in category.items),
        ],
    }


def _members(items: Sequence[Item]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a category can hold, in groups."""
    kinds = [kind for kind in all_kinds() if any(item.kind == kind.name for item in items)]
    chapters = {item.chapter.slug: item.chapter.title for item in items if item.chapter}
    return [
        (
            _("All items of a kind"),
            [(f"kind:{kind.name}", str(kind.label)) for kind in kinds],
        ),
        (
            _("All items in a chapter"),
            [(f"chapter:{slug}", title) for slug, title in chapters.items()],
        ),
        (_("Individual items"), [(f"item:{ruled(item).key}", item.title) for item in items]),
    ]
