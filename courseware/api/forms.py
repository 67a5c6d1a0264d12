"""The form that makes a token."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courseware.api.models import Scope

_LIVES = {30: _("30 days"), 90: _("90 days"), 365: _("A year"), 0: _("No expiration")}


class TokenForm(forms.Form):
    name = forms.CharField(
        max_length=60, label=_("Name"), help_text=_("Where you will use it, such as “laptop”.")
    )
    scopes = forms.MultipleChoiceField(
        choices=Scope.choices,
        initial=[Scope.READ, Scope.SUBMIT],
        widget=forms.CheckboxSelectMultiple,
        label=_("Permissions"),
        error_messages={"required": _("Choose at least one.")},
    )
    life = forms.TypedChoiceField(
        choices=list(_LIVES.items()), coerce=int, initial=90, label=_("Valid for")
    )

    def expires_at(self) -> datetime | None:
        """Of a valid form."""
        days = self.cleaned_data["life"]
        return timezone.now() + timedelta(days=days) if days else None
