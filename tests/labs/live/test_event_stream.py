"""Live events: from the database first, hurried by Redis, and without it."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from django.test import AsyncClient

from labs.live import event_stream, news, subscriptions
from labs.models import CaseRecord, State, Submission

pytestmark = pytest.mark.django_db(transaction=True)
HTML = "text/html; charset=utf-8"
START, FRAGMENT, DONE = (
    b"retry: 2000\n\n",
    b"event: fragment\ndata: 1\n\n",
    b"event: done\ndata: 1\n\n",
)


def collected(submission, changes=(), seconds=60.0):
    """All events until the end, with their time; ``changes`` are made meanwhile, in a thread."""
    first_arrived, events = threading.Event(), []

    def change():
        first_arrived.wait(60)
        for change in changes:
            time.sleep(0.3)
            change()
            news.publish(submission.pk)
        connections.close_all()

    async def collect():
        async with asyncio.timeout(seconds):
            async for event in event_stream.event_stream(submission.pk, submission.user_id):
                events.append((event, time.monotonic()))
                if event == FRAGMENT:
                    first_arrived.set()

    thread = threading.Thread(target=change)
    thread.start()
    try:
        asyncio.run(collect())
    finally:
        first_arrived.set()
        thread.join()
    return events


def finish(submission):
    def change():
        Submission.objects.filter(pk=submission.pk).update(state=State.DONE, verdict="passed")

    return change


def add_case(submission, position):
    def change():
        CaseRecord.objects.create(submission=submission, position=position, result={})

    return change


def test_who_comes_late_is_told_at_once_that_it_is_done(submit, redis_heard):
    submission = submit()
    finish(submission)()

    assert [event for event, _ in collected(submission)] == [START, DONE]


def test_news_over_redis_hurries_the_page(submit, redis_heard, monkeypatch):
    """Without news nobody would look again in time."""
    monkeypatch.setattr(subscriptions, "POLL_INTERVAL", 1000.0)
    submission = submit()

    events = collected(submission, [add_case(submission, 0), finish(submission)])

    assert [event for event, _ in events] == [START, FRAGMENT, FRAGMENT, DONE]


def test_without_redis_the_page_still_comes_to_its_verdict(submit):
    submission = submit()

    events = collected(submission, [add_case(submission, 0), finish(submission)])

    assert events[-1][0] == DONE


def test_news_that_says_nothing_new_makes_no_event(submit, redis_heard):
    submission = submit()

    events = collected(submission, [lambda: None, lambda: None, finish(submission)])

    assert [event for event, _ in events] == [START, FRAGMENT, DONE]


def test_who_has_very_many_pages_open_still_comes_to_each_result(submit, redis_heard, settings):
    settings.STREAMS, settings.STREAMS_PER_PERSON = 1, 1
    submission = submit()

    async def watch():
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


def test_a_stream_ends_after_a_while(submit, redis_heard, monkeypatch):
    monkeypatch.setattr(event_stream, "MAX_DURATION", 0.5)
    monkeypatch.setattr(event_stream, "KEEPALIVE", 0.3)
    submission = submit()

    assert [event for event, _ in collected(submission)] == [
        START,
        FRAGMENT,
        *2 * [b": nothing new\n\n"],
    ]


def test_the_address_streams_to_its_author_alone(submit, ben, course, redis_heard):
    from tests.factories import make_student

    submission = submit()
    finish(submission)()
    address = f"{submission.get_absolute_url()}events/"

    async def read(user):
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
