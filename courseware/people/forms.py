"""Forms of signing in and of one's account, where they differ from allauth's."""

from __future__ import annotations

from allauth.account import forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.forms import CharField, TextInput
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courseware.people.logins import find_users, users_by_name
from courseware.people.models import User
from courseware.people.throttle import guard


class SignupForm(forms.SignupForm):
    """Asks for the real name, by which instructors know people.

    An address that is the name of somebody else would sign in for two people.
    """

    first_name = CharField(
        label=_("First name"),
        max_length=150,
        widget=TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = CharField(
        label=_("Last name"),
        max_length=150,
        required=False,
        widget=TextInput(attrs={"autocomplete": "family-name"}),
        help_text=_("Instructors know you by your first and last name."),
    )
    field_order = ["first_name", "last_name", "username", "email", "password1", "password2"]

    def clean_email(self) -> str:
        email = super().clean_email()
        if users_by_name(email):
            raise get_adapter().validation_error("email_taken")
        return email


class AddEmailForm(forms.AddEmailForm):
    """An address with which somebody else signs in cannot be added, verified or not."""

    def clean_email(self) -> str:
        email = super().clean_email()
        if any(user.pk != self.user.pk for user in find_users([email])):
            raise get_adapter().validation_error("email_taken")
        return email


class ChangePasswordForm(forms.ChangePasswordForm):
    """Guessing the current password is limited as it is when somebody signs in."""

    def clean_oldpassword(self) -> str:
        user, typed = self.user, self.cleaned_data.get("oldpassword", "")
        assert isinstance(user, User)
        found = guard(
            context.request,
            [user],
            user.username,
            lambda: user if user.check_password(typed) else None,
        )
        if found is None:
            self.add_error("oldpassword", gettext("That is not your current password. Try again."))
        return typed
