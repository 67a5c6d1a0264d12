"""What a person sends with a run or a submission."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms

from labs import uploads
from labs.models import Purpose
from labs.refusals import Refused


class CodeForm(forms.Form):
    """Code from the editor, or a file; ``key`` makes a doubled click one submission.

    The fields do not judge the code: what cannot be taken is refused by the service, in words.
    """

    code = forms.Field(required=False)
    file = forms.FileField(required=False, allow_empty_file=True, max_length=None)
    purpose = forms.ChoiceField(choices=Purpose.choices)
    key = forms.CharField(required=False, max_length=64)

    def given(self) -> dict[str, Any]:
        """The service's arguments. Raises: Refused."""
        if not self.is_valid():
            raise Refused("The form came incomplete. Load the page again and repeat.")
        values = self.cleaned_data
        upload, code = values["file"], values["code"] or ""
        if upload is not None:
            code = uploads.read_upload(upload.name, upload.read(uploads.MAX_UPLOAD + 1))
        return {"code": code, "purpose": values["purpose"], "key": values["key"]}


def new_key() -> str:
    return secrets.token_urlsafe(18)
