"""The secret in the address of a feed."""

from __future__ import annotations

import pytest
from django.test import override_settings

from courseware.calendars.models import CalendarFeed
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_a_secret_belongs_to_its_feed_its_nonce_and_the_site():
    feed, other = (CalendarFeed.objects.create(user=make_user()) for _ in range(2))
    secret = feed.secret
    assert len(secret) == 40
    assert feed.opens_with(secret)
    assert not feed.opens_with("")
    assert not feed.opens_with("é" * 40)
    assert not other.opens_with(secret)
    with override_settings(SECRET_KEY="another"):
        assert not feed.opens_with(secret)
    feed.nonce = "0" * 32
    assert not feed.opens_with(secret)


def test_what_is_stored_is_no_part_of_the_address():
    feed = CalendarFeed.objects.create(user=make_user())
    assert feed.nonce not in feed.secret
