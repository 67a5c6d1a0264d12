"""An extension as staff writes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext_lazy as _

from courseware.deadlines.grants import NO_GRANT, Grant
from courseware.deadlines.models import Extension
from courseware.items.models import Item
from courseware.people.models import Section, User
from courseware.people.moments import check_moment
from courseware.ui.fields import SearchedChoiceField

MOST_DAYS = 365
_DAY = timedelta(days=1)


def moment_field(label: Any, **options: Any) -> forms.DateTimeField:
    """A date with a time of day, in the reader's zone."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(
        label=label, required=False, widget=widget, validators=[check_moment], **options
    )


class ExtensionForm(forms.Form):
    """For one of the students or sections, at one of the items or at all of them."""

    whom = SearchedChoiceField(
        label=_("Student or section"),
        help_text=_("Type a part of the name and choose from the suggestions."),
    )
    item = forms.ChoiceField(label=_("Applies to"), required=False)
    due_at = moment_field(_("New due date"))
    closes_at = moment_field(_("New closing date"))
    later_days = forms.FloatField(
        label=_("Or postpone all dates by (days)"),
        min_value=0,
        max_value=MOST_DAYS,
        required=False,
        help_text=_("Whole days keep the time of day. 0.5 is twelve hours."),
    )
    time_factor = forms.FloatField(
        label=_("Time limit multiplier"),
        min_value=1,
        max_value=10,
        initial=1,
        required=False,
        help_text=_("1.25 gives 25% more time in quizzes with a time limit."),
    )
    extra_minutes = forms.FloatField(
        label=_("Extra minutes on a time limit"), min_value=0, max_value=1440, required=False
    )
    extra_attempts = forms.IntegerField(
        label=_("Extra quiz attempts"), min_value=0, max_value=100, required=False
    )
    reason = forms.CharField(
        label=_("Reason (visible to the student)"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self,
        *args: Any,
        students: Sequence[User],
        sections: Sequence[Section],
        items: Sequence[Item],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.people = {f"student:{user.pk}": user for user in students}
        self.sections = {f"section:{section.pk}": section for section in sections}
        self.items = {f"{item.kind}/{item.slug}": item for item in items}
        choices: list[Any] = []
        if sections:
            named = [(key, section.name) for key, section in self.sections.items()]
            choices.append((_("Sections"), named))
        named = list(zip(self.people, names_told_apart(self.people.values()), strict=True))
        choices.append((_("Students"), named))
        self.fields["whom"].choices = choices
        titles = [(key, item.title) for key, item in self.items.items()]
        self.fields["item"].choices = [("", _("All items of the course")), *titles]
        self.fields["due_at"].help_text = _("Time zone: %(zone)s.") % {
            "zone": get_current_timezone_name()
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        item = self.items.get(cleaned.get("item") or "")
        if item is not None and item.closes_at is None and cleaned.get("closes_at"):
            self.add_error(
                "closes_at",
                _("This item does not close. Give a new due date, or leave this empty."),
            )
        if item is not None and cleaned.get("due_at") and not (item.due_at or item.closes_at):
            self.add_error(
                "due_at", _("This item has no due date, so it can be submitted at any time.")
            )
        if not self.errors and self.grant() == NO_GRANT:
            raise forms.ValidationError(
                _("The extension is empty. Enter a date, more time, or more attempts.")
            )
        return cleaned

    def grant(self) -> Grant:
        values = self.cleaned_data
        return Grant(
            due_at=values.get("due_at"),
            closes_at=values.get("closes_at"),
            shift=(values.get("later_days") or 0) * _DAY,
            time_factor=values.get("time_factor") or 1.0,
            extra=timedelta(minutes=values.get("extra_minutes") or 0),
            attempts=values.get("extra_attempts") or 0,
        )

    def place(self) -> dict[str, Any]:
        """What the extension is for, as the arguments of `services.grant_extension`."""
        whom = self.cleaned_data["whom"]
        return {
            "user": self.people.get(whom),
            "section": self.sections.get(whom),
            "item": self.items.get(self.cleaned_data["item"]),
        }


def names_told_apart(people: Iterable[User]) -> list[str]:
    """The people's names; of those who share one, with the username."""
    people = list(people)
    shared = Counter(person.display_name for person in people)
    return [
        f"{person.display_name} ({person.username})"
        if shared[person.display_name] > 1
        else person.display_name
        for person in people
    ]


def initial_of(extension: Extension) -> dict[str, Any]:
    """The form's values for an extension that is to be changed."""
    grant = extension.grant
    return {
        "due_at": grant.due_at,
        "closes_at": grant.closes_at,
        "later_days": grant.shift / _DAY or None,
        "time_factor": grant.time_factor,
        "extra_minutes": extension.extra_minutes or None,
        "extra_attempts": extension.extra_attempts or None,
        "reason": extension.reason,
    }
