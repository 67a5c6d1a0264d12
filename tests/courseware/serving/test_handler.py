"""Files of the site as the server sends them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from django.conf import settings

from courseware.serving.handler import PIECE_BYTES, Handler

FILE = max(Path(settings.STATICFILES_DIRS[0]).glob("*.js"), key=lambda file: file.stat().st_size)


def ask(*headers: tuple[bytes, bytes], method: str = "GET") -> tuple[dict[str, Any], list[bytes]]:
    """Start and parts of the answer for the largest script."""
    scope = {
        "type": "http",
        "method": method,
        "path": f"/static/{FILE.name}",
        "headers": [(b"host", b"localhost"), *headers],
        "query_string": b"",
    }
    sent: list[dict[str, Any]] = []

    async def scene() -> None:
        messages = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> dict[str, Any]:
            return messages.pop() if messages else await asyncio.Future()

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await Handler()(scope, receive, send)

    asyncio.run(scene())
    return sent[0], [message.get("body", b"") for message in sent[1:]]


def test_a_file_is_sent_in_pieces():
    start, parts = ask()

    assert start["status"] == 200
    assert b"".join(parts) == FILE.read_bytes()
    assert max(map(len, parts)) <= PIECE_BYTES < FILE.stat().st_size


def test_a_part_of_a_file_is_sent_alone():
    start, parts = ask((b"range", b"bytes=100-199"))

    assert start["status"] == 206
    assert b"".join(parts) == FILE.read_bytes()[100:200]


def test_a_head_has_no_body():
    start, parts = ask(method="HEAD")

    assert start["status"] == 200
    assert b"".join(parts) == b""
