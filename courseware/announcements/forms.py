"""The form of an announcement."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from courseware.announcements.models import MAX_TEXT


class AnnouncementForm(forms.Form):
    text = forms.CharField(
        label=_("Text"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what everybody in the course should know.")},
    )
