"""The form of a message."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courseware.threads.models import MAX_TEXT


class MessageForm(forms.Form):
    """What is asked or answered. With ``parts``, also what it is about.

    Where a ``request`` may be made, also whether it is one to grade again.
    """

    regrade = forms.BooleanField(
        label=_("Request a regrade"),
        help_text=_(
            "Explain what should count and why. The staff will accept or decline the request."
        ),
        required=False,
    )
    about = forms.ChoiceField(label=_("About"), required=False)
    text = forms.CharField(
        label=_("Message"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Enter a question.")},
    )

    def __init__(
        self,
        *args: Any,
        parts: tuple[tuple[str, str], ...] = (),
        request: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if not request:
            del self.fields["regrade"]
        if parts:
            self.fields["about"].choices = parts
        else:
            del self.fields["about"]
