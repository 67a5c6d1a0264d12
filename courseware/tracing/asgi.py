"""Spans of requests, from their headers to the last byte of the response.

Django's part begins later: a request is received and waits for its turn before
(`courseware.serving.gate`). Imported only while tracing is on.
"""

from __future__ import annotations

from django.conf import settings
from opentelemetry.trace import Status, StatusCode

from courseware.serving.errors import App, Message, Receive, Scope, Send
from courseware.serving.methods import method_label
from courseware.tracing import spans

UNTRACED = ("/health/", "/metrics")  # asked for all the time, by machines


class TracedApp:
    """An ASGI application with a span for each request, in the trace that its headers name."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._untraced = (*UNTRACED, settings.STATIC_URL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(self._untraced):
            await self.app(scope, receive, send)
            return
        method = method_label(scope["method"])
        attributes = {"http.request.method": method}
        parent = _traceparent(scope)
        with spans.span(method, kind="server", parent=parent, attributes=attributes) as span:

            async def noting_send(message: Message) -> None:
                if message["type"] == "http.response.start":
                    span.set_attribute("http.response.status_code", message["status"])
                    if message["status"] >= 500:
                        span.set_status(Status(StatusCode.ERROR))
                await send(message)

            await self.app(scope, receive, noting_send)


def _traceparent(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"traceparent":
            return str(value.decode("latin-1"))
    return ""
