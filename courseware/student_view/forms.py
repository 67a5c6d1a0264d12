"""Whose view, and at which time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courseware.people.moments import check_moment
from courseware.people.permissions import Permission
from courseware.people.policy import Access
from courseware.student_view.chosen import NOBODY


class StudentViewForm(forms.Form):
    student = forms.CharField(
        label=_("Student"),
        required=False,
        max_length=254,
        help_text=_(
            "Username or email address. Leave empty for a student who has not done anything yet."
        ),
    )
    at = forms.DateTimeField(
        label=_("Time"),
        required=False,
        validators=[check_moment],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
        help_text=_(
            "Leave empty for now. What is open, due, and released is shown as of this time; "
            "work is shown as of today."
        ),
        error_messages={"invalid": _("Enter the time as 2027-02-28 18:00.")},
    )

    def __init__(self, *args: Any, access: Access, **options: Any) -> None:
        super().__init__(*args, **options)
        self.access = access
        if not access.may(Permission.SEE_GRADES):
            del self.fields["student"]

    def clean_student(self) -> int:
        """The id of the student."""
        typed = self.cleaned_data["student"].strip()
        if not typed:
            return NOBODY
        same = Q(username__iexact=typed) | Q(email__iexact=typed)
        found = self.access.students().filter(same).first()
        if found is None:
            raise ValidationError(_("There is no such student in this course or in your sections."))
        return int(found.pk)

    def chosen_student(self) -> int:
        return int(self.cleaned_data.get("student", NOBODY))
