"""The name of a request's span."""

from __future__ import annotations

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import Client

from courseware.tracing import spans
from courseware.tracing.middleware import TracingMiddleware


def test_while_tracing_is_off_it_is_not_in_the_way():
    with pytest.raises(MiddlewareNotUsed):
        TracingMiddleware(lambda request: HttpResponse())


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/courses/ml/", "/courses/<slug:course>/"),
        ("/accounts/password/reset/key/3-secret/", "/accounts/password/reset/key/"),
        ("/nowhere/secret/", "none"),
    ],
)
def test_a_span_has_the_pattern_of_the_address_and_the_id_of_the_request(
    path: str, route: str, course, exported_spans
):
    with spans.span("GET"):
        response = Client().get(path, {"secret": "1"})
    (span,) = exported_spans.get_finished_spans()
    assert span.name.startswith(f"GET {route}")
    assert span.attributes["http.route"].startswith(route)
    assert span.attributes["courseware.request_id"] == response["X-Request-ID"]
    assert "3-secret" not in span.to_json()
    assert "/secret" not in span.to_json()
