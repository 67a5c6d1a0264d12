"""Orders as a form gives them: one field with all ids, or a place for each entry.

A script keeps the whole order in the question's own field, ids separated by spaces. Without
script each entry has a field ``place-<id>`` with its number, empty for one that is not used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from quizzes.contract.question_type import FormFields, first_value

PLACE = "place-"
MAX_ENTRIES = 100  # of one question; scoring an order takes the square of them
MAX_DIGITS = 6
MAX_POSTED = 1000  # more than a question has: what is left stays one piece, which is no id


def order_from_form(fields: FormFields) -> list[str] | dict[str, str] | None:
    """The ids in order, or the places as given where they make no order."""
    order = first_value(fields).split(maxsplit=MAX_POSTED)
    if order:
        return order
    places = {
        part.removeprefix(PLACE): values[0].strip()
        for part, values in fields.items()
        if part.startswith(PLACE) and values and values[0].strip()
    }
    numbers = {entry: parse_digits(place) for entry, place in places.items()}
    if None in numbers.values() or len(set(numbers.values())) < len(numbers):
        return places or None
    return sorted(places, key=lambda entry: numbers[entry] or 0) or None


def order_to_form(order: list[str]) -> dict[str, list[str]]:
    """The field that holds an order."""
    return {"": [" ".join(order)]}


def parse_digits(text: str) -> int | None:
    """A place or an indentation; long texts are refused before Python converts them."""
    return int(text) if len(text) <= MAX_DIGITS and text.isascii() and text.isdigit() else None


def explain_places(places: Mapping[Any, Any]) -> str:
    """Why places make no order, as a sentence."""
    seen: set[str] = set()
    for place in map(str, places.values()):
        if place in seen:
            return _("Expected a different position for each entry; %(place)s is used twice.") % {
                "place": place[:20]
            }
        seen.add(place)
    return _("Expected a whole number as the position of each entry.")
