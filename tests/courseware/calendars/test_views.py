"""The page about the feed, and the feed as a program asks for it."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from tests.factories import make_extension, make_item

pytestmark = pytest.mark.django_db


def address_on(client) -> str:
    page = client.get("/calendar/").content.decode()
    found = re.search(r'id="calendar-address" type="url" value="([^"]+)"', page)
    return urlsplit(html.unescape(found[1])).path if found else ""


def test_a_student_makes_replaces_and_revokes_an_address(client, course, ben):
    client.force_login(ben)
    assert address_on(client) == ""
    client.post("/calendar/renew/")
    first = address_on(client)
    client.post("/calendar/renew/")
    second = address_on(client)
    program = Client()
    assert program.get(second).status_code == 200
    assert program.get(first).status_code == 404
    client.post("/calendar/revoke/")
    assert address_on(client) == ""
    assert program.get(second).status_code == 404


def test_a_program_reads_the_persons_own_dates_without_signing_in(client, course, ben):
    due = timezone.now().replace(microsecond=0) + timedelta(days=3)
    item = make_item(course, title="Zeros", due_at=due)
    make_extension(item, ben, due_at=due + timedelta(days=1))
    client.force_login(ben)
    client.post("/calendar/renew/")
    response = Client().get(address_on(client))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert event.decoded("dtstart") == due + timedelta(days=1)
    assert event["url"] == f"http://testserver{item.get_absolute_url()}"


def test_the_page_lists_what_is_due_next(client, course, ben):
    due = timezone.now() + timedelta(hours=1)
    make_item(course, title="Zeros", due_at=due)
    make_item(course, title="Past", due_at=due - timedelta(days=1))
    for _ in range(11):
        make_item(course, due_at=due + timedelta(days=1))
    client.force_login(ben)
    page = client.get("/calendar/").content.decode()
    assert ">Zeros</a>" in page
    assert ">Past</a>" not in page
    assert "and 2 more" in page
    assert '<a class="menu-choice" href="/calendar/">' in page


def test_visitors_have_no_calendar_and_changes_need_a_post(client, ben):
    assert client.get("/calendar/").status_code == 302
    assert client.post("/calendar/renew/").status_code == 302
    client.force_login(ben)
    assert client.get("/calendar/renew/").status_code == 405
    assert client.get("/calendar/revoke/").status_code == 405
    assert client.get("/calendar/99999999999999999999-x.ics").status_code == 404
    assert client.get("/calendar/1-guess.ics").status_code == 404
