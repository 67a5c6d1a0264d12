"""Which request runs next, and in which thread.

Quick requests finish soonest one at a time, because the interpreter runs one thread at a time
anyway; or a few at a time where they wait for a database server. So each request waits for a turn,
and runs in one of a few threads that stay and keep their database connections open. When it has not
responded after a moment, the next request may start beside it: a slow page delays nobody.

Client addresses take turns too: a long queue from one address makes nobody else wait, and slow
requests of one address never fill all threads.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor

RESERVED = 2  # threads that one address alone cannot take


class TurnQueue:
    """Admits requests, ``concurrency`` at a time.

    After ``patience`` seconds without a response the next may start, up to ``threads`` at once.
    """

    def __init__(
        self, *, concurrency: int, threads: int, patience: float, reserved: int = RESERVED
    ) -> None:
        self.patience = patience
        self.threads_per_address = max(1, threads - reserved)
        self._free_turns = concurrency
        # The thread that was free last is used first, so that few database connections are open.
        self._threads: list[Executor] = [
            ThreadPoolExecutor(1, thread_name_prefix="page") for _ in range(threads)
        ]
        self._running: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[asyncio.Future[Turn]]] = OrderedDict()

    def request(self, address: str) -> asyncio.Future[Turn]:
        """A future that is done when the turn has come. Cancel it to leave the queue."""
        future: asyncio.Future[Turn] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(address, deque()).append(future)
        self._admit()
        return future

    def _admit(self) -> None:
        while self._free_turns and self._threads and (found := self._next()) is not None:
            address, future = found
            self._free_turns -= 1
            self._running[address] += 1
            future.set_result(Turn(self, address, self._threads.pop()))

    def _next(self) -> tuple[str, asyncio.Future[Turn]] | None:
        """The oldest waiting request of the address whose turn it is."""
        for address, queue in list(self._waiting.items()):
            while queue and queue[0].done():  # the client has left the queue
                queue.popleft()
            if not queue:
                del self._waiting[address]
            elif self._running[address] < self.threads_per_address:
                self._waiting.move_to_end(address)
                return address, queue.popleft()
        return None

    def _end_turn(self) -> None:
        self._free_turns += 1
        self._admit()

    def _release_thread(self, address: str, thread: Executor) -> None:
        self._threads.append(thread)
        self._running[address] -= 1
        if not self._running[address]:
            del self._running[address]
        self._admit()


class Turn:
    """A turn and a thread; releasing either again does nothing."""

    def __init__(self, queue: TurnQueue, address: str, thread: Executor) -> None:
        self.thread = thread
        self._queue, self._address = queue, address
        self._has_turn = self._has_thread = True
        self._timer = asyncio.get_running_loop().call_later(queue.patience, self._release_turn)

    def _release_turn(self) -> None:
        if self._has_turn:
            self._has_turn = False
            self._queue._end_turn()

    def finish(self) -> None:
        """Releases both: the work is done."""
        self._timer.cancel()
        if self._has_thread:
            self._has_thread = False
            self._queue._release_thread(self._address, self.thread)
        self._release_turn()

    def finish_when_idle(self) -> None:
        """Releases both once the thread is idle.

        The client may have left in the middle of the work, which then goes on in its thread.
        """
        if self._has_thread:
            loop = asyncio.get_running_loop()
            done = self.thread.submit(_nothing)
            done.add_done_callback(lambda _: _call_in(loop, self.finish))


def _nothing() -> None: ...


def _call_in(loop: asyncio.AbstractEventLoop, function: Callable[[], None]) -> None:
    with contextlib.suppress(RuntimeError):  # the loop is closed: the site is stopping
        loop.call_soon_threadsafe(function)
