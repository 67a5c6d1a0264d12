"""Requests to servers that somebody named: to public addresses only, in bounded time and size.

The host is resolved once, its address is checked, and the connection goes to that very address, so
that a name cannot lead elsewhere the second time it is asked for. Redirects are not followed.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

TIMEOUT = 10.0  # seconds, to connect and for each read
DEADLINE = 20.0  # seconds, for the whole body of a response
MOST_BYTES = 2_000_000
_CHUNK = 65_536


class NotSent(Exception):
    """Why nothing was sent or nothing usable came back, as a sentence."""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


def checked_addresses(url: str, *, private: bool) -> list[str]:
    """The IP addresses of an URL's host, all of which were checked.

    ``private`` allows addresses that only this site's machines reach, and plain HTTP.

    Raises: NotSent: nothing may be sent there.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise NotSent(_("This is not a valid address.")) from error
    if parts.scheme != "https" and not private:
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
    if not private and not all(map(_is_public, addresses)):
        raise NotSent(_("%(host)s is not a public address.") % {"host": parts.hostname})
    return list(dict.fromkeys(addresses))


def exchange(
    method: str,
    url: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str],
    private: bool,
    read: bool = True,
) -> Reply:
    """Sends one request. The body of the response is empty unless it is to be ``read``.

    Raises: NotSent: also for a response that is too long or takes too long.
    """
    addresses = checked_addresses(url, private=private)
    try:
        return _exchange(method, url, addresses, body, headers, read)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotSent(_("No response: %(error)s.") % {"error": str(error)[:150]}) from error


def _exchange(
    method: str,
    url: str,
    addresses: Sequence[str],
    body: bytes | None,
    headers: Mapping[str, str],
    read: bool,
) -> Reply:
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    with _connect(addresses, port) as plain:
        if parts.scheme == "https":
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(plain, server_hostname=host)
        else:
            connection.sock = plain
        try:
            connection.request(method, _path(url), body, dict(headers))
            response = connection.getresponse()
            content = _content(response) if read else b""
            return Reply(response.status, dict(response.getheaders()), content)
        finally:
            connection.close()


def _connect(addresses: Sequence[str], port: int) -> socket.socket:
    """To the first address that answers, as a host may have one of each family."""
    *first, last = addresses
    for address in first:
        with suppress(OSError):
            return socket.create_connection((address, port), timeout=TIMEOUT)
    return socket.create_connection((last, port), timeout=TIMEOUT)


def _content(response: http.client.HTTPResponse) -> bytes:
    until = time.monotonic() + DEADLINE
    content = bytearray()
    while chunk := response.read1(_CHUNK):
        content += chunk
        if len(content) > MOST_BYTES:
            raise NotSent(_("The response is too long."))
        if time.monotonic() > until:
            raise NotSent(_("The response took too long."))
    return bytes(content)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast
