"""Sends one message to one address on the internet.

The site's own network must not be reachable through a webhook (`courseware.outgoing`), unless the
operator allows private addresses.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext as _

from courseware.outgoing import NotSent, checked_addresses, exchange


def check_address(url: str) -> None:
    """Raises: NotSent: nothing may be sent there. No message is sent."""
    checked_addresses(url, private=settings.WEBHOOKS_PRIVATE)


def post(url: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Sends JSON. Raises: NotSent: it was not answered by a status from 200 to 299."""
    sent = {"Content-Type": "application/json", "User-Agent": "Courseware", **headers}
    reply = exchange(
        "POST", url, body=body, headers=sent, private=settings.WEBHOOKS_PRIVATE, read=False
    )
    if not 200 <= reply.status < 300:
        raise NotSent(_("It responded with status %(status)d.") % {"status": reply.status})
