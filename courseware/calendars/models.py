"""The address under which a calendar program reads one person's due dates."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac


def new_nonce() -> str:
    return secrets.token_hex(16)


class CalendarFeed(models.Model):
    """A person's feed. Who has its address can read it, so the address is secret.

    The secret part is computed from ``nonce`` and the site's key: the database alone opens no feed.
    Another nonce is another address, and without a row there is none.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    nonce = models.CharField(max_length=32, default=new_nonce)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Calendar feed of {self.user}"

    @property
    def secret(self) -> str:
        value = f"{self.pk}:{self.nonce}"
        return salted_hmac("courseware.calendars", value, algorithm="sha256").hexdigest()[:40]

    def opens_with(self, secret: str) -> bool:
        return constant_time_compare(self.secret, secret)
