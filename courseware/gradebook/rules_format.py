"""Grading rules as plain data: in course files, in the database, in exports. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from courseware.gradebook.policy import RULES
from courseware.gradebook.rules import MAX_PLACES, METHODS, POINTS, Category, Rules

_KEYS = {"method", "categories", "extra_credit", "rounding", "letters", "attempts"}
_CATEGORY_KEYS = {"name", "weight", "kinds", "chapters", "items", "drop_lowest", "extra_credit"}


class RulesRefused(ValueError):
    """What is wrong with rules, one sentence for each mistake, in ``faults``."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(faults)
        super().__init__(" ".join(self.faults))


def to_plain(rules: Rules) -> dict[str, Any]:
    """What `from_plain` reads; values that are as without rules are left out."""
    plain: dict[str, Any] = {"method": rules.method}
    if rules.categories:
        plain["categories"] = [_category_to_plain(each) for each in rules.categories]
    if rules.extra_credit:
        plain["extra_credit"] = list(rules.extra_credit)
    if rules.places is not None:
        plain["rounding"] = rules.places
    if rules.attempts:
        plain["attempts"] = dict(rules.attempts)
    if rules.letters:
        plain["letters"] = [[least, letter] for least, letter in rules.letters]
    return plain


def from_plain(plain: Any) -> Rules:
    """Raises: RulesRefused: with every mistake."""
    faults: list[str] = []
    if not isinstance(plain, dict):
        raise RulesRefused([_("Grading rules must be a mapping with the key “method”.")])
    _refuse_unknown(plain, _KEYS, faults)
    method = plain.get("method", POINTS)
    if method not in METHODS:
        faults.append(
            _("“method” must be “points” or “weighted”, not “%(value)s”.") % {"value": method}
        )
    places = plain.get("rounding")
    if places is not None and (_as_count(places) is None or places > MAX_PLACES):
        faults.append(_("“rounding” must be the number of decimals of the total: 0, 1, or 2."))
    rules = Rules(
        method=str(method),
        categories=tuple(_categories(plain.get("categories", []), faults)),
        extra_credit=_texts(plain, "extra_credit", faults),
        places=places,
        letters=tuple(_letters(plain.get("letters", []), faults)),
        attempts=tuple(_attempts(plain.get("attempts", {}), faults)),
    )
    faults += inconsistencies(rules)
    if faults:
        raise RulesRefused(faults)
    return rules


def inconsistencies(rules: Rules) -> list[str]:
    """What is wrong with rules whose values are each well formed."""
    faults = []
    names = [each.name for each in rules.categories]
    for name in sorted({name for name in names if names.count(name) > 1}):
        faults.append(_("There are two categories named “%(name)s”.") % {"name": name})
    if rules.is_weighted and not any(
        each.weight > 0 and not each.extra_credit for each in rules.categories
    ):
        faults.append(_("Weighted rules need a category with a weight above 0."))
    letters = [letter for _least, letter in rules.letters]
    if len(set(letters)) < len(letters):
        faults.append(_("Each letter can appear only once in the letter scale."))
    return faults


def _categories(plain: Any, faults: list[str]) -> Iterable[Category]:
    if not isinstance(plain, list):
        faults.append(_("“categories” must be a list."))
        return
    for number, each in enumerate(plain, start=1):
        if not isinstance(each, dict) or not str(each.get("name", "")).strip():
            faults.append(_("Category %(number)d needs a name.") % {"number": number})
            continue
        name = str(each["name"]).strip()
        _refuse_unknown(each, _CATEGORY_KEYS, faults)
        weight, drop = _as_number(each.get("weight", 0)), _as_count(each.get("drop_lowest", 0))
        if weight is None or weight < 0:
            faults.append(
                _("The weight of “%(name)s” must be a number of at least 0.") % {"name": name}
            )
        if drop is None:
            faults.append(
                _("“drop_lowest” of “%(name)s” must be a whole number of at least 0.")
                % {"name": name}
            )
        yield Category(
            name=name,
            weight=weight or 0.0,
            kinds=_texts(each, "kinds", faults),
            chapters=_texts(each, "chapters", faults),
            items=_texts(each, "items", faults),
            drop_lowest=drop or 0,
            extra_credit=each.get("extra_credit", False) is True,
        )


def _letters(plain: Any, faults: list[str]) -> list[tuple[float, str]]:
    found = []
    rows: list[Any] = plain if isinstance(plain, list) else [None]
    for row in rows:
        pair = list(row) if isinstance(row, (list, tuple)) and len(row) == 2 else [None, ""]
        least = _as_number(pair[0])
        if least is None or not str(pair[1]).strip():
            faults.append(
                _(
                    "“letters” must be a list of pairs of a minimum percentage and a letter: "
                    "[90, A]."
                )
            )
            return []
        found.append((least, str(pair[1]).strip()))
    return sorted(found, key=lambda pair: -pair[0])


def _attempts(plain: Any, faults: list[str]) -> list[tuple[str, str]]:
    if not isinstance(plain, dict) or not all(rule in RULES for rule in plain.values()):
        faults.append(
            _("“attempts” must map kinds and items to the attempt that counts: %(rules)s.")
            % {"rules": ", ".join(RULES)}
        )
        return []
    return [(str(target), rule) for target, rule in plain.items()]


def _category_to_plain(category: Category) -> dict[str, Any]:
    plain: dict[str, Any] = {"name": category.name}
    if category.weight:
        plain["weight"] = category.weight
    for name in ("kinds", "chapters", "items"):
        if values := getattr(category, name):
            plain[name] = list(values)
    if category.drop_lowest:
        plain["drop_lowest"] = category.drop_lowest
    if category.extra_credit:
        plain["extra_credit"] = True
    return plain


def _texts(plain: dict[str, Any], key: str, faults: list[str]) -> tuple[str, ...]:
    values = plain.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        faults.append(_("“%(key)s” must be a list of strings.") % {"key": key})
        return ()
    return tuple(dict.fromkeys(values))


def _refuse_unknown(plain: dict[str, Any], known: set[str], faults: list[str]) -> None:
    for key in sorted(set(map(str, plain)) - known):
        faults.append(
            _("“%(key)s” is not a known key. Known keys: %(known)s.")
            % {"key": key, "known": ", ".join(sorted(known))}
        )


def _as_number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return float(value)


def _as_count(value: Any) -> int | None:
    is_count = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return value if is_count else None
