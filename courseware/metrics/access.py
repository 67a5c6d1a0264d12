"""Who may read the figures: whoever has the token, or comes from an address of the settings."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from enum import Enum

from django.utils.crypto import constant_time_compare


class Access(Enum):
    """What a request for the figures gets."""

    GRANTED = "granted"
    DENIED = "denied"
    OFF = "off"


def access(token: str, networks: Sequence[str], *, authorization: str, address: str) -> Access:
    """``authorization`` is the header's text, ``address`` the client's."""
    if not token and not networks:
        return Access.OFF
    scheme, _, given = authorization.partition(" ")
    bearer = scheme.lower() == "bearer" and constant_time_compare(given.strip(), token)
    if token and bearer:
        return Access.GRANTED
    return Access.GRANTED if _is_within(address, networks) else Access.DENIED


def _is_within(address: str, networks: Sequence[str]) -> bool:
    try:
        client = ipaddress.ip_address(address)
    except ValueError:  # a unix socket has none
        return False
    return any(client in ipaddress.ip_network(network) for network in networks)
