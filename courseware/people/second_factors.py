"""Forms of allauth.mfa, where they differ: guessing codes is limited, and a code counts once."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac

from courseware.people.throttle import guard_code

REMEMBERED = 3  # codes of the app that are valid at the same time (MFA_TOTP_TOLERANCE)
# Of fido2, for a credential that no browser made.
_MALFORMED = (AttributeError, KeyError, TypeError, ValueError)


class _CodeForm(forms.BaseAuthenticateForm):
    def clean_code(self) -> str:
        if not guard_code(context.request, self.user, self._is_right):
            raise get_adapter().validation_error("incorrect_code")
        return self.cleaned_data["code"]

    def _is_right(self) -> bool:
        """Locks the rows: of two who send the same code at once, to two processes, one gets in.

        allauth remembers used codes in a cache, which each process has for itself.
        """
        with transaction.atomic():
            list(Authenticator.objects.select_for_update().filter(user=self.user))
            try:
                code = super().clean_code()
            except ValidationError:
                return False
            authenticator = self.authenticator
            if authenticator.type == Authenticator.Type.TOTP:
                used, this = authenticator.data.get("used", []), _digest(code)
                if this in used:
                    return False
                authenticator.data["used"] = [*used, this][-REMEMBERED:]
                authenticator.save(update_fields=["data"])
        return True


class AuthenticateForm(_CodeForm, forms.AuthenticateForm):
    pass


class ReauthenticateForm(_CodeForm, forms.ReauthenticateForm):
    pass


class AddKeyForm(webauthn.AddWebAuthnForm):
    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except _MALFORMED:
            raise get_adapter().validation_error("incorrect_code") from None


class _KeyForm(webauthn.AuthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except _MALFORMED:
            raise get_adapter().validation_error("incorrect_code") from None


class AuthenticateKeyForm(_KeyForm):
    pass


class LoginKeyForm(_KeyForm, webauthn.LoginWebAuthnForm):
    pass


class ReauthenticateKeyForm(_KeyForm, webauthn.ReauthenticateWebAuthnForm):
    pass


def _digest(code: str) -> str:
    digits = "".join(character for character in code if character.isalnum())
    return salted_hmac("courseware.code", digits, algorithm="sha256").hexdigest()
