"""All pages of a process that wait for results, watched over together.

However many pages wait, there is one Redis connection that hears of news and one thread with one
database connection that looks how submissions stand: at those with news soon, at all of them every
few seconds, for news may be lost. A waiting page itself is a few objects in memory.
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

from labs import live, selectors
from labs.selectors import Progress

log = logging.getLogger(__name__)
PAUSE = 0.08  # seconds between looks, so that a burst of cases is one event
UNHURRIED = 5.0  # seconds between looks at a submission of which there is no news
DEAF = 1.0  # the same while Redis cannot be heard
RETRY = 5.0  # seconds until Redis is tried again


class Watch:
    """One page's wait for how its submission stands."""

    def __init__(self) -> None:
        self._latest: Progress | None = None
        self._changed = asyncio.Event()

    def tell(self, progress: Progress) -> None:
        if progress != self._latest:
            self._latest = progress
            self._changed.set()

    async def next(self, patience: float) -> Progress | None:
        """How things stand once that is new to the page; ``None`` if that takes too long."""
        try:
            async with asyncio.timeout(patience):
                await self._changed.wait()
        except TimeoutError:
            return None
        self._changed.clear()
        return self._latest


@contextmanager
def watch(submission_id: int) -> Iterator[Watch]:
    """The first news is how things stand now."""
    loop = asyncio.get_running_loop()
    watchman = _watchmen.get(loop)
    if watchman is None or watchman.over:
        watchman = _watchmen[loop] = _Watchman()
    one = watchman.add(submission_id)
    try:
        yield one
    finally:
        watchman.remove(submission_id, one)


class _Watchman:
    """Watches while there is somebody to tell."""

    def __init__(self) -> None:
        self.over = False
        self._watches: defaultdict[int, set[Watch]] = defaultdict(set)
        self._due: set[int] = set()
        self._wake = asyncio.Event()
        self._hears = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="results")
        self._task = asyncio.get_running_loop().create_task(self._watch())

    def add(self, submission_id: int) -> Watch:
        one = Watch()
        self._watches[submission_id].add(one)
        self._notice(submission_id)
        return one

    def remove(self, submission_id: int, one: Watch) -> None:
        watches = self._watches[submission_id]
        watches.discard(one)
        if not watches:
            del self._watches[submission_id]
        if not self._watches:
            self._wake.set()

    def _notice(self, *submission_ids: int) -> None:
        self._due.update(submission_ids)
        self._wake.set()

    async def _watch(self) -> None:
        listening = asyncio.get_running_loop().create_task(self._listen())
        try:
            await self._look_while_watched()
        finally:
            self.over = True
            listening.cancel()
            self._thread.submit(connections.close_all)
            self._thread.shutdown(wait=False)

    async def _look_while_watched(self) -> None:
        time = asyncio.get_running_loop().time
        all_due = time()
        while self._watches:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(all_due):
                    await self._wake.wait()
            self._wake.clear()
            if time() >= all_due:
                self._due.update(self._watches)
                all_due = time() + (UNHURRIED if self._hears else DEAF)
            due = [each for each in self._due if each in self._watches]
            self._due.clear()
            if due:
                await self._look(due)
                await asyncio.sleep(PAUSE)

    async def _look(self, submission_ids: list[int]) -> None:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._thread, _progress_of, submission_ids)
        except Exception:  # whatever broke, pages are told when it works again
            log.exception("How submissions stand could not be read; trying again.")
            return
        for submission_id, progress in found.items():
            for one in self._watches.get(submission_id, ()):
                one.tell(progress)

    async def _listen(self) -> None:
        """For ever; a Redis that comes back is heard again."""
        while True:
            try:
                async with aclosing(live.news()) as news:
                    async for submission_id in news:
                        if submission_id is None:  # what was told before could not be heard
                            self._hears = True
                            self._notice(*self._watches)
                        elif submission_id in self._watches:
                            self._notice(submission_id)
            except (redis.RedisError, OSError) as error:
                log.info("Redis cannot be heard (%s); looking without it.", error)
            self._hears = False
            await asyncio.sleep(RETRY)


def _progress_of(submission_ids: list[int]) -> dict[int, Progress]:
    """In the watchman's thread, whose connection stays as those of pages do."""
    close_old_connections()
    return selectors.progress_of(submission_ids)


_watchmen: WeakKeyDictionary[asyncio.AbstractEventLoop, _Watchman] = WeakKeyDictionary()
