"""Pages that a platform may show within its own, and forms that are sent to one.

All other pages of the site refuse to be framed.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse

from courseware.lti.models import Platform


def origin_of(url: str) -> str:
    """Scheme, host and port; empty for what is no address of the web."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or not host.isascii():
        return ""
    if any(char in host for char in " ;,'\"*"):
        return ""
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}"


def origins_of(platform: Platform, *others: str) -> list[str]:
    """Where pages of a platform come from; ``others`` are addresses that it has signed."""
    urls = [platform.issuer, platform.auth_url, *platform.frame_origins.split(), *others]
    return list(dict.fromkeys(filter(None, map(origin_of, urls))))


def in_frames(
    request: HttpRequest, response: HttpResponse, origins: Iterable[str], send_to: str = ""
) -> HttpResponse:
    """Lets pages of these origins frame the response, and its forms be sent to an address."""
    policy = {"frame-ancestors": [SELF, *origins]}
    if target := origin_of(send_to):
        policy["form-action"] = [SELF, target]
    framed: HttpResponse = csp_replace(policy)(lambda _request: response)(request)
    framed.xframe_options_exempt = True  # it can name no origins, and gives way to the policy
    framed["Cache-Control"] = "no-store"
    return framed


def is_framed(request: HttpRequest, target: str = "") -> bool:
    """Whether the response is shown within another page; a browser that does not say, is believed
    what the platform has said."""
    destination = request.headers.get("Sec-Fetch-Dest")
    return (destination or target) in ("iframe", "frame", "embed", "object")
