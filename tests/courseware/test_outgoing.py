"""Requests to servers that somebody named end in bounded time and size."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from courseware import outgoing
from courseware.outgoing import NotSent, checked_addresses, exchange

Answer = Callable[[socket.socket], None]


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], str]]:
    """A server that answers one connection as told; its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []

    def start(answer: Answer) -> str:
        def run() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                with suppress(OSError):  # the other side has had enough
                    answer(connection)

        threads.append(threading.Thread(target=run))
        threads[-1].start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}/x?a=1"

    yield start
    for thread in threads:
        thread.join()
    listener.close()


def get(url: str, **options: Any) -> outgoing.Reply:
    return exchange("GET", url, headers={}, private=True, **options)


def test_a_reply_has_status_headers_and_body(serve):
    url = serve(lambda peer: peer.sendall(b"HTTP/1.1 201 Made\r\nX-A: b\r\n\r\nhello"))
    reply = get(url)
    assert (reply.status, reply.headers["X-A"], reply.body) == (201, "b", b"hello")


def test_a_body_that_is_too_long_is_refused(serve, monkeypatch):
    monkeypatch.setattr(outgoing, "MOST_BYTES", 1000)
    url = serve(lambda peer: peer.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 2000))
    with pytest.raises(NotSent, match="too long"):
        get(url)


def test_a_body_that_drips_is_refused(serve, monkeypatch):
    monkeypatch.setattr(outgoing, "DEADLINE", 0.0)
    url = serve(lambda peer: peer.sendall(b"HTTP/1.1 200 OK\r\n\r\nx"))
    with pytest.raises(NotSent, match="took too long"):
        get(url)


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 x\r\n\r\n"])
def test_what_is_no_http_is_no_response(serve, answer):
    url = serve(lambda peer: peer.sendall(answer))
    with pytest.raises(NotSent, match="No response"):
        get(url)


def test_the_body_is_left_alone_if_nobody_wants_it(serve):
    url = serve(lambda peer: peer.sendall(b"HTTP/1.1 200 OK\r\n\r\nhello"))
    assert get(url, read=False).body == b""


def test_of_several_addresses_one_that_answers_is_taken(serve, monkeypatch):
    url = serve(lambda peer: peer.sendall(b"HTTP/1.1 200 OK\r\n\r\n"))
    monkeypatch.setattr(outgoing, "checked_addresses", lambda *_, **__: ["::1", "127.0.0.1"])
    assert get(url).status == 200


@pytest.mark.parametrize("path", ["/a\r\nX: y", "/a b", "/é"])
def test_an_odd_path_breaks_nothing(path):
    with pytest.raises(NotSent):
        get(f"http://127.0.0.1:9{path}")


def test_private_addresses_and_plain_http_need_permission():
    assert checked_addresses("http://127.0.0.1/", private=True) == ["127.0.0.1"]
    for url in ("http://example.org/", "https://127.0.0.1/"):
        with pytest.raises(NotSent):
            checked_addresses(url, private=False)
