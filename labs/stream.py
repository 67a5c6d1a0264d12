"""News about a submission as server-sent events: `fragment` whenever the page should read its
result panel again, `done` when there is nothing more to come.

Events carry nothing that is not in the database, so a break loses nothing: whoever connects again
is told at once how things stand.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.db import connections

from labs import live, selectors

LONGEST = 600.0  # seconds; the browser connects again by itself
QUIET = 15.0  # seconds after which a comment keeps proxies from closing the line
PAUSE = 0.08  # seconds between looks, so that a burst of cases is one event


async def updates(submission_id: int) -> AsyncIterator[bytes]:
    """Events from now until the verdict."""
    yield b"retry: 2000\n\n"
    shown, spoken, end = None, time.monotonic(), time.monotonic() + LONGEST
    async with live.news_of(submission_id) as news:
        while (now := time.monotonic()) < end:
            progress = await sync_to_async(_look)(submission_id)
            if progress.finished:
                yield b"event: done\ndata: 1\n\n"
                return
            if progress != shown:
                shown, spoken = progress, now
                yield b"event: fragment\ndata: 1\n\n"
            elif now - spoken > QUIET:
                spoken = now
                yield b": nothing new\n\n"
            await asyncio.sleep(PAUSE)
            await news.next()


def _look(submission_id: int) -> selectors.Progress:
    """A page may wait for minutes and holds no database connection meanwhile."""
    try:
        return selectors.progress_of(submission_id)
    finally:
        connections.close_all()
