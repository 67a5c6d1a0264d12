"""The pages on which an instructor takes over members."""

from __future__ import annotations

import re

import pytest

from courseware.lti.models import Account, Context, Link
from courseware.lti.tasks import fetch_members
from tests.courseware.lti.platform import LEARNER
from tests.factories import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, course, ada, context):
    client.force_login(ada)
    return f"/courses/{course.slug}/people/platforms/"


def test_members_are_read_shown_and_taken_over(client, context, page, course):
    response = client.post(page, {"context": context.pk, "members": ""})
    assert response.url == f"{page}{context.pk}/"
    assert b"being fetched" in client.get(response.url).content
    fetch_members(context.pk)
    shown = client.get(response.url).content.decode()
    assert LEARNER.name in shown and "Will be enrolled: 2" in shown
    digest = re.search(r'name="digest" value="(\w+)"', shown)[1]
    done = client.post(response.url, {"digest": digest}, follow=True)
    assert b"2 people enrolled." in done.content
    assert Account.objects.count() == 2
    assert b"already matches" in client.get(response.url).content


def test_an_old_page_changes_nothing(client, context, page):
    client.post(page, {"context": context.pk, "members": ""})
    fetch_members(context.pk)
    response = client.post(f"{page}{context.pk}/", {"digest": "old"})
    assert response.status_code == 409 and b"Nothing was changed" in response.content
    assert Account.objects.count() == 0


def test_a_course_is_disconnected_with_its_links(client, course, context, page):
    Link.objects.create(context=context, key="1", item=make_item(course))
    client.post(page, {"context": context.pk, "disconnect": ""})
    assert Context.objects.get().course is None and Link.objects.get().item is None
    assert client.get(f"{page}{context.pk}/").status_code == 404
    gone = client.post(page, {"context": context.pk, "members": ""}, follow=True)
    assert b"no longer connected" in gone.content


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "-1", "²"])
def test_a_number_that_is_none_is_told(client, page, number):
    response = client.post(page, {"context": number}, follow=True)
    assert b"no longer connected" in response.content


def test_problems_and_lists_that_are_gone_are_told(client, context, page):
    Context.objects.update(members_problem="The platform responded with status 500.")
    assert b"status 500" in client.get(f"{page}{context.pk}/").content
