"""What is new comes from whatever apps have registered."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from courseware.items import news
from courseware.items.news import News, news_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


@contextmanager
def source(name, tell):
    """Registered in place of an app's, which comes back."""
    before = dict(news._sources)
    news.register(name, tell)
    try:
        yield
    finally:
        news._sources.clear()
        news._sources.update(before)


def replies(count: int, start: datetime = NOW):
    def tell(course, user, since):
        assert since == NOW
        for number in range(count):
            at = start + timedelta(minutes=number)
            yield News(at, f"{course}: {user.username} {number}", "/there/", "Answered.")

    return tell


def test_sources_are_put_together_the_newest_first(course, ben):
    with source("replies", replies(2)), source("notices", replies(1, NOW + timedelta(seconds=30))):
        found = news_of(course, ben, NOW)
    assert [entry.at.second for entry in found] == [0, 30, 0]
    assert found[0].title == f"{course}: ben 1"


def test_there_are_never_more_than_fit(course, ben):
    with source("replies", replies(news.MOST + 5)):
        found = news_of(course, ben, NOW)
    assert len(found) == news.MOST
    assert found[0].at > found[-1].at


def test_a_source_that_cannot_read_its_data_hides_no_other(course, ben, caplog):
    def broken(course, user, since):
        yield News(NOW, "half", "/", "Half.")
        raise KeyError("a field that is missing")

    with source("broken", broken), source("replies", replies(1)):
        assert [entry.sentence for entry in news_of(course, ben, NOW)] == ["Answered."]
    assert "broken" in caplog.text
