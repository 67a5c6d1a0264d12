import asyncio
import socket
import time
from contextlib import aclosing

import pytest
import redis

from labs import live


def test_whoever_listens_hears_of_every_submission(redis_heard):
    async def listen():
        async with aclosing(live.news()) as news, asyncio.timeout(20):
            first = await anext(news)
            for number in (1, 7):
                await asyncio.to_thread(live.announce, number)
            return [first, await anext(news), await anext(news)]

    assert asyncio.run(listen()) == [None, 1, 7]


def test_who_cannot_listen_is_told_so(settings, tmp_path):
    settings.REDIS_URL = f"unix://{tmp_path / 'nowhere.sock'}"

    async def listen():
        async with aclosing(live.news()) as news:
            await anext(news)

    with pytest.raises(redis.ConnectionError):
        asyncio.run(listen())


def test_a_redis_that_is_not_there_costs_nothing(settings, tmp_path):
    settings.REDIS_URL = f"unix://{tmp_path / 'nowhere.sock'}"
    live._silent_until = 0.0
    started = time.monotonic()

    for _ in range(100):
        live.announce(1)

    assert time.monotonic() - started < 0.5


def test_a_redis_that_hangs_costs_its_patience_once(settings, tmp_path):
    path = str(tmp_path / "hangs.sock")
    settings.REDIS_URL = f"unix://{path}"
    live._silent_until = 0.0
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen(1)
        started = time.monotonic()
        for _ in range(20):
            live.announce(1)

    assert time.monotonic() - started < 3 * live.PATIENCE
