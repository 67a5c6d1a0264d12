"""However many pages wait, they are watched over together."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import redis

from labs import selectors
from labs.live import news, subscriptions
from labs.models import State, Submission
from tests.servers import run_redis

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 120.0  # seconds for what should come at once


def finish(submission: Any) -> None:
    Submission.objects.filter(pk=submission.pk).update(state=State.DONE, verdict="passed")


def threads() -> Any:
    return [thread for thread in threading.enumerate() if thread.name.startswith("results")]


async def until(what: Any) -> None:
    async with asyncio.timeout(PATIENCE):
        while not what():
            await asyncio.sleep(0.02)


def subscribers(url: str) -> Any:
    with redis.Redis.from_url(url) as client:
        return client.pubsub_numsub(news.CHANNEL)[0][1]


def test_many_pages_share_a_thread_and_a_subscription(
    submit: Callable[..., Any], redis_server: str, redis_heard: None
) -> None:
    submission = submit()

    async def wait() -> Any:
        with ExitStack() as pages:
            numbers = [submission.pk] * 150 + list(range(10_000, 10_150))
            waiting = [pages.enter_context(subscriptions.subscribe(number)) for number in numbers]
            first = await asyncio.gather(*(page.next(PATIENCE) for page in waiting))
            await until(lambda: subscribers(redis_server))
            held = len(threads()), subscribers(redis_server)
            await asyncio.to_thread(finish, submission)
            await asyncio.to_thread(news.publish, submission.pk)
            then = await asyncio.gather(*(page.next(PATIENCE) for page in waiting[:150]))
        await until(lambda: not threads() and not subscribers(redis_server))
        return first, held, then

    first, held, then = asyncio.run(wait())
    assert [progress.finished for progress in first] == [False] * 150 + [True] * 150
    assert held == (1, 1)
    assert all(progress.finished for progress in then)


def test_pages_get_their_result_though_news_is_lost(
    submit: Callable[..., Any], redis_heard: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscriptions, "POLL_INTERVAL", 0.3)
    submission = submit()

    async def wait() -> Any:
        with subscriptions.subscribe(submission.pk) as page:
            await page.next(PATIENCE)
            await asyncio.to_thread(finish, submission)
            return await page.next(PATIENCE)

    assert asyncio.run(wait()).finished


def test_a_redis_that_comes_back_is_heard_again(
    submit: Callable[..., Any], settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only news can end the wait: without it nobody looks for a minute."""
    settings.REDIS_URL = f"unix://{tmp_path / 'redis.sock'}"
    monkeypatch.setattr(subscriptions, "POLL_INTERVAL", 60.0)
    monkeypatch.setattr(subscriptions, "POLL_INTERVAL_WITHOUT_REDIS", 60.0)
    monkeypatch.setattr(subscriptions, "RECONNECT_AFTER", 0.1)
    submission = submit()

    async def wait() -> Any:
        with subscriptions.subscribe(submission.pk) as page:
            await page.next(PATIENCE)
            with run_redis(tmp_path):
                await until(lambda: subscribers(settings.REDIS_URL))
                await asyncio.to_thread(finish, submission)
                news._paused_until = 0.0
                await asyncio.to_thread(news.publish, submission.pk)
                found = await page.next(PATIENCE)
                news._client.cache_clear()
                return found

    assert asyncio.run(wait()).finished


def test_a_read_that_fails_is_repeated(
    submit: Callable[..., Any], redis_heard: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscriptions, "POLL_INTERVAL", 0.1)
    monkeypatch.setattr(subscriptions, "POLL_INTERVAL_WITHOUT_REDIS", 0.1)
    submission, really = submit(), selectors.progress_of
    failed: list[Any] = []

    def fails_once(pks: Any) -> Any:
        if not failed:
            failed.append(pks)
            raise RuntimeError("broken")
        return really(pks)

    monkeypatch.setattr(subscriptions, "progress_of", fails_once)

    async def wait() -> Any:
        with subscriptions.subscribe(submission.pk) as page:
            return await page.next(PATIENCE)

    assert asyncio.run(wait()).finished is False
    assert failed


def test_a_page_that_opens_as_the_last_one_closes_is_served(
    submit: Callable[..., Any], redis_heard: None
) -> None:
    submission = submit()

    async def wait() -> Any:
        found = []
        for _ in range(5):
            with subscriptions.subscribe(submission.pk) as page:
                found.append(await page.next(PATIENCE))
        return found

    assert None not in asyncio.run(wait())
