"""Who is worked on next, and in which thread.

Quick requests are done soonest one at a time, as the interpreter does one thing at a time anyway;
or a few abreast where they wait for a server and its disk. So a request takes its turn, in one of
a few threads that stay and keep their database connection open. When it has not answered after a
moment, the next one may begin beside it: a slow page holds nobody up.

Client addresses take turns too, so that a long queue from one address makes nobody else wait, and
slow requests of one address never fill all threads.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor

RESERVED = 2  # threads that one address alone cannot take


class Turns:
    """Lets requests in, ``abreast`` at a time.

    After ``patience`` seconds without an answer the next may follow, up to ``threads`` at once.
    """

    def __init__(
        self, *, abreast: int, threads: int, patience: float, reserved: int = RESERVED
    ) -> None:
        self.patience = patience
        self.most_of_one = max(1, threads - reserved)
        self._turns = abreast
        # The thread that was free last is used first, so that few database connections are open.
        self._threads: list[Executor] = [
            ThreadPoolExecutor(1, thread_name_prefix="page") for _ in range(threads)
        ]
        self._inside: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[asyncio.Future[Turn]]] = OrderedDict()

    def request(self, address: str) -> asyncio.Future[Turn]:
        """Done when the turn has come. Cancel it to leave the queue."""
        future: asyncio.Future[Turn] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(address, deque()).append(future)
        self._admit()
        return future

    def _admit(self) -> None:
        while self._turns and self._threads and (found := self._next()) is not None:
            address, future = found
            self._turns -= 1
            self._inside[address] += 1
            future.set_result(Turn(self, address, self._threads.pop()))

    def _next(self) -> tuple[str, asyncio.Future[Turn]] | None:
        """The oldest waiting request of the address whose turn it is."""
        for address, queue in list(self._waiting.items()):
            while queue and queue[0].done():  # the client has left the queue
                queue.popleft()
            if not queue:
                del self._waiting[address]
            elif self._inside[address] < self.most_of_one:
                self._waiting.move_to_end(address)
                return address, queue.popleft()
        return None

    def _end_turn(self) -> None:
        self._turns += 1
        self._admit()

    def _leave(self, address: str, thread: Executor) -> None:
        self._threads.append(thread)
        self._inside[address] -= 1
        if not self._inside[address]:
            del self._inside[address]
        self._admit()


class Turn:
    """A turn and a thread, each given back once however often it is said."""

    def __init__(self, turns: Turns, address: str, thread: Executor) -> None:
        self.thread = thread
        self._turns, self._address = turns, address
        self._has_turn = self._has_thread = True
        self._timer = asyncio.get_running_loop().call_later(turns.patience, self._let_next)

    def _let_next(self) -> None:
        if self._has_turn:
            self._has_turn = False
            self._turns._end_turn()

    def leave(self) -> None:
        """The work is done."""
        self._timer.cancel()
        if self._has_thread:
            self._has_thread = False
            self._turns._leave(self._address, self.thread)
        self._let_next()

    def leave_when_idle(self) -> None:
        """The client has left, perhaps in the middle of the work: that goes on in its thread, which
        is nobody else's until it is through."""
        if self._has_thread:
            loop = asyncio.get_running_loop()
            done = self.thread.submit(_nothing)
            done.add_done_callback(lambda _: _call_in(loop, self.leave))


def _nothing() -> None: ...


def _call_in(loop: asyncio.AbstractEventLoop, function: Callable[[], None]) -> None:
    with contextlib.suppress(RuntimeError):  # the loop is closed: the site is stopping
        loop.call_soon_threadsafe(function)
