"""Compresses pages, which are mostly formulas in MathML, to a seventh of their size."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressionMiddleware(GZipMiddleware):
    """Django's, which hides secrets from attacks on compression, for complete responses alone.

    Events have to arrive at once, and files are read by the handler while they are sent.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.streaming:
            return response
        return super().process_response(request, response)
