"""Where a request comes from, as far as limits are concerned.

The address is the one that the server gives: of a client behind a proxy only where the operator
trusts that proxy (docs/operating.md, ``FORWARDED_ALLOW_IPS``).
"""

from __future__ import annotations

from django.http import HttpRequest

from courseware.serving.quotas import address_key


def network_of(request: HttpRequest) -> str:
    """An IPv4 address, or the /64 network that an IPv6 client has to itself.

    Requests without an address (over a socket without a trusted proxy) count as one network.
    """
    return address_key(request.META.get("REMOTE_ADDR") or "")
