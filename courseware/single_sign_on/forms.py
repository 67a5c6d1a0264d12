"""The form of whoever signs in by single sign-on for the first time."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount import forms
from allauth.socialaccount.adapter import get_adapter
from django.forms import CharField
from django.utils.translation import gettext_lazy as _

from courseware.people.logins import find_users


class SignupForm(forms.SignupForm):
    """Asks for a name and a username, and never takes an address that somebody else has."""

    first_name = CharField(label=_("First name"), max_length=150)
    last_name = CharField(
        label=_("Last name"),
        max_length=150,
        required=False,
        help_text=_("Instructors know you by your first and last name."),
    )
    field_order = ["first_name", "last_name", "username", "email"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in ("password1", "password2"):
            self.fields.pop(field, None)

    def clean_email(self) -> str:
        email = super().clean_email()
        if email and find_users([email]):
            raise get_adapter().validation_error("email_taken", self.sociallogin.provider.name)
        return email
