"""Addresses are made, replaced and switched off."""

from __future__ import annotations

import pytest

from courseware.calendars.models import CalendarFeed
from courseware.calendars.services import renew_feed, revoke_feed
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_renewing_replaces_the_address_of_one_person(ben):
    other = renew_feed(user=make_user())
    first = renew_feed(user=ben)
    second = renew_feed(user=ben)
    assert first.pk == second.pk
    assert not second.opens_with(first.secret)
    assert CalendarFeed.objects.get(pk=other.pk).opens_with(other.secret)


def test_revoking_leaves_none_and_may_be_done_twice(ben):
    other = renew_feed(user=make_user())
    renew_feed(user=ben)
    for _ in range(2):
        revoke_feed(user=ben)
    assert list(CalendarFeed.objects.all()) == [other]
