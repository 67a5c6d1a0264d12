"""Names the span of a request after the pattern of its address."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from courseware.serving.methods import method_label
from courseware.tracing import spans


class TracingMiddleware:
    """The address itself may be a secret, as in a link that resets a password; its pattern is none.

    The request's id leads from a response and from lines of the log to the trace.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not spans.is_on():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        route = f"/{match.route}" if match else "none"
        attributes = {"http.route": route, "courseware.request_id": request.request_id}
        spans.describe(f"{method_label(request.method)} {route}", attributes)
        return response
