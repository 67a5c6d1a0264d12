"""To whom an identity of the provider belongs."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest

log = logging.getLogger(__name__)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An identity signs in whoever has linked it. Everybody else chooses a username first."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return settings.OIDC_SIGNUP_OPEN

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Only with `OIDC_LINK_VERIFIED_EMAIL`, and only between two verified addresses.

        allauth asks for addresses that the provider has verified. Without the same here, whoever
        typed somebody's address first would share their account. Administrators link by hand.
        """
        if not settings.OIDC_LINK_VERIFIED_EMAIL:
            return False
        owners = EmailAddress.objects.filter(email__iexact=email, verified=True)
        owner = owners.select_related("user").first()
        return owner is not None and owner.user.is_active and not owner.user.is_staff

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        """For the operator; the page tells a visitor nothing of it."""
        if exception is not None:
            log.warning("Single sign-on failed: %s: %s", type(exception).__name__, exception)
