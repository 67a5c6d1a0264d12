"""Responses that are given without Django: one plain sentence, then the connection ends."""

from __future__ import annotations

import http
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True)
class ErrorResponse:
    status: int
    sentence: str
    retry_after: int | None = None

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", b"%d" % len(self.body)),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
        ]
        if self.retry_after is not None:
            headers.append((b"retry-after", b"%d" % self.retry_after))
        return headers

    @property
    def body(self) -> bytes:
        return f"{self.sentence}\n".encode()

    @property
    def raw(self) -> bytes:
        """The bytes for a connection on which no request has been parsed."""
        phrase = http.HTTPStatus(self.status).phrase
        lines = [f"HTTP/1.1 {self.status} {phrase}".encode()]
        lines += [name + b": " + value for name, value in self.headers]
        return b"\r\n".join([*lines, b"", self.body])


def head_too_slow(seconds: float) -> ErrorResponse:
    return ErrorResponse(
        408,
        f"The request's headers did not arrive within {seconds:g} seconds. "
        "Check your connection and try again.",
    )


def head_too_large(size: int) -> ErrorResponse:
    return ErrorResponse(
        431,
        f"The request's headers are larger than {size // 1024} KiB. "
        "Delete this site's cookies in your browser and try again.",
    )


def body_too_slow(seconds: float) -> ErrorResponse:
    return ErrorResponse(
        408,
        f"The request did not arrive completely within {seconds:g} seconds, so nothing was stored. "
        "Check your connection and send it again.",
    )


def body_too_large(size: int) -> ErrorResponse:
    return ErrorResponse(
        413,
        f"The request is larger than {size // (1024 * 1024)} MiB, so nothing was stored. "
        "Send less, such as a notebook without its outputs.",
    )


EVICTED = ErrorResponse(
    408,
    "The site is busy and the request did not arrive completely, so nothing was stored. "
    "Send it again.",
    retry_after=5,
)
TOO_MANY = ErrorResponse(
    429,
    "Too many requests from your address are in progress. Wait a few seconds and try again.",
    retry_after=5,
)
BUSY = ErrorResponse(
    503,
    "The site is busy, and nothing was stored. Wait a few seconds and try again.",
    retry_after=5,
)
