"""Dates, points and late policies as staff writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from courseware.course_settings.fields import DATES
from courseware.course_settings.moves import Move, moves
from courseware.course_settings.selectors import DatedChapter
from courseware.deadlines.forms import moment_field
from courseware.deadlines.late import HOURLY, LatePolicy
from courseware.items.models import Course, Item

MOST_SHIFT = 366  # days
OWN, FROM_COURSE = "own", "course"


class DatesForm(forms.Form):
    """Dates and points of one item; only what was changed is set."""

    opens_at = moment_field(_("Opens"))
    due_at = moment_field(_("Due"))
    closes_at = moment_field(_("Closes"))
    points = forms.DecimalField(
        label=_("Points"), min_value=0, max_value=10_000, max_digits=7, decimal_places=2
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, item: Item, **options: Any
    ) -> None:
        initial: dict[str, Any] = {name: _minute(getattr(item, name)) for name in DATES}
        initial["points"] = Decimal(f"{item.points.normalize():f}")
        super().__init__(data, prefix=f"item{item.pk}", initial=initial, **options)
        self.item = item
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}: {item.title}"
            # What somebody else has changed since the page was opened is not set back.
            field.show_hidden_initial = True

    @classmethod
    def sent(cls, data: Mapping[str, Any], item: Item) -> bool:
        """Whether the data has this item's fields; a chapter is saved without the others."""
        return f"item{item.pk}-points" in data

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        opens, due, closes = (cleaned.get(name) for name in DATES)
        if due and closes and closes < due:
            self.add_error("closes_at", _("The closing date cannot be before the due date."))
        if opens and (end := due or closes) and end <= opens:
            self.add_error("opens_at", _("The opening date must be before the due date."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """By field, what is to be set."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class MoveForm(forms.Form):
    """Moves the dates of whole chapters and of single items; earlier with a negative number."""

    days = forms.IntegerField(
        label=_("Days"),
        min_value=-MOST_SHIFT,
        max_value=MOST_SHIFT,
        help_text=_("A negative number moves them earlier. Dates keep their time of day."),
        error_messages={"required": _("Enter by how many days the dates move.")},
    )
    starting = forms.DateField(
        label=_("Only dates from this day on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave it empty to move all dates, past ones too."),
    )
    reason = forms.CharField(label=_("Reason (kept on record)"), max_length=200, required=False)

    def __init__(self, data: QueryDict | None = None, *, chapters: Sequence[DatedChapter]) -> None:
        super().__init__(data)
        self.chapters = chapters
        self.keys = set(data.getlist("chapter")) if data else set()
        self.numbers = set(data.getlist("item")) if data else set()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("days") == 0:
            self.add_error("days", _("Enter by how many days the dates move."))
        if not self.chosen():
            raise forms.ValidationError(_("Choose the chapters or items whose dates move."))
        return cleaned

    def chosen(self) -> list[Item]:
        """Those of the chosen chapters, and single ones."""
        return [
            item
            for chapter in self.chapters
            for item in chapter.items
            if chapter.key in self.keys or str(item.pk) in self.numbers
        ]

    def moves(self) -> list[Move]:
        """Of a valid form."""
        values = self.cleaned_data
        return moves(self.chosen(), values["days"], values["starting"])


class LateForm(forms.Form):
    """A late policy. For an item it can be that of the course."""

    whose = forms.ChoiceField(
        label=_("Late policy"),
        choices=[(FROM_COURSE, _("Same as the course")), (OWN, _("As below"))],
    )
    accepted = forms.BooleanField(
        label=_("Late work is accepted"),
        required=False,
        help_text=_("If not, the item closes at the end of the grace period."),
    )
    percent = forms.FloatField(
        label=_("Penalty, in percent of the points earned"),
        min_value=0,
        max_value=100,
        required=False,
    )
    unit = forms.ChoiceField(
        label=_("Per"), choices=[("day", _("day")), (HOURLY, _("hour"))], required=False
    )
    grace = forms.IntegerField(
        label=_("Grace period (minutes)"), min_value=0, max_value=10_080, required=False
    )
    no_credit_after = forms.IntegerField(
        label=_("No points after (days late)"), min_value=0, max_value=365, required=False
    )
    no_credit_from = moment_field(_("No points after (date)"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        policy: Mapping[str, Any] | None,
        **options: Any,
    ) -> None:
        read = LatePolicy.from_data(policy)
        after = read.no_credit_after
        initial = {
            "whose": FROM_COURSE if policy is None else OWN,
            "accepted": read.accepted,
            "percent": read.percent or None,
            "unit": read.unit,
            "grace": int(read.grace / timedelta(minutes=1)) or None,
            "no_credit_after": None if after is None else after.days,
            "no_credit_from": _minute(read.no_credit_from),
        }
        super().__init__(data, initial=initial, **options)

    def policy(self) -> dict[str, Any] | None:
        """As it is stored; ``None`` for that of the course."""
        values = self.cleaned_data
        if values.get("whose") == FROM_COURSE:
            return None
        policy: dict[str, Any] = {} if values["accepted"] else {"accepted": False}
        if values["percent"]:
            policy[f"per_{values['unit'] or 'day'}"] = values["percent"]
        if values["grace"]:
            policy["grace"] = values["grace"]
        if values["no_credit_after"] is not None:
            policy["no_credit_after"] = values["no_credit_after"]
        if values["no_credit_from"]:
            policy["no_credit_from"] = values["no_credit_from"].astimezone(UTC).isoformat()
        return policy


class ItemForm(LateForm):
    """What can be set of one item besides its dates and points."""

    title = forms.CharField(label=_("Title"), max_length=200)
    retired = forms.BooleanField(
        label=_("Hidden from students"),
        required=False,
        help_text=_("A hidden item does not count. Work and scores are kept."),
    )
    reason = forms.CharField(label=_("Reason (kept on record)"), max_length=200, required=False)
    field_order = ("title", "retired")

    def __init__(self, data: Mapping[str, Any] | None = None, *, item: Item) -> None:
        super().__init__(data, policy=item.late_policy)
        self.initial |= {"title": item.title, "retired": item.retired}

    def values(self) -> dict[str, Any]:
        """By field."""
        names = ("title", "retired")
        return {name: self.cleaned_data[name] for name in names} | {"late_policy": self.policy()}


class CourseForm(LateForm):
    """What can be set of a course."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(
        label=_("Summary"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    late_days = forms.IntegerField(
        label=_("Late days of each student in the course"),
        min_value=0,
        max_value=365,
        help_text=_("Days late without a penalty, used in order of submission."),
    )
    reason = forms.CharField(label=_("Reason (kept on record)"), max_length=200, required=False)
    field_order = ("title", "summary", "late_days")

    def __init__(self, data: Mapping[str, Any] | None = None, *, course: Course) -> None:
        super().__init__(data, policy=course.late_policy)
        self.fields["whose"].choices = [
            (FROM_COURSE, _("No late penalty")),
            (OWN, _("As below")),
        ]
        names = ("title", "summary", "late_days")
        self.initial |= {name: getattr(course, name) for name in names}

    def values(self) -> dict[str, Any]:
        """By field."""
        names = ("title", "late_days")
        values = {name: self.cleaned_data[name] for name in names}
        if "summary" in self.changed_data:
            values["summary"] = self.cleaned_data["summary"]
        return values | {"late_policy": self.policy()}


def _minute(at: datetime | None) -> datetime | None:
    return at and at.replace(second=0, microsecond=0)
