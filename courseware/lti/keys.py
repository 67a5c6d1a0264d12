"""The keys with which this site signs what it sends to platforms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from pylti1p3.dynamic_registration import generate_key_pair
from pylti1p3.registration import Registration

from courseware.database.transactions import in_transaction
from courseware.lti.models import Key

BITS = 2048
SHOWN_FOR = timedelta(days=7)
"""How long a retired key is still shown; what it has signed is used up within minutes."""


def current_key() -> Key:
    """The key that signs; the first is made when it is asked for."""
    key = Key.objects.filter(retired_at=None).order_by("pk").last()
    return key if key is not None else rotate()


@in_transaction
def rotate() -> Key:
    """A new key signs from now on."""
    private, public = generate_key_pair(BITS)
    key = Key.objects.create(private=private, public=public)
    Key.objects.filter(retired_at=None).exclude(pk=key.pk).update(retired_at=timezone.now())
    return key


def public_keys() -> dict[str, Any]:
    """The JSON Web Key Set for platforms."""
    current_key()
    shown = Q(retired_at=None) | Q(retired_at__gt=timezone.now() - SHOWN_FOR)
    keys = Key.objects.filter(shown).order_by("pk")
    return {"keys": [Registration.get_jwk(key.public) for key in keys]}
