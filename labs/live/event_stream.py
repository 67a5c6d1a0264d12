"""News about a submission as server-sent events: `fragment` whenever the page should read its
result panel again, `done` when there is nothing more to come.

Events carry nothing that is not in the database, so a lost connection loses nothing: whoever
connects again gets the progress of that moment at once.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import AsyncGenerator

from django.conf import settings

from courseware.tracing import spans
from labs.live.subscriptions import subscribe

MAX_DURATION = 600.0  # seconds; the browser connects again by itself
KEEPALIVE = 15.0  # seconds after which a comment keeps proxies from closing the connection
RETRY_MS, RETRY_WHEN_FULL_MS = 2000, 15_000  # after which the browser connects again
_open: Counter[int] = Counter()  # streams of each person, in this process


async def event_stream(
    submission_id: int, person_id: int, traceparent: str = ""
) -> AsyncGenerator[bytes]:
    """Events from now until the verdict, whose event is in the trace of ``traceparent``.

    Where very many streams are open, a person with many of them gets on further ones the progress
    of the moment only, and the browser asks again now and then: each page still gets its result.
    """
    full = _open.total() >= settings.STREAMS
    if full and _open[person_id] >= settings.STREAMS_PER_PERSON:
        events = _events(submission_id, traceparent, RETRY_WHEN_FULL_MS, duration=0.0)
    else:
        # Pages that were opened together do not all connect again together.
        duration = MAX_DURATION * random.uniform(0.8, 1.0)
        events = _events(submission_id, traceparent, RETRY_MS, duration=duration)
    _open[person_id] += 1
    try:
        async for event in events:
            yield event
    finally:
        await events.aclose()
        _open[person_id] -= 1
        if not _open[person_id]:
            del _open[person_id]


async def _events(
    submission_id: int, traceparent: str, retry: int, *, duration: float
) -> AsyncGenerator[bytes]:
    yield b"retry: %d\n\n" % retry
    end = time.monotonic() + duration
    with subscribe(submission_id) as subscription:
        while True:
            progress = await subscription.next(KEEPALIVE)
            if progress is None:
                yield b": nothing new\n\n"
            elif progress.finished:
                span = spans.begin("event done", parent=traceparent, current=False)
                try:
                    yield b"event: done\ndata: 1\n\n"  # goes on when it has been sent
                finally:
                    span.end()
                return
            else:
                yield b"event: fragment\ndata: 1\n\n"
            if time.monotonic() >= end:
                return
