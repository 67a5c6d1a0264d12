"""Django's ASGI handler with one change of threads for each request, and files sent in pieces.

Django's own changes threads for every synchronous middleware, there and back: a dozen times for
each request, which costs as much as a quick view. Here middleware and view run together in the
request's thread, and only the response is sent asynchronously, streams included.

A file is read while it is sent. Django's handler reads all of it first, and keeps it in memory for
as long as the client takes.
"""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from typing import BinaryIO

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.base import BaseHandler
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase

PIECE_BYTES = 64 * 1024  # large enough that few are needed, small beside the rest of a process


class Handler(ASGIHandler):
    """Loads the middleware for synchronous use, whatever it declares."""

    def __init__(self) -> None:
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        response = await sync_to_async(self.get_response, thread_sensitive=True)(request)
        if isinstance(response, FileResponse):
            if request.method == "HEAD":
                response.streaming_content = _pieces(io.BytesIO())
            elif response.file_to_stream is not None:  # which the response still closes
                response.streaming_content = _pieces(response.file_to_stream)
        return response


async def _pieces(file: BinaryIO) -> AsyncIterator[bytes]:
    """Read by the event loop itself: reading a piece costs less than changing threads."""
    while piece := file.read(PIECE_BYTES):
        yield piece
