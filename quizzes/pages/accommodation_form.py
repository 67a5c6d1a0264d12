"""More time or attempts for one person, as the staff writes it."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from courseware.people.models import User
from quizzes.services import Grant


class AccommodationForm(forms.Form):
    """Submitted with its initial values, the form withdraws what was granted."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Student"))
    multiplier = forms.FloatField(
        label=_("Time limit multiplier"),
        min_value=1,
        max_value=10,
        initial=1,
        help_text=_("1.25 gives 25% more time."),
    )
    extra_minutes = forms.FloatField(
        label=_("Extra minutes"), min_value=0, max_value=1440, initial=0
    )
    shift_minutes = forms.FloatField(
        label=_("Move due and closing dates by (minutes)"),
        min_value=0,
        max_value=525_600,
        initial=0,
    )
    extra_attempts = forms.IntegerField(
        label=_("Extra attempts"), min_value=0, max_value=100, initial=0
    )
    everywhere = forms.BooleanField(
        label=_("Applies to all quizzes in this course"), required=False
    )
    reason = forms.CharField(label=_("Reason (kept on record)"), max_length=200, required=False)

    def __init__(self, *args: object, students: QuerySet[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = students.order_by("last_name", "first_name", "username")
        self.fields["user"].label_from_instance = lambda user: user.display_name

    def grant(self) -> Grant:
        names = ("multiplier", "extra_minutes", "shift_minutes", "extra_attempts")
        return Grant(**{name: self.cleaned_data[name] for name in names})
