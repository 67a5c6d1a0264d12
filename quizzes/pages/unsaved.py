"""What was typed into a form and could not be saved, shown in its fields again. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.types.parsons import INDENT
from quizzes.types.shared.orders import PLACE, parse_digits

Fields = Mapping[str, list[str]]


@dataclass(frozen=True)
class UnsavedForm:
    """A form that was not saved, or not completely: what was typed, and what is wrong with it.

    Both by question; the error "" is about the form as a whole. ``kept`` names questions whose
    typed answer the site keeps apart, because a newer one is saved.
    """

    typed: Mapping[str, Fields]
    errors: Mapping[str, str]
    kept: frozenset[str] = frozenset()

    def fields_for(self, question: str) -> Fields | None:
        """What the fields of a question show instead of its saved answer."""
        if question in self.kept or not (question in self.errors or "" in self.errors):
            return None
        return self.typed.get(question)


def refill(context: Mapping[str, Any], typed: Fields) -> dict[str, Any]:
    """The template context of a question, its fields filled with what was ``typed``, by part."""
    filled = dict(context)
    first = {part: values[0] for part, values in typed.items() if values}
    if "fields" in context:
        filled["fields"] = [_field(field, first, context) for field in context["fields"]]
    if "options" in context:
        chosen = {*typed.get("", ()), *typed.get("reason", ())}
        filled["options"] = [_option(option, first, chosen) for option in context["options"]]
    if "" in first:
        filled["given"] = first[""]
    if "verdict" in first:
        filled["verdict"] = first["verdict"]
    return filled


def _field(
    field: Mapping[str, Any], first: Mapping[str, str], context: Mapping[str, Any]
) -> Mapping[str, Any]:
    if "cells" in field:
        return {**field, "cells": [_field(cell, first, context) for cell in field["cells"]]}
    value = first.get(field["id"])
    if value is None:
        return field
    if "targets" in context:
        return {**field, "chosen": value}
    beyond = bool(value) and value not in context.get("bank", ())
    return {**field, "given": value, "beyond_bank": beyond}


def _option(
    option: Mapping[str, Any], first: Mapping[str, str], chosen: set[str]
) -> dict[str, Any]:
    filled = {**option, "chosen": option["id"] in chosen}
    for key, name in (("place", PLACE), ("indent", INDENT)):
        if (typed := first.get(f"{name}{option['id']}")) is not None:
            filled[key] = parse_digits(typed)
    return filled
