"""How many requests a person may send."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from courseware.api import throttling
from courseware.api.throttling import PersonThrottle
from courseware.people.allowances import Allowance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


def asks(rf, user, method: str = "get"):
    request = getattr(rf, method)("/api/v1/me")
    request.user = request.auth = user
    return request


def test_reading_is_limited_by_person(rf, ben, ada, monkeypatch):
    monkeypatch.setattr(throttling, "READS", "2/m")
    throttle = PersonThrottle()
    assert [throttle.allow_request(asks(rf, ben)) for _ in range(3)] == [True, True, False]
    assert 0 < throttle.wait() <= 60
    assert throttle.allow_request(asks(rf, ada))


def test_writing_is_counted_in_the_database(rf, ben, ada, monkeypatch):
    few = Allowance("API writes by", burst=1, first_wait=30, max_wait=30, decay=60)
    monkeypatch.setattr(throttling, "WRITES", few)
    # Another process has another object.
    assert PersonThrottle().allow_request(asks(rf, ben, "post"))
    throttle = PersonThrottle()
    assert not throttle.allow_request(asks(rf, ben, "put")) and throttle.wait() > 20
    assert PersonThrottle().allow_request(asks(rf, ada, "post"))
