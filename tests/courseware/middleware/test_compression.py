"""Pages are compressed; what streams goes out as it is."""

from __future__ import annotations

import gzip

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from courseware.middleware.compression import CompressionMiddleware

PAGE = b"<p>a paragraph of a page</p>" * 100


def sent(response: HttpResponseBase) -> HttpResponseBase:
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip, br"})
    return CompressionMiddleware(lambda _: response)(request)


def test_a_page_is_compressed():
    response = sent(HttpResponse(PAGE))
    assert isinstance(response, HttpResponse)
    assert response["Content-Encoding"] == "gzip"
    assert response["Vary"] == "Accept-Encoding"
    assert gzip.decompress(response.content) == PAGE
    assert len(response.content) < len(PAGE) / 5


def test_events_are_sent_as_they_come():
    response = sent(StreamingHttpResponse([PAGE, PAGE]))
    assert isinstance(response, StreamingHttpResponse)
    assert "Content-Encoding" not in response
    assert list(response.streaming_content) == [PAGE, PAGE]
