"""The time for which pages are made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.utils import timezone

from courseware.people.clock import shown_at, shown_time

THEN = datetime(2030, 5, 1, tzinfo=UTC)


def is_now(moment: datetime) -> bool:
    return abs(moment - timezone.now()) < timedelta(hours=1)


def test_it_is_now_unless_a_page_is_made_for_another_time():
    assert is_now(shown_time())
    with shown_at(THEN):
        assert shown_time() == THEN
    assert is_now(shown_time())


def test_one_inside_another_counts_and_none_means_now():
    with shown_at(THEN):
        with shown_at(THEN + timedelta(days=1)):
            assert shown_time() == THEN + timedelta(days=1)
        with shown_at(None):
            assert is_now(shown_time())
        assert shown_time() == THEN


def test_a_page_that_fails_does_not_keep_its_time():
    with pytest.raises(KeyError), shown_at(THEN):
        raise KeyError
    assert is_now(shown_time())


def test_a_request_in_another_thread_has_its_own_time():
    seen: list[datetime] = []
    with shown_at(THEN):
        thread = Thread(target=lambda: seen.append(shown_time()))
        thread.start()
        thread.join()
    assert is_now(seen[0])


def test_what_is_stored_gets_the_real_time():
    with shown_at(THEN):
        assert is_now(timezone.now())
