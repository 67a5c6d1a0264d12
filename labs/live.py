"""News about a submission on its way from worker to page, over Redis.

News only hurries the page: what it shows is in the database. So a message carries nothing, may be
lost or doubled, and a Redis that does not answer delays a page by a second or two and breaks
nothing.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

import redis
import redis.asyncio
from django.conf import settings
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)
PATIENCE = 0.5  # seconds for Redis to answer
UNHURRIED = 5.0  # seconds between looks while there is no news
DEAF = 1.0  # the same while Redis cannot be heard
SILENCE = 5.0  # seconds without trying after Redis has not answered
_silent_until = 0.0


def announce(submission_id: int) -> None:
    """Tells whoever looks at the submission that there is something new in the database."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return
    try:
        _client(settings.REDIS_URL).publish(_channel(submission_id), b"")
    except redis.RedisError as error:
        # A server that hangs must not cost its patience once for every case.
        _silent_until = time.monotonic() + SILENCE
        log.info("Redis takes no news (%s); pages will look anyway.", error)


@asynccontextmanager
async def news_of(submission_id: int) -> AsyncIterator[News]:
    """Subscribes before the first look at the database, so that nothing falls in between."""
    client = redis.asyncio.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=PATIENCE,
        socket_timeout=None,
        retry=AsyncRetry(NoBackoff(), 0),
    )
    subscription = client.pubsub(ignore_subscribe_messages=True)
    try:
        try:
            async with asyncio.timeout(2 * PATIENCE):
                await subscription.subscribe(_channel(submission_id))
        except (redis.RedisError, TimeoutError):
            yield News(None)
        else:
            yield News(subscription)
    finally:
        await subscription.aclose()
        await client.aclose()


class News:
    """Waits for the next message, or for the time to look without one."""

    def __init__(self, subscription: redis.asyncio.client.PubSub | None) -> None:
        self._subscription = subscription

    async def next(self) -> None:
        if self._subscription is not None:
            try:
                patience = UNHURRIED
                while await self._subscription.get_message(timeout=patience) is not None:
                    patience = 0.0  # one look serves all messages that have come meanwhile
                return
            except redis.RedisError:
                self._subscription = None
        await asyncio.sleep(DEAF)


@cache
def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(
        url,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )


def _channel(submission_id: int) -> str:
    return f"labs.submission.{submission_id}"
