"""Connections that hold on to a site without using it, and pages asked for meanwhile."""

from __future__ import annotations

import asyncio
import itertools
import socket
import time
import urllib.parse
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

EVERY = 1.0  # seconds between bytes of a client that trickles
TURNS = 30  # bytes until it begins again, if it has not been thrown out


@dataclass(frozen=True)
class Place:
    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> Place:
        parts = urllib.parse.urlsplit(url)
        assert parts.hostname is not None and parts.port is not None
        return cls(parts.hostname, parts.port)

    def head(self, method: str, path: str, *lines: str) -> bytes:
        start = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", *lines]
        return "\r\n".join([*start, "", ""]).encode()


# How a client is slow: what it sends at first, and then again and again.
Slow = Callable[[Place], tuple[bytes, bytes]]


def idle(place: Place) -> tuple[bytes, bytes]:
    return b"", b""


def headers(place: Place) -> tuple[bytes, bytes]:
    return place.head("GET", "/")[:-2] + b"X-Slow: ", b"a"


def post(place: Place) -> tuple[bytes, bytes]:
    form = "Content-Type: application/x-www-form-urlencoded"
    return place.head("POST", "/accounts/login/", form, "Content-Length: 1000") + b"login=", b"a"


def upload(place: Place) -> tuple[bytes, bytes]:
    chunked = place.head("POST", "/accounts/login/", "Transfer-Encoding: chunked")
    return chunked + b"10000\r\n" + 65536 * b"a" + b"\r\n", b"1\r\na\r\n"


def unread(place: Place) -> tuple[bytes, bytes]:
    return 4 * place.head("GET", "/static/editor.js"), b""


@asynccontextmanager
async def slow_clients(place: Place, count: int, kinds: Sequence[Slow]) -> AsyncIterator[None]:
    """``count`` of them at any time: whoever is thrown out comes again."""
    kind_of = itertools.cycle(kinds)
    tasks = [asyncio.create_task(_hold(place, next(kind_of))) for _ in range(count)]
    await asyncio.sleep(3.0)
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _hold(place: Place, kind: Slow) -> None:
    first, again = kind(place)
    while True:
        with suppress(OSError):
            reader, writer = await _connect_with_small_buffers(place)
            try:
                writer.write(first)
                for _ in range(TURNS):
                    await asyncio.sleep(EVERY)
                    if reader.at_eof() or writer.is_closing():
                        break
                    writer.write(again)
            finally:
                writer.transport.abort()
        await asyncio.sleep(0.1)


async def _connect_with_small_buffers(
    place: Place,
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """What is not read stays with the server."""
    connection = socket.socket()
    connection.setblocking(False)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    await asyncio.get_running_loop().sock_connect(connection, (place.host, place.port))
    return await asyncio.open_connection(sock=connection, limit=1024)


@asynccontextmanager
async def open_pages(
    place: Place, pages: Sequence[tuple[str, str]], most_at_once: int = 20
) -> AsyncIterator[list[asyncio.StreamReader]]:
    """A stream of events for each pair of session and path, all of them told how things stand."""
    writers, gate = [], asyncio.Semaphore(most_at_once)

    async def start(session: str, path: str) -> asyncio.StreamReader:
        async with gate:
            reader, writer = await asyncio.open_connection(place.host, place.port)
            writers.append(writer)
            writer.write(place.head("GET", path, f"Cookie: sessionid={session}"))
            heard = await asyncio.wait_for(reader.readuntil(b"event: fragment"), 60)
            assert heard.startswith(b"HTTP/1.1 200 "), heard
            return reader

    try:
        yield await asyncio.gather(*(start(*page) for page in pages))
    finally:
        for writer in writers:
            writer.transport.abort()


async def seconds_of_pages(
    place: Place, session: str, paths: Sequence[str], rounds: int, pause: float = 0.05
) -> list[float]:
    """How long each takes, asked one after the other on a new connection each."""
    cookie, close = f"Cookie: sessionid={session}", "Connection: close"
    taken = []
    for path in rounds * list(paths):
        began = time.perf_counter()
        reader, writer = await asyncio.open_connection(place.host, place.port)
        writer.write(place.head("GET", path, cookie, close))
        answer = await asyncio.wait_for(reader.read(), 60)
        taken.append(time.perf_counter() - began)
        writer.close()
        assert answer.startswith(b"HTTP/1.1 200 "), answer[:300]
        await asyncio.sleep(pause)
    return taken
