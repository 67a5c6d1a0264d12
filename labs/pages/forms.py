"""What comes with a run or a submission besides the code, which `labs.pages.posted_code` reads."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from labs.models import Purpose
from labs.submissions.refusals import SubmissionRefused


class RunForm(forms.Form):
    """``key`` makes a doubled click one submission; ``automatic`` says that nobody clicked.

    ``accepts_late``: the person has read what submitting late costs.
    """

    purpose = forms.ChoiceField(choices=Purpose.choices)
    key = forms.CharField(required=False, max_length=64)
    automatic = forms.BooleanField(required=False)
    accepts_late = forms.BooleanField(required=False)

    def arguments(self) -> dict[str, Any]:
        """Those of `submit_code`. Raises: SubmissionRefused."""
        if not self.is_valid():
            raise SubmissionRefused(_("The form was incomplete. Reload the page and try again."))
        return dict(self.cleaned_data)


def new_key() -> str:
    """For a form that has not been sent yet."""
    return secrets.token_urlsafe(18)
