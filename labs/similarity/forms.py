"""Forms of the similarity pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courseware.items.models import Item
from labs.comparisons import Choice, PairReview


class ComparisonForm(forms.Form):
    """What to compare; ``earlier`` lists the same lab in other courses."""

    choice = forms.ChoiceField(
        label=_("Submissions per student"), choices=Choice.choices, initial=Choice.COUNTING
    )

    def __init__(self, *args: Any, earlier: list[Item], **options: Any) -> None:
        super().__init__(*args, **options)
        self._items = {str(item.pk): item for item in earlier}
        if earlier:
            self.fields["earlier"] = forms.MultipleChoiceField(
                label=_("Also compare with the same lab in"),
                choices=[(str(item.pk), item.course.title) for item in earlier],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_(
                    "Submissions from these courses are compared with those from this "
                    "course, but not with each other."
                ),
            )

    @property
    def earlier(self) -> list[Item]:
        return [self._items[pk] for pk in self.cleaned_data.get("earlier", [])]


class ReviewForm(forms.Form):
    """What somebody thinks of a pair."""

    verdict = forms.ChoiceField(label=_("Result"), choices=PairReview.Verdict.choices)
    note = forms.CharField(
        label=_("Note for staff"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Students never see it. It is kept with your name and the time."),
    )
