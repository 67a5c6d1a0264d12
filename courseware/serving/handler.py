"""Django's ASGI handler with one change of threads a request.

The usual one changes threads for every middleware that is not written asynchronously, there and
back: a dozen times a request, which costs as much as a quick view. Here middleware and view run in
one go in the request's thread, and only what they answer is sent asynchronously, streams included.
"""

from __future__ import annotations

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class Handler(ASGIHandler):
    def __init__(self) -> None:
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        return await sync_to_async(self.get_response, thread_sensitive=True)(request)
