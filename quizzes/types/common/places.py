"""Orders as a form gives them: one field with all ids, or a place for each entry.

A script keeps the whole order in the question's own field, ids separated by spaces. Without
script each entry has a field ``place-<id>`` with its number, empty for one that is not used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PLACE = "place-"
MOST_PLACES = 100  # entries of one question; scoring an order takes the square of them
MOST_DIGITS = 6
MOST_ENTRIES = 1000  # more than a question has: what is left stays one piece, which is no id


def collect_order(fields: Mapping[str, list[str]]) -> list[str] | dict[str, str] | None:
    """The ids in order, or the places as given where they make no order."""
    whole = next(iter(fields.get("", [])), "").split(maxsplit=MOST_ENTRIES)
    if whole:
        return whole
    places = {
        part.removeprefix(PLACE): values[0].strip()
        for part, values in fields.items()
        if part.startswith(PLACE) and values and values[0].strip()
    }
    numbers = {entry: whole_number(place) for entry, place in places.items()}
    if None in numbers.values() or len(set(numbers.values())) < len(numbers):
        return places or None
    return sorted(places, key=lambda entry: numbers[entry] or 0) or None


def whole_number(text: str) -> int | None:
    """The number that a place or an indentation is written as; reading it takes no time."""
    return int(text) if len(text) <= MOST_DIGITS and text.isascii() and text.isdigit() else None


def spread_order(order: list[str]) -> dict[str, list[str]]:
    return {"": [" ".join(order)]}


def refusal_of(posted: Mapping[Any, Any]) -> str:
    """Which place is taken twice, in words."""
    seen: set[str] = set()
    for place in map(str, posted.values()):
        if place in seen:
            return f"Expected a place of its own for each entry; {place[:20]} stands there twice."
        seen.add(place)
    return "Expected a whole number as the place of each entry."
