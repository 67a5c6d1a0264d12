"""Responses that are given without Django."""

from __future__ import annotations

import pytest

from courseware.serving import errors
from courseware.serving.errors import ErrorResponse

ALL = [
    errors.EVICTED,
    errors.TOO_MANY,
    errors.BUSY,
    errors.head_too_slow(10),
    errors.head_too_large(32 * 1024),
    errors.body_too_slow(30),
    errors.body_too_large(8 * 1024 * 1024),
]


@pytest.mark.parametrize("response", ALL, ids=lambda response: response.sentence[:30])
def test_a_response_says_what_to_do_and_ends_the_connection(response: ErrorResponse):
    headers = dict(response.headers)
    assert headers[b"connection"] == b"close"
    assert headers[b"cache-control"] == b"no-store"
    assert int(headers[b"content-length"]) == len(response.body)
    assert response.sentence.endswith(".")
    assert response.sentence.count(".") >= 2


def test_the_bytes_are_a_whole_response():
    raw = errors.BUSY.raw
    head, _, body = raw.partition(b"\r\n\r\n")
    assert head.split(b"\r\n")[0] == b"HTTP/1.1 503 Service Unavailable"
    assert b"retry-after: 5" in head.split(b"\r\n")
    assert body == errors.BUSY.body


@pytest.mark.parametrize(
    ("response", "status", "words"),
    [
        (errors.head_too_slow(10), 408, "within 10 seconds"),
        (errors.head_too_large(32 * 1024), 431, "32 KiB"),
        (errors.body_too_slow(0.5), 408, "within 0.5 seconds"),
        (errors.body_too_large(8 * 1024 * 1024), 413, "8 MiB"),
    ],
)
def test_a_limit_is_named_in_people_s_units(response: ErrorResponse, status: int, words: str):
    assert response.status == status
    assert words in response.sentence


@pytest.mark.parametrize("response", ALL, ids=lambda response: response.sentence[:30])
def test_only_what_may_succeed_soon_names_a_time_to_try_again(response: ErrorResponse):
    named = b"retry-after" in dict(response.headers)
    assert named is (response in (errors.EVICTED, errors.TOO_MANY, errors.BUSY))
