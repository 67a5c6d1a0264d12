"""Gives each request an id, which its log lines and its response carry."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from courseware.logs.context import log_context

HEADER = "X-Request-ID"
_VALID = re.compile(r"[\w.-]{8,64}", re.ASCII)


class RequestIdMiddleware:
    """A proxy's id is kept where it is harmless in a log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        identity = given if _VALID.fullmatch(given) else secrets.token_hex(8)
        request.request_id = identity
        with log_context(request_id=identity):
            response = self.get_response(request)
        response[HEADER] = identity
        return response
