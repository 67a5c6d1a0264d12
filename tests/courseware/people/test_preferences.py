"""Each page in the reader's zone, language, theme and text size."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from courseware.people.preferences import PreferencesMiddleware
from tests.factories import make_chapter, make_item

pytestmark = pytest.mark.django_db


def test_dates_stand_in_the_zone_of_the_profile_on_every_page(client, course, ben):
    due = datetime(2031, 7, 1, 22, 30, tzinfo=UTC)
    make_item(course, "lab", due_at=due, chapter=make_chapter(course))
    for zone, shown, name in (("", "22:30", "UTC"), ("Asia/Tokyo", "07:30", "JST")):
        ben.time_zone = zone
        ben.save()
        client.force_login(ben)
        for page in ("course", "grades"):
            text = client.get(reverse(page, args=[course.slug])).content.decode()
            assert f'{shown}<span class="time-zone"> {name}</span>' in text
            assert f'data-zone="{zone}"' in text
    assert timezone.get_current_timezone_name() == "UTC"  # afterwards all is as it was


@pytest.mark.parametrize(
    ("told", "chosen", "shown"),
    [
        ("Asia/Tokyo", "", "07:30"),
        ("Asia/Tokyo", "Europe/Berlin", "00:30"),
        ("Mars/Olympus", "", "22:30"),
        ("../../etc/passwd", "", "22:30"),
    ],
)
def test_without_a_zone_in_the_profile_the_browsers_own_counts(
    client, course, ben, told, chosen, shown
):
    due = datetime(2031, 7, 1, 22, 30, tzinfo=UTC)
    make_item(course, "lab", due_at=due, chapter=make_chapter(course))
    ben.time_zone = chosen
    ben.save()
    client.force_login(ben)
    client.cookies["zone"] = told
    text = client.get(reverse("course", args=[course.slug])).content.decode()
    assert f', {shown}<span class="time-zone">' in text


def test_a_zone_that_the_host_no_longer_knows_is_left_out(client, course, ben):
    ben.time_zone = "Mars/Olympus"
    ben.save()
    client.force_login(ben)
    assert client.get(reverse("course", args=[course.slug])).status_code == 200


def test_theme_and_text_size_are_in_the_page_before_any_script(client, ben):
    ben.theme, ben.text_size = "dark", "larger"
    ben.save()
    client.force_login(ben)
    text = client.get(reverse("profile")).content.decode()
    assert 'data-theme="dark" data-text-size="larger"' in text
    client.logout()
    assert "data-theme=" not in client.get(reverse("home")).content.decode().split("<head>")[0]


@pytest.fixture
def seen(rf, settings, ben):
    """The language of the page, and what the middleware makes of the response."""
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]

    def request(user=ben, cookies=True):
        middleware = PreferencesMiddleware(lambda made: HttpResponse(translation.get_language()))
        made = rf.get("/")
        made.user = user
        if cookies:
            made.COOKIES[settings.SESSION_COOKIE_NAME] = "x"

        def respond(inner):
            middleware.process_view(inner)
            return HttpResponse(translation.get_language())

        middleware.get_response = respond
        return middleware(made)

    return request


def test_the_language_of_the_profile_counts(seen, ben):
    ben.language = "de"
    response = seen()
    assert response.content == b"de"
    assert response["Content-Language"] == "de"
    assert translation.get_language() == "en"


@pytest.mark.parametrize("language", ["", "tlh"])
def test_without_one_that_the_site_speaks_the_page_stays_as_it_was(seen, ben, language):
    ben.language = language
    response = seen()
    assert response.content == b"en"
    assert "Content-Language" not in response


def test_who_has_no_session_is_not_looked_up(seen):
    class Nobody:
        @property
        def is_authenticated(self):
            raise AssertionError("asked for the person")

    assert seen(Nobody(), cookies=False).content == b"en"


def test_without_a_database_the_page_itself_says_so(seen):
    class Unreachable:
        @property
        def is_authenticated(self):
            raise OperationalError("gone")

    assert seen(Unreachable()).content == b"en"
