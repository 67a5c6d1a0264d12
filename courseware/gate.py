"""At most so many requests are worked on at once; the others wait in order, each for its turn.

Django's ASGI handler gives each request a thread of its own. When a class starts a quiz, hundreds
of threads would contend for the interpreter and each for a connection to the database: PostgreSQL
refuses the hundred and first, and writers on SQLite starve one another until they time out. A
request that waits here costs next to nothing.

The place is given back when the response begins, so that streams of events hold none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Gate:
    """An ASGI application that lets ``places`` requests into another one at a time."""

    def __init__(self, app: App, places: int) -> None:
        self.app, self.places = app, places
        self._free: asyncio.Semaphore | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self._free is None:
            self._free = asyncio.Semaphore(self.places)
        place = _Place(self._free)
        await place.take()

        async def send_and_leave(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                place.leave()
            await send(message)

        try:
            await self.app(scope, receive, send_and_leave)
        finally:
            place.leave()


class _Place:
    """One place, given back once however often it is said."""

    def __init__(self, free: asyncio.Semaphore) -> None:
        self.free, self.taken = free, False

    async def take(self) -> None:
        await self.free.acquire()
        self.taken = True

    def leave(self) -> None:
        if self.taken:
            self.taken = False
            self.free.release()
