"""One message to an address on the web, and to nothing behind the site's own walls.

People who can add an address must not reach what only the site's machines can reach. So the name is
resolved once, every address that it resolves to must be public, and the connection goes to the one
that was checked.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

TIMEOUT = 10.0  # seconds, to connect and for each read


class NotSent(Exception):
    """Why the message was not taken, as a sentence."""


def check_address(url: str) -> None:
    """Raises: NotSent: nothing may be sent there. No message is sent."""
    _target(url)


def post(url: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Sends JSON. Raises: NotSent: it was not answered by a status from 200 to 299."""
    parts, address = urlsplit(url), _target(url)
    try:
        status = _exchange(
            parts.scheme, parts.hostname or "", parts.port, address, url, body, headers
        )
    except (OSError, http.client.HTTPException) as error:
        raise NotSent(_("No response: %(error)s.") % {"error": str(error)[:150]}) from error
    if not 200 <= status < 300:
        raise NotSent(_("It responded with status %(status)d.") % {"status": status})


def _exchange(
    scheme: str,
    host: str,
    port: int | None,
    address: str,
    url: str,
    body: bytes,
    headers: Mapping[str, str],
) -> int:
    """The status; redirects are not followed."""
    port = port or (443 if scheme == "https" else 80)
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    with socket.create_connection((address, port), timeout=TIMEOUT) as plain:
        if scheme == "https":
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(plain, server_hostname=host)
        else:
            connection.sock = plain
        try:
            sent = {"Content-Type": "application/json", "User-Agent": "Courseware", **headers}
            connection.request("POST", _path(url), body, sent)
            return connection.getresponse().status
        finally:
            connection.close()


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _target(url: str) -> str:
    """The checked IP address of an URL's host."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise NotSent(_("This is not a valid address.")) from error
    if parts.scheme != "https" and not settings.WEBHOOKS_PRIVATE:
        raise NotSent(_("The address must begin with https://."))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotSent(_("This is not a valid address."))
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotSent(
            _("The host %(host)s could not be resolved.") % {"host": parts.hostname}
        ) from error
    addresses = [str(each[4][0]) for each in found]
    if not settings.WEBHOOKS_PRIVATE and not all(map(_is_public, addresses)):
        raise NotSent(_("%(host)s is not a public address.") % {"host": parts.hostname})
    return addresses[0]


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast
