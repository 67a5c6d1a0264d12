"""Forms of the gradebook: scores set by hand, excuses, changes of many scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courseware.gradebook.bulk import WITH_VALUE, Action, Request
from courseware.gradebook.models import Score
from courseware.items.models import Item
from courseware.items.registry import made_on_site
from courseware.people.models import User

LONGEST = 300


def _points(item: Item) -> str:
    return f"{item.points.normalize():f}"


def _note_field() -> forms.CharField:
    return forms.CharField(
        max_length=LONGEST, required=False, label=_("Note (visible only to staff)")
    )


class OverrideForm(forms.Form):
    """Points and a reason; empty points take an override back."""

    points = forms.FloatField(required=False, min_value=0, label=_("Points"))
    reason = forms.CharField(max_length=LONGEST, label=_("Reason (visible to the student)"))
    note = _note_field()

    def __init__(self, *args: object, item: Item, **kwargs: object) -> None:
        super().__init__(*args, auto_id=f"override-{item.pk}-%s", **kwargs)
        self.item = item
        help_text = _("Out of %(points)s. Leave empty to remove the override.")
        if made_on_site(item.kind):
            help_text = _("Out of %(points)s. Leave empty to remove the score.")
        self.fields["points"].help_text = help_text % {"points": _points(item)}
        # Scores of a whole class are entered here, one after the other.
        self.fields["reason"].required = not made_on_site(item.kind)

    def clean_reason(self) -> str:
        return self.cleaned_data["reason"] or gettext("Score entered")

    def clean_points(self) -> float | None:
        points = self.cleaned_data["points"]
        if points is not None and not points <= float(self.item.points):
            raise forms.ValidationError(
                _("Enter at most %(points)s, the maximum for this item.")
                % {"points": _points(self.item)}
            )
        return points

    def fraction(self) -> float | None:
        points = self.cleaned_data["points"]
        return None if points is None else points / (float(self.item.points) or 1.0)


class ExcuseForm(forms.Form):
    """Whether the student is excused from the item, and why."""

    excused = forms.BooleanField(required=False, label=_("Excused from this item"))
    reason = forms.CharField(max_length=LONGEST, label=_("Reason (visible to the student)"))
    note = _note_field()

    def __init__(self, *args: object, item: Item, **kwargs: object) -> None:
        super().__init__(*args, auto_id=f"excuse-{item.pk}-%s", **kwargs)
        self.item = item


ACTIONS = [
    (Action.ADD, _("Add points to the scores")),
    (Action.SCALE, _("Multiply the scores")),
    (Action.RAISE, _("Raise the scores to at least")),
    (Action.CAP, _("Limit the scores to at most")),
    (Action.OVERRIDE, _("Override with the same points for everyone")),
    (Action.CLEAR, _("Remove overrides")),
    (Action.EXCUSE, _("Excuse from this item")),
    (Action.INCLUDE, _("Remove excuses")),
]


class BulkForm(forms.Form):
    """What to do with the scores of many students."""

    action = forms.ChoiceField(choices=ACTIONS, label=_("Change"))
    value = forms.FloatField(
        required=False,
        label=_("Points, or factor"),
        help_text=_("Negative points are subtracted. Multiplying by 1.1 adds 10%."),
    )
    reason = forms.CharField(max_length=LONGEST, label=_("Reason (visible to the students)"))
    note = _note_field()

    def __init__(self, *args: object, item: Item, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.item = item

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        action, value = cleaned.get("action"), cleaned.get("value")
        if action is None or "value" in self.errors:
            return cleaned
        if value is None:
            if action in WITH_VALUE:
                self.add_error("value", _("Enter a number for this change."))
        elif action == Action.SCALE and value < 0:
            self.add_error("value", _("The factor cannot be negative."))
        elif action in (Action.OVERRIDE, Action.CAP, Action.RAISE) and not (
            0 <= value <= float(self.item.points)
        ):
            self.add_error(
                "value",
                _("Enter points from 0 to %(points)s.") % {"points": _points(self.item)},
            )
        return cleaned

    def request(self) -> Request:
        """What was asked for. To be called when the form is valid."""
        return Request(Action(self.cleaned_data["action"]), self.cleaned_data["value"] or 0.0)


class ChosenStudentsForm(forms.Form):
    """Check boxes for some of the students of a selection; without any, it is all of them."""

    students = forms.TypedMultipleChoiceField(
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        label=_("Students"),
        error_messages={
            "invalid_choice": _("A student you chose is not in this selection. Choose again.")
        },
    )

    def __init__(self, *args: object, selection: Sequence[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["students"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(user.pk, user.display_name) for user in selection]

    @property
    def ids(self) -> set[int]:
        """Those that are chosen."""
        return set(self.cleaned_data.get("students", ())) if self.is_valid() else set()


def by_hand_initial(score: Score | None, item: Item) -> dict[str, Any]:
    """What the forms of a cell begin with."""
    if score is None:
        return {}
    points = None if score.override is None else score.override * float(item.points)
    return {"points": points, "excused": score.excused, "note": score.note}
