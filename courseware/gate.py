"""Requests are worked on in turn, few at a time, the slow ones aside; the others wait in order.

Left alone, Django's ASGI handler gives each request a new thread with new connections. When a
class starts a quiz, hundreds of threads contend for the interpreter, PostgreSQL refuses the hundred
and first connection, and writers on SQLite starve one another until they time out. Quick requests
are done soonest one at a time, as the interpreter does one thing at a time anyway; or a few abreast
where they wait for a server and its disk. So a request takes its turn, in one of a few threads that
stay and keep their connection open. When it has not answered after a moment, the next one may begin
beside it: a slow page holds nobody up.

Turn and thread are given back when the response begins, so that streams of events hold none: what
a stream still asks of the database takes turns with the next request there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

from asgiref.sync import ThreadSensitiveContext

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Gate:
    """An ASGI application that lets requests into another one in turn, ``abreast`` at a time.

    After ``patience`` seconds without an answer the next may follow, up to ``threads`` at once.
    """

    def __init__(
        self, app: App, *, abreast: int = 1, threads: int = 8, patience: float = 0.2
    ) -> None:
        self.app, self.abreast, self.threads, self.patience = app, abreast, threads, patience
        self._turn: asyncio.Semaphore | None = None
        self._free: asyncio.LifoQueue[Executor] = asyncio.LifoQueue()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        place = await self._enter()

        async def send_and_leave(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                place.leave()
            await send(message)

        try:
            # Django opens a context of its own only where none is: so this thread is used.
            async with ThreadSensitiveContext(executor=place.thread):
                await self.app(scope, receive, send_and_leave)
        finally:
            place.leave()

    async def _enter(self) -> _Place:
        if self._turn is None:  # made with the first request, as they belong to its event loop
            self._turn, self._free = asyncio.Semaphore(self.abreast), asyncio.LifoQueue()
            for _ in range(self.threads):
                self._free.put_nowait(ThreadPoolExecutor(1, thread_name_prefix="page"))
        await self._turn.acquire()
        try:
            thread = await self._free.get()
        except BaseException:  # a client that went away while it waited
            self._turn.release()
            raise
        return _Place(self._turn, self._free, thread, self.patience)


class _Place:
    """A turn and a thread, each given back once however often it is said."""

    def __init__(
        self,
        turn: asyncio.Semaphore,
        free: asyncio.LifoQueue[Executor],
        thread: Executor,
        patience: float,
    ) -> None:
        self.turn, self.free, self.thread = turn, free, thread
        self.has_turn = self.has_thread = True
        self.timer = asyncio.get_running_loop().call_later(patience, self.let_next)

    def let_next(self) -> None:
        if self.has_turn:
            self.has_turn = False
            self.turn.release()

    def leave(self) -> None:
        self.timer.cancel()
        self.let_next()
        if self.has_thread:
            self.has_thread = False
            self.free.put_nowait(self.thread)
