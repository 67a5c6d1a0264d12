"""The form of an account that an invited person makes."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courseware.people.models import NAME_TAKEN, User
from courseware.roster.models import Invitation


class AccountForm(forms.ModelForm):
    """Name, username and password; the address is the one that was invited."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "username"]
        labels = {
            "first_name": _("First name"),
            "last_name": _("Last name"),
            "username": _("Username"),
        }
        help_texts = {"username": _("You can sign in with it or with your email address.")}

    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **options: Any) -> None:
        initial = {
            "first_name": invitation.first_name,
            "last_name": invitation.last_name,
            "username": invitation.username,
        }
        super().__init__(*args, initial=initial, **options)
        self.fields["first_name"].required = True
        self.invitation = invitation

    def clean_username(self) -> str:
        name: str = get_adapter().clean_username(self.cleaned_data["username"])
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        password = cleaned.get("password")
        if password:
            names = {name: cleaned.get(name, "") for name in self.Meta.fields}
            user = User(email=self.invitation.email, **names)
            try:
                get_adapter().clean_password(password, user)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def account(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in (*self.Meta.fields, "password")}

    def add_name_error(self) -> None:
        """For who chose a name in the moment in which somebody else did."""
        self.add_error("username", NAME_TAKEN)
