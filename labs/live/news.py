"""News about submissions, sent from workers to pages over Redis.

News only hurries the page: what it shows is in the database. So a message carries the submission's
id and nothing else, may be lost or doubled, and a Redis that does not answer delays a page by a
second or two and breaks nothing.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator
from functools import cache

import redis
import redis.asyncio
from django.conf import settings
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)
CHANNEL = "labs.submissions"
TIMEOUT = 0.5  # seconds for Redis to answer
PAUSE_AFTER_ERROR = 5.0  # seconds without trying after Redis has not answered
_paused_until = 0.0


def publish(submission_id: int) -> None:
    """Announces that there is something new about the submission in the database."""
    global _paused_until
    if time.monotonic() < _paused_until:
        return
    try:
        _client(settings.REDIS_URL).publish(CHANNEL, str(submission_id))
    except redis.RedisError as error:
        # A server that hangs must not cost its patience once for every case.
        _paused_until = time.monotonic() + PAUSE_AFTER_ERROR
        log.info("Redis takes no news (%s); pages will look anyway.", error)


async def listen() -> AsyncGenerator[int | None]:
    """Ids of submissions with news, of all there are; first ``None``, when it begins to listen.

    One connection, however many pages wait.

    Raises: redis.RedisError, TimeoutError: Redis cannot be heard, or no longer.
    """
    client = redis.asyncio.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=TIMEOUT,
        socket_timeout=None,
        retry=AsyncRetry(NoBackoff(), 0),
    )
    subscription = client.pubsub(ignore_subscribe_messages=True)
    try:
        async with asyncio.timeout(2 * TIMEOUT):
            await subscription.subscribe(CHANNEL)
        yield None
        async for message in subscription.listen():
            if message["data"].isdigit():
                yield int(message["data"])
    finally:
        await subscription.aclose()
        await client.aclose()


@cache
def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(
        url,
        socket_timeout=TIMEOUT,
        socket_connect_timeout=TIMEOUT,
        retry=Retry(NoBackoff(), 0),
    )
