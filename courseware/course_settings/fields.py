"""The fields of courses and items that can be set on the site, as plain data and in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courseware.deadlines.late_words import policy_words
from courseware.deadlines.words import date_words
from courseware.items.models import Course, Item
from courseware.ui.formatting import number


@dataclass(frozen=True)
class Field:
    """``name`` is the model's, ``key`` that of course.yaml."""

    name: str
    label: Promise
    key: str

    def plain(self, value: Any) -> Any:
        """As JSON holds it; equal values have equal forms."""
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat()
        return float(value) if isinstance(value, Decimal) else value

    def value(self, plain: Any) -> Any:
        """What the model holds."""
        if self.name.endswith("_at") and plain is not None:
            return datetime.fromisoformat(plain)
        return Decimal(str(plain)) if self.name == "points" else plain

    def words(self, plain: Any) -> str:
        """For people; a dash where nothing is set."""
        if self.name == "late_policy":
            return _("same as the course") if plain is None else policy_words(plain)
        if plain is None or plain == "":
            return "–"
        if self.name.endswith("_at"):
            return date_words(datetime.fromisoformat(plain))
        if isinstance(plain, bool):
            return _("yes") if plain else _("no")
        return number(plain, 2) if isinstance(plain, int | float) else str(plain)


def _fields(*rows: tuple[str, Any, str]) -> dict[str, Field]:
    return {name: Field(name, label, key) for name, label, key in rows}


COURSE_FIELDS = _fields(
    ("title", gettext_lazy("Title"), "title"),
    ("summary", gettext_lazy("Summary"), "summary"),
    ("late_policy", gettext_lazy("Late policy"), "late"),
    ("late_days", gettext_lazy("Late days of each student"), "late_days"),
)
ITEM_FIELDS = _fields(
    ("title", gettext_lazy("Title"), "title"),
    ("points", gettext_lazy("Points"), "points"),
    ("opens_at", gettext_lazy("Opens"), "opens"),
    ("due_at", gettext_lazy("Due"), "due"),
    ("closes_at", gettext_lazy("Closes"), "closes"),
    ("late_policy", gettext_lazy("Late policy"), "late"),
    ("retired", gettext_lazy("Hidden"), "hidden"),
)
DATES = ("opens_at", "due_at", "closes_at")


def fields_of(target: Course | Item) -> dict[str, Field]:
    """By name."""
    return ITEM_FIELDS if isinstance(target, Item) else COURSE_FIELDS
