"""A student's what-if: the total with scores that are typed and not stored. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from courseware.gradebook.selectors import Cell, Row
from courseware.gradebook.totals import Total
from courseware.ui import formatting


@dataclass(frozen=True)
class TriedLine:
    """One item of the form: what was typed, and what is wrong with it."""

    cell: Cell
    name: str
    typed: str
    fraction: float | None = None
    fault: str = ""


class TriedScores:
    """The scores that a form has typed, by the names of `field_name`; blank ones stay as is."""

    def __init__(self, row: Row, typed: Mapping[str, str]) -> None:
        self.row = row
        self.lines = [_line(cell, typed.get(field_name(cell), "").strip()) for cell in row.cells]

    @property
    def faults(self) -> list[TriedLine]:
        return [line for line in self.lines if line.fault]

    @property
    def is_any(self) -> bool:
        """Whether something was typed that can be used."""
        return any(line.fraction is not None for line in self.lines)

    @cached_property
    def total(self) -> Total:
        """By the rules of the course, as the real total."""
        tried = {
            line.cell.item.pk: line.fraction for line in self.lines if line.fraction is not None
        }
        return self.row.total_with(tried)


def field_name(cell: Cell) -> str:
    """The name of an item's field."""
    return f"points-{cell.item.pk}"


def _line(cell: Cell, typed: str) -> TriedLine:
    name, out_of = field_name(cell), float(cell.item.points)
    if not typed:
        return TriedLine(cell, name, "")
    points = _number(typed)
    if points is None or not 0 <= points <= out_of:
        fault = _("Enter a number from 0 to %(points)s.") % {"points": formatting.number(out_of, 2)}
        return TriedLine(cell, name, typed[:20], fault=fault)
    return TriedLine(cell, name, typed, points / out_of if out_of else 0.0)


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
