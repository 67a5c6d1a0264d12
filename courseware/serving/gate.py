"""Lets requests into Django: whole ones only, few at a time, the slow ones aside.

Left alone, Django's ASGI handler gives each request a new thread with new connections, from its
first byte to the last byte of its answer. When a class starts a quiz, hundreds of threads contend
for the interpreter, PostgreSQL refuses the hundred and first connection, and writers on SQLite
starve one another until they time out; and a few clients that send or read slowly hold all threads
that there are. Here a request first arrives as a whole (`bodies`), then takes a turn and a thread
(`turns`), and gives both back before its answer is sent. So a client that reads slowly, and a
stream of events, hold none.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from asgiref.sync import ThreadSensitiveContext

from courseware.serving.bodies import Bodies, Body, Gone, Refused
from courseware.serving.errors import Answer, App, Message, Receive, Scope, Send
from courseware.serving.limits import Limits
from courseware.serving.places import address_key
from courseware.serving.turns import Turn, Turns

READING = ("GET", "HEAD", "OPTIONS")  # what stores nothing, and need not be carried out
# What a client still sends of a request that is too large is read and dropped for a while.
DRAIN_SECONDS, DRAIN_BYTES, DRAINS = 5.0, 64 * 1024 * 1024, 32


class Gate:
    """An ASGI application that lets requests into another one.

    Those of which ``is_slow`` knows beforehand that they keep a core busy, such as signing in, have
    turns and threads of their own, so that a hall that signs in at once keeps no page waiting.
    """

    def __init__(
        self,
        app: App,
        *,
        limits: Limits,
        abreast: int = 1,
        threads: int = 8,
        patience: float = 0.2,
        is_slow: Callable[[Scope], bool] | None = None,
    ) -> None:
        self.app, self._is_slow = app, is_slow
        self.bodies = Bodies(limits)
        self.turns = Turns(abreast=abreast, threads=threads, patience=patience)
        # A core each. A hall behind one address may take them all; other addresses come next.
        cores = len(os.sched_getaffinity(0))
        self.slow_turns = Turns(abreast=cores, threads=cores, patience=patience, reserved=0)
        self._drains = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError(f"The site speaks HTTP only, not {scope['type']}.")
        client = scope.get("client")
        address = address_key(client[0]) if client else ""
        try:
            body = self.bodies.enter(address)
        except Refused as refused:
            await _refuse(refused.answer, send)
            return
        try:
            await body.receive(scope, receive)
            await self._work(scope, address, body, receive, send)
        except Refused as refused:
            body.drop()
            await self._refuse(refused.answer, receive, send)
        except Gone:
            pass
        finally:
            body.leave()

    async def _refuse(self, answer: Answer, receive: Receive, send: Send) -> None:
        if answer.status != HTTPStatus.REQUEST_ENTITY_TOO_LARGE or self._drains >= DRAINS:
            await _refuse(answer, send)
            return
        self._drains += 1
        try:
            await _refuse(answer, send, then=_drain(receive))
        finally:
            self._drains -= 1

    async def _work(
        self, scope: Scope, address: str, body: Body, receive: Receive, send: Send
    ) -> None:
        listener = _Listener(receive)
        turn = await self._wait_for_turn(scope, address, listener)
        replies = _Replies(turn, send)
        try:
            # Django opens a context of its own only where none is: so this thread is used.
            async with ThreadSensitiveContext(executor=turn.thread):
                hears = listener.heard if scope["method"] in READING else _never
                await self.app(scope, _body_first(body, hears), replies.send)
        finally:
            turn.leave_when_idle()
            listener.close()

    async def _wait_for_turn(self, scope: Scope, address: str, listener: _Listener) -> Turn:
        """What only reads is dropped when its client leaves the queue; what may store something
        is carried out, as it has arrived."""
        is_slow = self._is_slow is not None and self._is_slow(scope)
        waiting = (self.slow_turns if is_slow else self.turns).request(address)
        try:
            if not waiting.done() and scope["method"] in READING:
                await asyncio.wait((waiting, listener.left), return_when=asyncio.FIRST_COMPLETED)
                if not waiting.done():
                    raise Gone
            return await waiting
        except BaseException:
            if not waiting.cancel() and not waiting.cancelled():
                waiting.result().leave()
            raise


class _Listener:
    """Hears whether the client leaves, at most one wait at a time."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._left: asyncio.Future[Message] | None = None

    @property
    def left(self) -> asyncio.Future[Message]:
        if self._left is None:
            self._left = asyncio.ensure_future(self._receive())
        return self._left

    async def heard(self) -> Message:
        return await (self._receive() if self._left is None else self._left)

    def close(self) -> None:
        if self._left is not None:
            self._left.cancel()


async def _never() -> Message:
    """Django would drop what it is doing for a client that leaves."""
    return await asyncio.Future()


def _body_first(body: Body, then: Receive) -> Receive:
    handed_over = False

    async def receive() -> Message:
        nonlocal handed_over
        if handed_over:
            return await then()
        handed_over = True
        return {"type": "http.request", "body": body.hand_over(), "more_body": False}

    return receive


class _Replies:
    """Sends an answer; its beginning waits for the first part of the body.

    When that is there the work is done, or it is a stream of events. So turn and thread are given
    back before anything is sent: sending may have to wait for a client that does not read.
    """

    def __init__(self, turn: Turn, send: Send) -> None:
        self._turn, self._send = turn, send
        self._start: Message | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._turn.leave()
        if self._start is not None:
            start, self._start = self._start, None
            await self._send(start)
        await self._send(message)


async def _refuse(answer: Answer, send: Send, *, then: Awaitable[None] | None = None) -> None:
    """Answers at once, and completes the answer, which ends the connection, after ``then``."""
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    if then is None:
        await send({"type": "http.response.body", "body": answer.body})
        return
    await send({"type": "http.response.body", "body": answer.body, "more_body": True})
    await then
    await send({"type": "http.response.body", "body": b""})


async def _drain(receive: Receive) -> None:
    """A connection that is closed while its client sends is reset, and the answer may be lost."""
    drained = 0
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_SECONDS):
            while drained < DRAIN_BYTES:
                message = await receive()
                drained += len(message.get("body", b""))
                if not message.get("more_body", False):
                    return
