"""The public keys of platforms, kept in the database for all processes.

They are read again when they are old, and when a message names a key that is not among them: a
platform may change its keys at any time. That happens once a minute at most, whoever sends what.
While a platform does not answer, its keys of up to a day ago are used.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.lti.models import Platform
from courseware.lti.web import fetch_json
from courseware.outgoing import NotSent

FRESH = timedelta(hours=1)
USABLE = timedelta(days=1)
AGAIN = timedelta(minutes=1)
MOST_KEYS = 50
ALGORITHMS = {
    "RSA": {"RS256", "RS384", "RS512"},
    "EC": {"ES256", "ES384", "ES512"},
}


def keys_for(platform: Platform, kid: str) -> dict[str, Any]:
    """The platform's key set, with this key in it if the platform has it.

    Raises: NotSent: the keys cannot be read, and there are none that can be used.
    """
    now = timezone.now()
    stored = platform.keyset if isinstance(platform.keyset, dict) else None
    age = now - platform.keyset_at if platform.keyset_at else USABLE
    if stored is not None and age < (FRESH if _has(stored, kid) else AGAIN):
        return stored
    try:
        keyset = usable_keys(fetch_json(platform.keyset_url))
    except NotSent as error:
        if stored is not None and age < USABLE:
            return stored
        sentence = _("The platform's public keys could not be fetched. %(why)s")
        raise NotSent(sentence % {"why": error}) from error
    Platform.objects.filter(pk=platform.pk).update(keyset=keyset, keyset_at=now)
    return keyset


def usable_keys(keyset: dict[str, Any]) -> dict[str, Any]:
    """Those of public-key algorithms that LTI knows.

    Raises: NotSent: it is no key set.
    """
    keys = keyset.get("keys")
    if not isinstance(keys, list):
        raise NotSent(_("It is not a JSON Web Key Set."))
    usable = [key for key in keys[:MOST_KEYS] if isinstance(key, dict) and _is_usable(key)]
    return {"keys": usable}


def _is_usable(key: dict[str, Any]) -> bool:
    algorithms = ALGORITHMS.get(str(key.get("kty")), set())
    return isinstance(key.get("kid"), str) and key.get("alg", "RS256") in algorithms


def _has(keyset: dict[str, Any], kid: str) -> bool:
    return any(key.get("kid") == kid for key in keyset.get("keys", []))
