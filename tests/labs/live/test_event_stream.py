"""Live events: from the database first, hurried by Redis, and without it."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from django.test import AsyncClient

from labs.live import event_stream, news, subscriptions
from labs.models import CaseRecord, State, Submission

pytestmark = pytest.mark.django_db(transaction=True)
HTML = "text/html; charset=utf-8"
PATIENCE = 60.0  # seconds until a test gives up
START, FRAGMENT, DONE = (
    b"retry: 2000\n\n",
    b"event: fragment\ndata: 1\n\n",
    b"event: done\ndata: 1\n\n",
)


def collected(submission: Any, changes: Any = ()) -> Any:
    """All events until the end. Each of ``changes`` is made, in a thread, when the page has got the
    event of the one before."""
    fragments, events = threading.Semaphore(0), []

    def make_changes() -> None:
        for change in changes:
            fragments.acquire(timeout=PATIENCE)
            change()
            news.publish(submission.pk)
        connections.close_all()

    async def collect() -> None:
        async with asyncio.timeout(PATIENCE):
            async for event in event_stream.event_stream(submission.pk, submission.user_id):
                events.append(event)
                if event == FRAGMENT:
                    fragments.release()

    thread = threading.Thread(target=make_changes)
    thread.start()
    try:
        asyncio.run(collect())
    finally:
        for _ in changes:
            fragments.release()
        thread.join()
    return events


def finish(submission: Any) -> Any:
    def change() -> None:
        Submission.objects.filter(pk=submission.pk).update(state=State.DONE, verdict="passed")

    return change


def add_case(submission: Any, position: Any) -> Any:
    def change() -> None:
        CaseRecord.objects.create(submission=submission, position=position, result={})

    return change


def test_a_page_that_connects_after_the_verdict_gets_done_at_once(
    submit: Callable[..., Any], redis_heard: None
) -> None:
    submission = submit()
    finish(submission)()

    assert collected(submission) == [START, DONE]


def test_news_over_redis_reaches_the_page_before_the_next_poll(
    submit: Callable[..., Any], redis_heard: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without news nobody would look again in time."""
    monkeypatch.setattr(subscriptions, "POLL_INTERVAL", 1000.0)
    submission = submit()

    events = collected(submission, [add_case(submission, 0), finish(submission)])

    assert events == [START, FRAGMENT, FRAGMENT, DONE]


def test_without_redis_the_page_still_gets_its_verdict(submit: Callable[..., Any]) -> None:
    submission = submit()

    events = collected(submission, [add_case(submission, 0), finish(submission)])

    assert events[-1] == DONE


def test_news_without_a_change_makes_no_event(
    submit: Callable[..., Any], redis_heard: None
) -> None:
    submission = submit()

    def repeat_news_and_finish() -> None:
        for _ in range(2):
            news.publish(submission.pk)
            time.sleep(3 * subscriptions.MIN_INTERVAL)  # or it would be one look for all
        finish(submission)()

    assert collected(submission, [repeat_news_and_finish]) == [START, FRAGMENT, DONE]


def test_a_person_with_many_pages_open_still_gets_each_result(
    submit: Callable[..., Any], redis_heard: None, settings: Any
) -> None:
    settings.STREAMS, settings.STREAMS_PER_PERSON = 1, 1
    submission = submit()

    async def watch() -> Any:
        first = event_stream.event_stream(submission.pk, submission.user_id)
        assert [await anext(first), await anext(first)] == [START, FRAGMENT]
        second = [
            event async for event in event_stream.event_stream(submission.pk, submission.user_id)
        ]
        of_another = event_stream.event_stream(submission.pk, submission.user_id + 1)
        third = await anext(of_another)
        await of_another.aclose()
        await first.aclose()
        return second, third

    second, third = asyncio.run(watch())
    assert second == [b"retry: 15000\n\n", FRAGMENT]
    assert third == START
    assert not event_stream._open


def test_a_stream_ends_after_a_while(
    submit: Callable[..., Any], redis_heard: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = SimpleNamespace(monotonic=count().__next__)  # a second goes by with each event
    monkeypatch.setattr(event_stream, "time", ticks)
    monkeypatch.setattr(event_stream, "MAX_DURATION", 2.9)  # at least 0.8 of that: 2.3 seconds
    monkeypatch.setattr(event_stream, "KEEPALIVE", 0.1)
    submission = submit()

    assert collected(submission) == [
        START,
        FRAGMENT,
        *2 * [b": nothing new\n\n"],
    ]


def test_the_address_streams_to_its_author_alone(
    submit: Callable[..., Any], ben: Any, course: Any, redis_heard: None
) -> None:
    from tests.factories import make_student

    submission = submit()
    finish(submission)()
    address = f"{submission.get_absolute_url()}events/"

    async def read(user: Any) -> Any:
        client = AsyncClient()
        if user is not None:
            await client.aforce_login(user)
        response = await client.get(address)
        body = b""
        if response.status_code == 200:
            body = b"".join([chunk async for chunk in response.streaming_content])
        await sync_to_async(connections.close_all)()
        return response.status_code, response["Content-Type"], body

    assert asyncio.run(read(ben)) == (200, "text/event-stream", START + DONE)
    assert asyncio.run(read(make_student(course, "dora"))) == (404, HTML, b"")
    assert asyncio.run(read(None)) == (302, HTML, b"")


def test_the_event_of_the_verdict_is_a_span_of_the_submissions_trace(
    submit: Callable[..., Any], exported_spans: Any
) -> None:
    sent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    submission = submit()
    finish(submission)()
    exported_spans.clear()

    async def collect() -> list[bytes]:
        stream = event_stream.event_stream(submission.pk, submission.user_id, sent)
        return [event async for event in stream]

    assert asyncio.run(collect()) == [START, DONE]
    (span,) = exported_spans.get_finished_spans()
    assert (span.name, f"{span.context.trace_id:032x}") == ("event done", sent[3:35])
