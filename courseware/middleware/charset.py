"""Accepts forms in UTF-8 only, which is what browsers send from pages in UTF-8.

Django decodes a form with whatever codec the request names. Some of them fail with errors that no
view can catch, and some produce text that no database can store.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse


class CharsetMiddleware:
    """Responds with 400 to a body that declares another encoding."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset")
        if charset is not None and not _is_utf8(charset):
            raise BadRequest("Requests are read as UTF-8 only.")
        return self.get_response(request)


def _is_utf8(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name == "utf-8"
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return False
