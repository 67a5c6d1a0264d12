"""Long work writes for a moment at a time and lets others write in between."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from django.db import connection, transaction

from courseware.database import batches
from courseware.database.batches import paced, short_transaction, time_limited
from tests.factories import make_course


@pytest.fixture
def rests(monkeypatch) -> list[float]:
    slept: list[float] = []
    monkeypatch.setattr(batches.time, "sleep", slept.append)
    return slept


@pytest.mark.django_db(transaction=True)
def test_a_turn_is_over_when_it_has_taken_its_time(rests, monkeypatch):
    monkeypatch.setattr(batches, "MAX_SECONDS", 1000.0)
    with short_transaction() as turn:
        assert not turn.is_over
    monkeypatch.setattr(batches, "MAX_SECONDS", 0.0)
    with short_transaction() as turn:
        assert turn.is_over


@pytest.mark.django_db(transaction=True)
def test_others_can_write_while_it_rests(monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("SQLite has one lock for all that write")
    written = []

    def somebody_else(seconds: float) -> None:
        file = connection.settings_dict["NAME"]
        with closing(sqlite3.connect(file, timeout=0)) as other:
            other.execute("UPDATE items_course SET title = 'Other'")
            other.commit()
        written.append(seconds)

    course = make_course()
    monkeypatch.setattr(batches.time, "sleep", somebody_else)
    with short_transaction():
        course.save()
    for each in paced([course, course]):
        with transaction.atomic():
            each.save()
    assert len(written) == 3
    assert all(0 < seconds <= batches.MAX_REST_SECONDS for seconds in written)


@pytest.mark.django_db
def test_inside_another_transaction_a_rest_would_only_hold_the_lock_longer(rests):
    with short_transaction():
        make_course()
    list(paced([1]))
    assert rests == []


@pytest.mark.django_db(transaction=True)
def test_what_fails_is_undone_and_told(rests):
    with pytest.raises(ValueError), short_transaction():
        course = make_course()
        raise ValueError
    assert not type(course).objects.exists()


@pytest.mark.parametrize(("seconds", "taken"), [(0, 1), (-1, 1), (2, 3), (100, 5)])
def test_rows_are_taken_until_the_time_is_over_but_one_at_least(monkeypatch, seconds, taken):
    clock = iter(range(100))  # a second for each row
    monkeypatch.setattr(batches.time, "monotonic", lambda: next(clock))
    assert list(time_limited(range(5), seconds)) == list(range(taken))
