"""Columns of a file that name no item: matched with one by hand, or made into a new one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courseware.exchange.grades import CANVAS_EXCUSED, EXCUSED
from courseware.exchange.rows import ImportRefused
from courseware.external_scores.kind import NAME
from courseware.items.models import Course, Item

MOST = 20  # columns that are offered
LONGEST = 1_000_000  # of a file that goes along with the form
_SALT = "courseware.exchange.columns"
_MAX_AGE = 24 * 3600
_OF_EXPORTS = {"total", "percent", "id"}
NEW = "new"

Rows = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True)
class Unmatched:
    """A column of numbers; ``most`` is the largest of them."""

    place: int
    name: str
    most: float


def unmatched(rows: Rows, places: Sequence[int]) -> list[Unmatched]:
    """Of the places of columns, those that could be scores."""
    head, found = rows[0][1], []
    for place in places:
        name = head[place].strip()
        cells = [row[place].strip() for _line, row in rows[1:] if place < len(row)]
        numbers = [number_in(cell) for cell in cells if cell not in ("", EXCUSED, CANVAS_EXCUSED)]
        fits = bool(numbers) and all(number >= 0 for number in numbers)  # false for NaN
        if fits and name.casefold() not in _OF_EXPORTS:
            found.append(Unmatched(place, name, max(numbers)))
    return found[:MOST]


def number_in(text: str) -> float:
    """NaN where it is none."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return math.nan


def packed(course: Course, rows: Rows) -> str:
    """The file, signed, for the form that follows; empty where it is too long."""
    text = signing.dumps([course.pk, list(rows)], salt=_SALT, compress=True)
    return text if len(text) <= LONGEST else ""


def unpacked(course: Course, text: str) -> Rows:
    """Raises: ImportRefused: it was not shown here, or is too old."""
    try:
        pk, rows = signing.loads(text, salt=_SALT, max_age=_MAX_AGE)
    except signing.BadSignature:
        pk, rows = None, []
    if pk != course.pk:
        raise ImportRefused(_("This preview has expired. Choose the file again."))
    return [(line, row) for line, row in rows]


class ColumnsForm(forms.Form):
    """What each column is: nothing, an item of the course, or a new one."""

    rows = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    def __init__(
        self,
        *args: Any,
        course: Course,
        columns: Sequence[Unmatched],
        items: Sequence[Item],
        **options: Any,
    ) -> None:
        super().__init__(*args, auto_id="columns-%s", **options)
        self.course, self.columns = course, columns
        self.items = {str(item.pk): item for item in items}
        choices = [
            ("", gettext_lazy("Ignore this column")),
            (NEW, gettext_lazy("Add a new column to the gradebook")),
            *((pk, item.title) for pk, item in self.items.items()),
        ]
        for column in columns:
            self.fields[f"as-{column.place}"] = forms.ChoiceField(
                label=column.name, choices=choices, required=False
            )
            self.fields[f"points-{column.place}"] = forms.DecimalField(
                label=_("Maximum points of “%(column)s”, if it is new") % {"column": column.name},
                initial=f"{column.most:g}",
                required=False,
                min_value=0.01,
                max_value=10_000,
                max_digits=7,
                decimal_places=2,
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = [each for column in self.columns if (each := cleaned.get(f"as-{column.place}"))]
        if not chosen and not self.errors:
            raise forms.ValidationError(_("Choose what at least one of the columns is."))
        if len(existing := [each for each in chosen if each != NEW]) != len(set(existing)):
            raise forms.ValidationError(_("Two columns cannot be the same item."))
        for column in self.columns:
            points = f"points-{column.place}"
            is_new = cleaned.get(f"as-{column.place}") == NEW
            if is_new and points not in self.errors and not cleaned.get(points):
                self.add_error(points, _("Enter the maximum points of the new column."))
        return cleaned

    def chosen(self) -> Mapping[int, Item]:
        """By place, items of the course and new ones that are not stored."""
        found = {}
        for column in self.columns:
            choice = self.cleaned_data[f"as-{column.place}"]
            if choice == NEW:
                points = self.cleaned_data[f"points-{column.place}"]
                found[column.place] = new_item(self.course, column.name, points)
            elif choice:
                found[column.place] = self.items[choice]
        return found


def new_item(course: Course, title: str, points: Decimal | float) -> Item:
    """Not stored."""
    return Item(course=course, kind=NAME, title=title[:200], points=Decimal(str(points)))
