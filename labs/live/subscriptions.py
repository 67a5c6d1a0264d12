"""Pages that wait for results, served together by one hub for each process.

However many pages wait, there is one Redis connection that hears of news and one thread with one
database connection that reads the progress of submissions: of those with news soon, of all of them
every few seconds, for news may be lost. A waiting page itself is a few objects in memory.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, contextmanager
from weakref import WeakKeyDictionary

import redis
from django.db import close_old_connections, connections

from labs.live import news
from labs.selectors import Progress, progress_of

log = logging.getLogger(__name__)
MIN_INTERVAL = 0.02  # seconds between reads, so that news of many submissions take one query
POLL_INTERVAL = 5.0  # seconds between reads of a submission of which there is no news
POLL_INTERVAL_WITHOUT_REDIS = 1.0
RECONNECT_AFTER = 5.0  # seconds until Redis is tried again


class Subscription:
    """One page's wait for the progress of its submission."""

    def __init__(self) -> None:
        self._latest: Progress | None = None
        self._changed = asyncio.Event()

    def update(self, progress: Progress) -> None:
        """Wakes the page if this is new to it."""
        if progress != self._latest:
            self._latest = progress
            self._changed.set()

    async def next(self, timeout: float) -> Progress | None:
        """The progress, once it is new to the page; ``None`` if that takes too long."""
        try:
            async with asyncio.timeout(timeout):
                await self._changed.wait()
        except TimeoutError:
            return None
        self._changed.clear()
        return self._latest


@contextmanager
def subscribe(submission_id: int) -> Iterator[Subscription]:
    """A subscription whose first update is the progress at this moment."""
    loop = asyncio.get_running_loop()
    hub = _hubs.get(loop)
    if hub is None or hub.closed:
        hub = _hubs[loop] = _ProgressHub()
    subscription = hub.add(submission_id)
    try:
        yield subscription
    finally:
        hub.remove(submission_id, subscription)


class _ProgressHub:
    """Reads progress for all subscriptions of an event loop, as long as there are any."""

    def __init__(self) -> None:
        self.closed = False
        self._subscriptions: defaultdict[int, set[Subscription]] = defaultdict(set)
        self._due: set[int] = set()
        self._wake = asyncio.Event()
        self._listening = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="results")
        self._task = asyncio.get_running_loop().create_task(self._run())

    def add(self, submission_id: int) -> Subscription:
        """A subscription that is updated at once, and then on each change."""
        subscription = Subscription()
        self._subscriptions[submission_id].add(subscription)
        self._read_soon(submission_id)
        return subscription

    def remove(self, submission_id: int, subscription: Subscription) -> None:
        """Ends a subscription; the hub closes with the last one."""
        remaining = self._subscriptions[submission_id]
        remaining.discard(subscription)
        if not remaining:
            del self._subscriptions[submission_id]
        if not self._subscriptions:
            self._wake.set()

    def _read_soon(self, *submission_ids: int) -> None:
        self._due.update(submission_ids)
        self._wake.set()

    async def _run(self) -> None:
        listener = asyncio.get_running_loop().create_task(self._listen())
        try:
            await self._read_while_subscribed()
        finally:
            self.closed = True
            listener.cancel()
            self._thread.submit(connections.close_all)
            self._thread.shutdown(wait=False)

    async def _read_while_subscribed(self) -> None:
        time = asyncio.get_running_loop().time
        next_poll = time()
        while self._subscriptions:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(next_poll):
                    await self._wake.wait()
            self._wake.clear()
            if time() >= next_poll:
                self._due.update(self._subscriptions)
                interval = POLL_INTERVAL if self._listening else POLL_INTERVAL_WITHOUT_REDIS
                next_poll = time() + interval
            due = [pk for pk in self._due if pk in self._subscriptions]
            self._due.clear()
            if due:
                await self._read(due)
                await asyncio.sleep(MIN_INTERVAL)

    async def _read(self, submission_ids: list[int]) -> None:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._thread, _progress_of, submission_ids)
        # The boundary of the hub: whatever broke, pages get their results once it works again.
        except Exception:
            log.exception("The progress of submissions could not be read; trying again.")
            return
        for submission_id, progress in found.items():
            for subscription in self._subscriptions.get(submission_id, ()):
                subscription.update(progress)

    async def _listen(self) -> None:
        """Runs until it is canceled; connects again when Redis comes back."""
        while True:
            try:
                async with aclosing(news.listen()) as submission_ids:
                    async for submission_id in submission_ids:
                        if submission_id is None:  # connected: what was sent before is lost
                            self._listening = True
                            self._read_soon(*self._subscriptions)
                        elif submission_id in self._subscriptions:
                            self._read_soon(submission_id)
            except (redis.RedisError, OSError) as error:
                log.info("Redis cannot be heard (%s); polling without it.", error)
            self._listening = False
            await asyncio.sleep(RECONNECT_AFTER)


def _progress_of(submission_ids: list[int]) -> dict[int, Progress]:
    """In the hub's thread, whose database connection is kept as those of requests are."""
    close_old_connections()
    return progress_of(submission_ids)


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, _ProgressHub] = WeakKeyDictionary()
