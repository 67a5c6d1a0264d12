"""The form for copying a course to a new term."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courseware.courses.copying import MOST_DAYS, Copy, CopyRefused, refuse_slug
from courseware.items.models import Course


class CopyForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    slug = forms.CharField(
        label=_("Short name (for URLs)"),
        max_length=80,
        help_text=_("Letters, digits, and hyphens, such as ml-spring-2027."),
    )
    days = forms.IntegerField(
        label=_("Shift all dates by (days)"),
        min_value=-MOST_DAYS,
        max_value=MOST_DAYS,
        initial=182,
        help_text=_("182 days is 26 weeks, so days of the week stay the same."),
    )
    staff = forms.BooleanField(
        label=_("Include the staff and their roles"), required=False, initial=True
    )

    def __init__(self, *args: Any, course: Course, **options: Any) -> None:
        super().__init__(*args, initial={"title": course.title}, **options)

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        try:
            refuse_slug(slug)
        except CopyRefused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return slug

    def wanted(self) -> Copy:
        return Copy(**self.cleaned_data)
