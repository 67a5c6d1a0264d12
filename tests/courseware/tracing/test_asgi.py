"""Spans of requests."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from courseware.tracing import spans
from courseware.tracing.asgi import TracedApp

SENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def respond(path: str = "/courses/", *, status: int = 200, **scope: Any) -> list[dict[str, Any]]:
    """What is sent for a request; the application checks that it is inside of the span."""
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] == "/broken/":
            raise ValueError("somebody's name")
        spans.describe("named", {"inside": spans.trace_id() != ""})
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b"x"})

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    given = {"type": "http", "method": "GET", "headers": [], "path": path} | scope
    asyncio.run(TracedApp(app)(given, receive, send))
    return sent


def test_a_request_is_a_span_with_its_method_and_status(exported_spans):
    sent = respond(headers=[(b"host", b"localhost"), (b"user-agent", b"a-browser")])
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    (span,) = exported_spans.get_finished_spans()
    assert (span.name, span.kind.name, span.parent) == ("named", "SERVER", None)
    assert dict(span.attributes) == {
        "http.request.method": "GET",
        "http.response.status_code": 200,
        "inside": True,
    }
    assert span.status.status_code.name == "UNSET"


def test_a_request_goes_on_with_the_trace_of_its_headers(exported_spans):
    respond(headers=[(b"traceparent", SENT.encode())])
    (span,) = exported_spans.get_finished_spans()
    assert f"{span.context.trace_id:032x}" == SENT[3:35]


@pytest.mark.parametrize("value", [b"", b"\xff\xfe", b"00-zz"])
def test_a_header_that_is_no_traceparent_is_ignored(value: bytes, exported_spans):
    respond(headers=[(b"traceparent", value)])
    (span,) = exported_spans.get_finished_spans()
    assert span.parent is None


def test_a_method_is_one_of_few_words(exported_spans):
    respond(method="SECRET")
    (span,) = exported_spans.get_finished_spans()
    assert span.attributes["http.request.method"] == "other"


def test_a_failure_of_the_site_marks_the_span(exported_spans):
    respond(status=503)
    with pytest.raises(ValueError):
        respond("/broken/")
    unavailable, broken = exported_spans.get_finished_spans()
    assert (unavailable.status.is_ok, broken.status.is_ok) == (False, False)
    assert (broken.name, broken.attributes["error.type"]) == ("GET", "ValueError")
    assert "somebody" not in broken.to_json()


@pytest.mark.parametrize("path", ["/health/", "/metrics", "/static/site.css"])
def test_what_machines_ask_for_all_the_time_is_not_traced(path: str, exported_spans):
    assert respond(path)
    assert exported_spans.get_finished_spans() == ()
