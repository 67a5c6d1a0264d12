"""Sessions and people as each request finds them."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courseware.people import sessions

pytestmark = pytest.mark.django_db


@pytest.fixture
def status(client, ben, course):
    """The status of a page for members, for somebody who has signed in."""
    client.force_login(ben)
    return lambda: client.get(reverse("grades", args=[course.slug])).status_code


def test_a_session_holds_from_one_request_to_the_next(status):
    assert (status(), status()) == (200, 200)


def test_a_session_ends_at_its_date(status):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert status() == 302


def test_a_session_that_is_deleted_ends_at_once(status):
    assert status() == 200
    Session.objects.all().delete()
    assert status() == 302


def test_somebody_who_is_no_longer_active_is_signed_out_at_once(status, ben):
    assert status() == 200
    ben.is_active = False
    ben.save()
    assert status() == 302


def test_a_new_password_ends_other_sessions(status, ben):
    assert status() == 200
    ben.set_password("another")
    ben.save()
    assert status() == 302


@pytest.mark.parametrize("key", ["x", "no-such-session-key-in-the-table"])
def test_an_unknown_session_is_nobody(client, course, key):
    client.cookies["sessionid"] = key
    assert client.get(reverse("grades", args=[course.slug])).status_code == 302


def test_expired_sessions_are_cleared_a_few_at_a_time(status, monkeypatch, ben):
    monkeypatch.setattr(sessions, "SESSIONS_PER_TRANSACTION", 2)
    key = Session.objects.get().session_key
    gone = timezone.now() - timedelta(days=1)
    Session.objects.bulk_create(
        Session(session_key=f"old-{number}", session_data="", expire_date=gone)
        for number in range(5)
    )
    with CaptureQueriesContext(connection) as made:
        call_command("clearsessions")
    assert [each.session_key for each in Session.objects.all()] == [key]
    assert sum(each["sql"].startswith("DELETE") for each in made) == 3
    assert status() == 200
