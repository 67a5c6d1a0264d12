"""The connection of the LTI library to platforms, guarded by `courseware.outgoing`.

Platforms name the addresses of their services in messages and when they register themselves.
"""

from __future__ import annotations

import io
from typing import Any

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from courseware.outgoing import NotSent, checked_addresses, exchange

_REDIRECTS = 2


class Unreachable(requests.ConnectionError):
    """A platform that cannot be reached, as a sentence."""


class GuardedAdapter(BaseAdapter):
    """What `requests` sends goes through `exchange`, redirects included."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        body = request.body
        content = body.encode() if isinstance(body, str) else body
        headers = {name: str(value) for name, value in request.headers.items()}
        # The library for connections knows both, and of neither there may be two.
        for name in ("Content-Length", "Host", "Accept-Encoding", "Connection"):
            headers.pop(name, None)
        try:
            reply = exchange(
                str(request.method),
                str(request.url),
                body=bytes(content) if isinstance(content, bytes) else None,
                headers=headers,
                private=settings.LTI_PRIVATE,
            )
        except NotSent as error:
            raise Unreachable(str(error)) from error
        response = requests.Response()
        response.status_code = reply.status
        response.headers = CaseInsensitiveDict(reply.headers)
        response.raw = io.BytesIO(reply.body)
        response.encoding = "utf-8"
        response.url = str(request.url)
        response.request = request
        return response

    def close(self) -> None:
        pass


def new_session() -> requests.Session:
    """For one conversation with a platform. Neither proxies nor passwords of the machine's user."""
    session = requests.Session()
    session.trust_env = False
    session.max_redirects = _REDIRECTS
    session.headers["User-Agent"] = "Courseware"
    for prefix in ("https://", "http://"):
        session.mount(prefix, GuardedAdapter())
    return session


def check_url(url: str) -> str:
    """Why a platform's address cannot be used, as a sentence; empty when it can."""
    try:
        checked_addresses(url, private=settings.LTI_PRIVATE)
    except NotSent as error:
        return str(error)
    return ""


def fetch_json(url: str, **headers: str) -> dict[str, Any]:
    """A JSON object. Raises: NotSent"""
    try:
        with new_session() as session:
            response = session.get(url, headers={"Accept": "application/json", **headers})
            found = response.json()
    except (requests.RequestException, ValueError, RecursionError) as error:
        sentence = str(error) if isinstance(error, Unreachable) else _("It did not return JSON.")
        raise NotSent(sentence) from error
    if not response.ok:
        raise NotSent(_("It responded with status %(status)d.") % {"status": response.status_code})
    if not isinstance(found, dict):
        raise NotSent(_("It did not return a JSON object."))
    return found
