"""A real uvicorn with our connections and gate around a small application."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from django.conf import settings

from courseware.serving.connections import Connection
from courseware.serving.gate import Gate
from courseware.serving.limits import Limits

PATIENCE = 120.0  # seconds for what comes after a fraction of one


class App:
    """Answers each request with its method, path and body; keeps what it has seen."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.left = threading.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        message = await receive()
        line = f"{scope['method']} {scope['path']} {message['body'].decode()}".strip()
        self.seen.append(line)
        content = line.encode()
        if scope["path"] == "/large":
            content = 64 * 1024 * 1024 * b"x"
        length = (b"content-length", b"%d" % len(content))
        if scope["path"] == "/stream":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"hello", "more_body": True})
            while (await receive())["type"] != "http.disconnect":
                pass
            self.left.set()
            return
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        await send({"type": "http.response.body", "body": content})


class Client(socket.socket):
    """A connection on which a test sends what it likes."""

    def __init__(self, port: int) -> None:
        super().__init__(socket.AF_INET, socket.SOCK_STREAM)
        self.settimeout(PATIENCE)
        self.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.connect(("127.0.0.1", port))

    def send_text(self, text: str | bytes) -> Client:
        """Sends it; the server may have ended the connection meanwhile."""
        with contextlib.suppress(ConnectionError):
            self.sendall(text.encode() if isinstance(text, str) else text)
        return self

    def read_all(self, until: bytes | None = None) -> str:
        """What the server sends, to the end or until ``until`` has arrived."""
        received = b""
        try:
            while until is None or until not in received:
                if not (part := self.recv(65536)):
                    break
                received += part
        except ConnectionError:
            pass
        return received.decode(errors="replace")


class Running:
    def __init__(self, app: App, server: uvicorn.Server, port: int) -> None:
        self.app, self.server, self.port = app, server, port
        self.clients: list[Client] = []

    def client(self, says: str | bytes = "") -> Client:
        client = Client(self.port)
        self.clients.append(client)
        return client.send_text(says)

    def answers(self, path: str = "/") -> str:
        """What an ordinary client gets."""
        return self.client(
            f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        ).read_all()


@pytest.fixture
def serve() -> Iterator[Callable[..., Running]]:
    """Starts a server with the limits that are given, and one thread."""
    started: list[tuple[Running, threading.Thread]] = []

    def serve(
        *, threads: int = 1, keep_alive: int = 60, proxies: str = "127.0.0.1", **limited: Any
    ) -> Running:
        limits = Limits(**{**settings.WEB_LIMITS, **limited})
        app = App()
        protocol = type("Limited", (Connection,), {"limits": limits})
        config = uvicorn.Config(
            Gate(app, threads=threads, limits=limits),
            http=protocol,
            ws="none",
            lifespan="off",
            timeout_keep_alive=keep_alive,
            forwarded_allow_ips=proxies,
            timeout_graceful_shutdown=1,
            log_level="critical",
        )
        server = uvicorn.Server(config)
        listening = socket.create_server(("127.0.0.1", 0))
        thread = threading.Thread(
            target=lambda: asyncio.run(server.serve(sockets=[listening])), daemon=True
        )
        thread.start()
        running = Running(app, server, listening.getsockname()[1])
        started.append((running, thread))
        return running

    yield serve
    for running, thread in started:
        running.server.should_exit = True
        for client in running.clients:
            client.close()
        thread.join(PATIENCE)
