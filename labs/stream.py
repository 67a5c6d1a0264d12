"""News about a submission as server-sent events: `fragment` whenever the page should read its
result panel again, `done` when there is nothing more to come.

Events carry nothing that is not in the database, so a break loses nothing: whoever connects again
is told at once how things stand.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator

from django.conf import settings

from labs.watching import watch

LONGEST = 600.0  # seconds; the browser connects again by itself
QUIET = 15.0  # seconds after which a comment keeps proxies from closing the line
RETRY_MS, RETRY_LATER_MS = 2000, 15_000
_open: Counter[int] = Counter()  # streams of each person, in this process


async def updates(submission_id: int, person_id: int) -> AsyncIterator[bytes]:
    """Events from now until the verdict.

    Where very many are open, a person with many of them is told on further ones how things stand,
    and those ask again now and then: each page still comes to its result.
    """
    crowded = _open.total() >= settings.STREAMS
    if crowded and _open[person_id] >= settings.STREAMS_PER_PERSON:
        events = _events(submission_id, RETRY_LATER_MS, longest=0.0)
    else:
        # Pages that were opened together do not all connect again together.
        longest = LONGEST * random.uniform(0.8, 1.0)
        events = _events(submission_id, RETRY_MS, longest=longest)
    _open[person_id] += 1
    try:
        async for event in events:
            yield event
    finally:
        await events.aclose()
        _open[person_id] -= 1
        if not _open[person_id]:
            del _open[person_id]


async def _events(submission_id: int, retry: int, *, longest: float) -> AsyncGenerator[bytes]:
    yield b"retry: %d\n\n" % retry
    end = time.monotonic() + longest
    with watch(submission_id) as news:
        while True:
            progress = await news.next(QUIET)
            if progress is None:
                yield b": nothing new\n\n"
            elif progress.finished:
                yield b"event: done\ndata: 1\n\n"
                return
            else:
                yield b"event: fragment\ndata: 1\n\n"
            if time.monotonic() >= end:
                return
