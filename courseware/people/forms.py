"""Forms of signing in and of one's account, where they differ from allauth's."""

from __future__ import annotations

from allauth.account import forms
from allauth.core import context

from courseware.people.models import User
from courseware.people.throttle import guard


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
            self.add_error("oldpassword", "That is not your current password. Type it again.")
        return typed
