"""Forms of export and import."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """A file of scores."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,.xlsx"}),
        error_messages={"required": _("Choose a CSV or XLSX file with scores.")},
    )


class ConfirmForm(forms.Form):
    """The preview that is confirmed, with the reason that is kept."""

    token = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason (visible to the student)"),
        max_length=300,
        error_messages={"required": _("Enter where the scores come from.")},
    )
