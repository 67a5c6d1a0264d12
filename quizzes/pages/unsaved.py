"""An open question's fields with what was typed into them and could not be saved. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.types.common.orders import PLACE, parse_digits
from quizzes.types.parsons import INDENT

Fields = Mapping[str, list[str]]


@dataclass(frozen=True)
class UnsavedForm:
    """A form that was not taken, or not all of it: what was typed, and what is wrong with it.

    Both by question; the error "" is about the form as a whole. ``kept`` names questions whose
    typed answer the site keeps apart, because a newer one stands.
    """

    typed: Mapping[str, Fields]
    errors: Mapping[str, str]
    kept: frozenset[str] = frozenset()

    def shown_in(self, question: str) -> Fields | None:
        """What stands in the fields of a question instead of its saved answer."""
        if question in self.kept or not (question in self.errors or "" in self.errors):
            return None
        return self.typed.get(question)


def refill(page: Mapping[str, Any], typed: Fields) -> dict[str, Any]:
    """``page`` as its type made it, each field with what was ``typed`` into it, by part."""
    shown = dict(page)
    first = {part: values[0] for part, values in typed.items() if values}
    if "fields" in page:
        shown["fields"] = [_field(each, first, page) for each in page["fields"]]
    if "options" in page:
        chosen = {*typed.get("", ()), *typed.get("reason", ())}
        shown["options"] = [_option(each, first, chosen) for each in page["options"]]
    if "" in first:
        shown["given"] = first[""]
    if "verdict" in first:
        shown["verdict"] = first["verdict"]
    return shown


def _field(field: Mapping[str, Any], first: Mapping[str, str], page: Mapping[str, Any]) -> Any:
    if "cells" in field:
        return {**field, "cells": [_field(cell, first, page) for cell in field["cells"]]}
    value = first.get(field["id"])
    if value is None:
        return field
    if "targets" in page:
        return {**field, "chosen": value}
    beyond = bool(value) and value not in page.get("bank", ())
    return {**field, "given": value, "beyond_bank": beyond}


def _option(option: Mapping[str, Any], first: Mapping[str, str], chosen: set[str]) -> Any:
    shown = {**option, "chosen": option["id"] in chosen}
    for key, name in (("place", PLACE), ("indent", INDENT)):
        if (typed := first.get(f"{name}{option['id']}")) is not None:
            shown[key] = parse_digits(typed)
    return shown
