"""The form that makes a column for scores from outside."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courseware.chapters.models import Chapter
from courseware.chapters.selectors import chapters_of
from courseware.deadlines.forms import moment_field
from courseware.gradebook.rules import Rules
from courseware.gradebook.rules_selectors import rules_of
from courseware.items.models import Course


class ExternalItemForm(forms.Form):
    """Title and points; everything else may stay as it is."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("Such as “Midterm exam”. Students see it in My grades."),
    )
    points = forms.DecimalField(
        label=_("Points"), min_value=0.01, max_value=10_000, max_digits=7, decimal_places=2
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    chapter = forms.ModelChoiceField(
        label=_("Chapter"),
        queryset=Chapter.objects.none(),
        required=False,
        empty_label=_("No chapter"),
    )
    due_at = moment_field(
        _("Date"), help_text=_("When it takes place or is due, if it has a date.")
    )
    released = forms.BooleanField(
        label=_("Students see scores as soon as they are entered"),
        required=False,
        initial=True,
        help_text=_("If not, they see them when you release the scores in the gradebook."),
    )

    def __init__(self, *args: Any, course: Course, **options: Any) -> None:
        super().__init__(*args, **options)
        chapters: Any = self.fields["chapter"]
        chapters.queryset = Chapter.objects.filter(
            pk__in=[chapter.pk for chapter in chapters_of(course)]
        )
        self.rules: Rules = rules_of(course)
        names = [category.name for category in self.rules.categories]
        categories: Any = self.fields["category"]
        categories.choices = [("", _("By the grading rules")), *((name, name) for name in names)]
        if not names:
            del self.fields["category"]

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if not title.strip("[]/ "):
            raise forms.ValidationError(_("Enter a title with letters or digits."))
        return title
