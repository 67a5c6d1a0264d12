"""How signing up works here, and what allauth's own limits and messages become."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from courseware.people.allowances import Allowance
from courseware.people.logins import find_users
from courseware.people.models import NAME_TAKEN, User, check_skeleton
from courseware.people.networks import network_of
from courseware.people.throttle import TooManyAttempts, count_request

MESSAGES = Allowance("messages to", burst=8, first_wait=60, max_wait=3600, decay=1200)
logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is open unless the operator closes it, for names that look like nobody else's."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP_OPEN

    def clean_username(self, username: str, shallow: bool = False) -> str:
        username = super().clean_username(username, shallow)
        check_skeleton(username)
        if "@" in username and find_users([username]):  # it is somebody's address
            raise ValidationError(NAME_TAKEN, code="name_taken")
        return username

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Of two who choose a name in the same moment, the second gets the form back.

        Mail that nobody's browser asks for is then in the language of the page, too.
        """
        spoken = get_language()
        if spoken != settings.LANGUAGE_CODE and spoken in dict(settings.LANGUAGES):
            user.language = spoken
        try:
            with transaction.atomic():
                return super().save_user(request, user, form, commit)
        except (IntegrityError, ValidationError):
            form.add_error("username", NAME_TAKEN)
            page = "socialaccount" if hasattr(form, "sociallogin") else "account"
            context = {"form": form, "login_url": reverse("account_login")}
            raise ImmediateHttpResponse(render(request, f"{page}/signup.html", context)) from None

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """To the course that signing up enrolled the person in, if there is one."""
        return getattr(request, "after_signing_up", "") or super().get_signup_redirect_url(request)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """What lets in for good, a key or an account elsewhere, needs the password again."""
        return app in ("allauth.mfa", "allauth.socialaccount")

    def get_client_ip(self, request: HttpRequest) -> str:
        return network_of(request)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Of a change that is made already, whether it can be told or not.

        After a change of address, to the old one, which the owner reads if a thief has made it.
        """
        try:
            super().send_notification_mail(template_prefix, user, context, email)
        except ImmediateHttpResponse:
            logger.error("Somebody was not told that their account was changed.")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nobody can flood a mailbox by entering its address repeatedly.

        A message that cannot be sent is not reported as sent: its page says so instead.
        """
        try:
            count_request(HttpRequest(), MESSAGES, email.lower())
        except TooManyAttempts:
            logger.warning("No more messages for now to an address that was just sent several.")
            return
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            logger.exception("A message could not be sent.")
            request = current.request or HttpRequest()
            page = render(request, "account/mail_not_sent.html", status=503)
            raise ImmediateHttpResponse(page) from error
