"""The number in the page header."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection

from courseware.notices.templatetags.notices import unread_notices
from tests.factories import make_notice

pytestmark = pytest.mark.django_db


def test_it_counts_in_one_query(course, ben, django_assert_num_queries):
    make_notice(ben, course)
    with django_assert_num_queries(1):
        assert unread_notices(ben) == 1
    with django_assert_num_queries(0):
        assert unread_notices(AnonymousUser()) == 0


def test_without_a_database_there_is_no_number(course, ben):
    make_notice(ben, course)

    def fail(*_):
        raise DatabaseError("gone")

    with connection.execute_wrapper(fail):
        assert unread_notices(ben) == 0


def test_every_page_shows_it_and_none_where_all_is_read(client, course, ben):
    client.force_login(ben)
    assert "unread-count" not in client.get("/notices/").content.decode()
    make_notice(ben, course)
    for address in ("/notices/", "/calendar/", course.get_absolute_url()):
        page = client.get(address).content.decode()
        assert page.count('<span class="unread-count">1<') == 2  # on the menu, and in it
