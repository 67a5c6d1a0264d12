from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class WebhookForm(forms.Form):
    url = forms.URLField(
        max_length=500,
        assume_scheme="https",
        label=_("Address"),
        help_text=_("A signed message (Standard Webhooks) is sent to it when scores change."),
    )
