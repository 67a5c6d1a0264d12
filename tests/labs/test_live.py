import asyncio
import socket
import time

from labs import live


def test_a_message_wakes_whoever_listens_to_that_submission_alone(redis_heard):
    async def wait_for(number):
        async with live.news_of(number) as news:
            await asyncio.to_thread(live.announce, 1)
            started = time.monotonic()
            async with asyncio.timeout(live.UNHURRIED + 2):
                await news.next()
                await news.next()
            return time.monotonic() - started

    # The first return is the subscription's own; the second needs a message or patience.
    assert asyncio.run(wait_for(1)) < live.UNHURRIED + 1
    assert asyncio.run(wait_for(2)) >= live.UNHURRIED - 0.5


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


def test_who_cannot_listen_looks_every_second(settings, tmp_path):
    settings.REDIS_URL = f"unix://{tmp_path / 'nowhere.sock'}"

    async def wait():
        async with live.news_of(1) as news:
            started = time.monotonic()
            await news.next()
            return time.monotonic() - started

    assert live.DEAF <= asyncio.run(wait()) < live.DEAF + 0.5
