import asyncio
import socket
from contextlib import aclosing

import pytest
import redis

from labs import live
from tests.cpu_time import cpu_limit


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

    with cpu_limit(0.5):
        for _ in range(100):
            live.announce(1)


def test_a_redis_that_hangs_is_asked_once(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(live, "SILENCE", 1000.0)
    path = str(tmp_path / "hangs.sock")
    settings.REDIS_URL = f"unix://{path}"
    live._silent_until = 0.0
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen(5)
        for _ in range(20):
            live.announce(1)
        server.setblocking(False)
        server.accept()[0].close()
        with pytest.raises(BlockingIOError):
            server.accept()
