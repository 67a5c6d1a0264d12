"""How signing up works here, and what allauth's own limits and messages become."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from courseware.people.models import check_look
from courseware.people.networks import network_of
from courseware.people.throttle import Allowance, SlowDown, count_request

MESSAGES = Allowance("messages to", free=8, first=60, most=3600, pace=1200)
logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is open unless the operator closes it, for names that look like nobody else's."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP_OPEN

    def clean_username(self, username: str, shallow: bool = False) -> str:
        username = super().clean_username(username, shallow)
        check_look(username)
        return username

    def get_client_ip(self, request: HttpRequest) -> str:
        return network_of(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nobody's mailbox is filled by whoever types its address again and again."""
        try:
            count_request(HttpRequest(), MESSAGES, email.lower())
        except SlowDown:
            logger.warning("No more messages for now to an address that was just sent several.")
            return
        super().send_mail(template_prefix, email, context)
