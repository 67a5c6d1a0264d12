"""What a person sends with a run or a submission, besides the code (see `labs.posted`)."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms

from labs.models import Purpose
from labs.refusals import Refused


class RunForm(forms.Form):
    """``key`` makes a doubled click one submission."""

    purpose = forms.ChoiceField(choices=Purpose.choices)
    key = forms.CharField(required=False, max_length=64)

    def given(self) -> dict[str, Any]:
        """The service's arguments. Raises: Refused."""
        if not self.is_valid():
            raise Refused("The form came incomplete. Load the page again and repeat.")
        return {"purpose": self.cleaned_data["purpose"], "key": self.cleaned_data["key"]}


def new_key() -> str:
    return secrets.token_urlsafe(18)
