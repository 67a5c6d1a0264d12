"""Browsers and networks in which an account has been used before.

A browser is recognized by a signed cookie that holds its id and the accounts that were used in it.
The cookie gives no rights: guessing in a known browser is slowed down too.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.signals import password_reset
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac

from courseware.people.models import KnownNetwork, User
from courseware.people.networks import network_of

COOKIE, SALT = "device", "courseware.device"
LIFETIME = timedelta(days=180)
MAX_ACCOUNTS = 8  # that one browser remembers


def device_of(request: HttpRequest, user: User) -> str | None:
    """The id of the browser, if this person has used it before."""
    device, people = _cookie(request)
    return device if device and str(user.pk) in people else None


def is_known_network(user: User, network: str) -> bool:
    """Whether this person has signed in from there lately."""
    since = timezone.now() - LIFETIME
    known = KnownNetwork.objects.filter(network_hash=_hash(network), seen_at__gt=since)
    return known.filter(user=user).exists()


@receiver(password_reset)  # reading the mailbox proves ownership
@receiver(user_logged_in)
def remember(sender: Any, request: HttpRequest | None, user: User, **_: Any) -> None:
    """Remembers browser and network, however the person signed in."""
    if request is None:
        return
    device, people = _cookie(request)
    kept = [str(user.pk), *(pk for pk in people if pk != str(user.pk))][:MAX_ACCOUNTS]
    request.device = ".".join([device or get_random_string(20), *kept])
    now = timezone.now()
    network = {"user": user, "network_hash": _hash(network_of(request))}
    if KnownNetwork.objects.filter(**network, seen_at__gt=now - LIFETIME / 30).exists():
        return
    _, created = KnownNetwork.objects.update_or_create(**network, defaults={"seen_at": now})
    if created:
        KnownNetwork.objects.filter(seen_at__lt=now - LIFETIME).delete()


def set_device_cookie(request: HttpRequest, response: HttpResponseBase) -> None:
    """Sets the cookie after somebody has signed in."""
    if device := getattr(request, "device", None):
        response.set_signed_cookie(
            COOKIE,
            device,
            salt=SALT,
            max_age=LIFETIME,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )


def _cookie(request: HttpRequest) -> tuple[str, list[str]]:
    raw = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LIFETIME)
    device, *people = raw.split(".")
    return device, people


def _hash(network: str) -> str:
    return salted_hmac("courseware.place", network, algorithm="sha256").hexdigest()
