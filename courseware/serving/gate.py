"""Admits requests to Django: only complete ones, a few at a time, slow ones apart.

Django's own ASGI handler gives each request a thread with connections of its own, from its first
byte to the last byte of its response. When a class starts a quiz, hundreds of threads contend
for the interpreter, PostgreSQL refuses the hundred and first connection, and writers on SQLite
starve one another until they time out; and a few clients that send or read slowly hold all threads
that there are. Here a request first arrives completely (`bodies`), then waits for a turn and a
thread (`turns`), and releases both before its response is sent. So neither a client that reads
slowly nor a stream of events holds any. docs/decisions/serving.md has the alternatives.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from asgiref.sync import ThreadSensitiveContext

from courseware.serving.bodies import (
    ClientDisconnected,
    RequestBodies,
    RequestBody,
    RequestRejected,
)
from courseware.serving.errors import App, ErrorResponse, Message, Receive, Scope, Send
from courseware.serving.limits import Limits
from courseware.serving.quotas import address_key
from courseware.serving.turns import Turn, TurnQueue

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")  # store nothing, so they can be dropped
# The rest of a request that is too large is read and discarded, up to these limits: by default
# eight times the largest body.
DRAIN_SECONDS, DRAIN_BYTES, MAX_DRAINS = 5.0, 64 * 1024 * 1024, 32


class Gate:
    """An ASGI application that admits requests to another one.

    Requests that ``is_slow`` expects to keep a core busy, such as signing in, have turns and
    threads of their own: a whole class that signs in delays no page.
    """

    def __init__(
        self,
        app: App,
        *,
        limits: Limits,
        concurrency: int = 1,
        threads: int = 8,
        patience: float = 0.2,
        is_slow: Callable[[Scope], bool] | None = None,
    ) -> None:
        self.app, self._is_slow = app, is_slow
        self.bodies = RequestBodies(limits)
        self.turns = TurnQueue(concurrency=concurrency, threads=threads, patience=patience)
        # One for each core. A class behind one address may take all; other addresses come next.
        cores = len(os.sched_getaffinity(0))
        self.slow_turns = TurnQueue(concurrency=cores, threads=cores, patience=patience, reserved=0)
        self._drains = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError(f"The site speaks HTTP only, not {scope['type']}.")
        client = scope.get("client")
        address = address_key(client[0]) if client else ""
        try:
            body = self.bodies.admit(address)
        except RequestRejected as rejection:
            await _send_error(rejection.response, send)
            return
        try:
            await body.receive(scope, receive)
            await self._work(scope, address, body, receive, send)
        except RequestRejected as rejection:
            body.discard()
            await self._send_error(rejection.response, receive, send)
        except ClientDisconnected:
            pass
        finally:
            body.close()

    async def _send_error(self, response: ErrorResponse, receive: Receive, send: Send) -> None:
        if response.status != HTTPStatus.REQUEST_ENTITY_TOO_LARGE or self._drains >= MAX_DRAINS:
            await _send_error(response, send)
            return
        self._drains += 1
        try:
            await _send_error(response, send, then=_drain(receive))
        finally:
            self._drains -= 1

    async def _work(
        self, scope: Scope, address: str, body: RequestBody, receive: Receive, send: Send
    ) -> None:
        listener = _DisconnectListener(receive)
        turn = await self._wait_for_turn(scope, address, listener)
        deferred = _DeferredSend(turn, send)
        try:
            # Django opens a context of its own only where none is: so this thread is used.
            async with ThreadSensitiveContext(executor=turn.thread):
                receive_more = (
                    listener.receive if scope["method"] in SAFE_METHODS else _wait_forever
                )
                await self.app(scope, _replay_body(body, receive_more), deferred.send)
        finally:
            turn.finish_when_idle()
            listener.close()

    async def _wait_for_turn(
        self, scope: Scope, address: str, listener: _DisconnectListener
    ) -> Turn:
        """A safe request is dropped when its client leaves the queue; what may store something is
        carried out, because it has arrived completely."""
        is_slow = self._is_slow is not None and self._is_slow(scope)
        waiting = (self.slow_turns if is_slow else self.turns).request(address)
        try:
            if not waiting.done() and scope["method"] in SAFE_METHODS:
                await asyncio.wait(
                    (waiting, listener.disconnected), return_when=asyncio.FIRST_COMPLETED
                )
                if not waiting.done():
                    raise ClientDisconnected
            return await waiting
        except BaseException:  # cancellation too: a turn that came meanwhile must be released
            if not waiting.cancel() and not waiting.cancelled():
                waiting.result().finish()
            raise


class _DisconnectListener:
    """Waits for the client to disconnect; two waits share one call of ``receive``."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._disconnect: asyncio.Future[Message] | None = None

    @property
    def disconnected(self) -> asyncio.Future[Message]:
        if self._disconnect is None:
            self._disconnect = asyncio.ensure_future(self._receive())
        return self._disconnect

    async def receive(self) -> Message:
        return await (self._receive() if self._disconnect is None else self._disconnect)

    def close(self) -> None:
        if self._disconnect is not None:
            self._disconnect.cancel()


async def _wait_forever() -> Message:
    """In place of ``receive``: Django would cancel a view whose client disconnects."""
    return await asyncio.Future()


def _replay_body(body: RequestBody, then: Receive) -> Receive:
    replayed = False

    async def receive() -> Message:
        nonlocal replayed
        if replayed:
            return await then()
        replayed = True
        return {"type": "http.request", "body": body.detach(), "more_body": False}

    return receive


class _DeferredSend:
    """Sends a response, holding its start back until the first part of the body.

    By then the work is done, or the response is a stream of events. So turn and thread are released
    before anything is sent: sending may have to wait for a client that does not read.
    """

    def __init__(self, turn: Turn, send: Send) -> None:
        self._turn, self._send = turn, send
        self._start: Message | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._turn.finish()
        if self._start is not None:
            start, self._start = self._start, None
            await self._send(start)
        await self._send(message)


async def _send_error(
    response: ErrorResponse, send: Send, *, then: Awaitable[None] | None = None
) -> None:
    """Responds at once; the response is completed, which ends the connection, after ``then``."""
    await send(
        {"type": "http.response.start", "status": response.status, "headers": response.headers}
    )
    if then is None:
        await send({"type": "http.response.body", "body": response.body})
        return
    await send({"type": "http.response.body", "body": response.body, "more_body": True})
    await then
    await send({"type": "http.response.body", "body": b""})


async def _drain(receive: Receive) -> None:
    """Reads what the client still sends: closing earlier would reset the connection, and the client
    might never see the response."""
    drained = 0
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_SECONDS):
            while drained < DRAIN_BYTES:
                message = await receive()
                drained += len(message.get("body", b""))
                if not message.get("more_body", False):
                    return
