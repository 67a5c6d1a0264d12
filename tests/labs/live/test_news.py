import asyncio
import socket
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest
import redis

from labs.live import news
from tests.cpu_time import cpu_limit


def test_a_listener_gets_every_submission(redis_heard: None) -> None:
    async def listen() -> Any:
        async with aclosing(news.listen()) as heard, asyncio.timeout(20):
            first = await anext(heard)
            for number in (1, 7):
                await asyncio.to_thread(news.publish, number)
            return [first, await anext(heard), await anext(heard)]

    assert asyncio.run(listen()) == [None, 1, 7]


def test_listening_without_redis_raises(settings: Any, tmp_path: Path) -> None:
    settings.REDIS_URL = f"unix://{tmp_path / 'nowhere.sock'}"

    async def listen() -> None:
        async with aclosing(news.listen()) as heard:
            await anext(heard)

    with pytest.raises(redis.ConnectionError):
        asyncio.run(listen())


def test_a_redis_that_is_not_there_costs_nothing(settings: Any, tmp_path: Path) -> None:
    settings.REDIS_URL = f"unix://{tmp_path / 'nowhere.sock'}"
    news._paused_until = 0.0

    with cpu_limit(0.5):
        for _ in range(100):
            news.publish(1)


def test_a_redis_that_hangs_is_tried_once(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "PAUSE_AFTER_ERROR", 1000.0)
    path = str(tmp_path / "hangs.sock")
    settings.REDIS_URL = f"unix://{path}"
    news._paused_until = 0.0
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen(5)
        for _ in range(20):
            news.publish(1)
        server.setblocking(False)
        server.accept()[0].close()
        with pytest.raises(BlockingIOError):
            server.accept()
