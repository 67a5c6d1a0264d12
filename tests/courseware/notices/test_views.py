"""The page of notices, and the link in the mail."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from courseware.notices.links import token_of
from courseware.notices.models import Notice
from courseware.people.models import User
from tests.factories import make_notice

pytestmark = pytest.mark.django_db


def body(response) -> str:
    return response.content.decode()


def test_the_page_lists_what_is_new_and_what_was_read(client, course, ben):
    client.force_login(ben)
    assert "No notices yet" in body(client.get("/notices/"))
    make_notice(ben, course, params={"item": "Zeros <b>"}, link="/there/")
    make_notice(ben, course, params={"item": "Ones"}, seen_at=timezone.now())
    page = body(client.get("/notices/"))
    assert ">Zeros &lt;b&gt;</a>" in page
    assert "Ones" in page and page.count("notice-unread") == 1


def test_following_a_notice_marks_it_as_read(client, course, ada, ben):
    notice = make_notice(ben, course, link="/there/")
    client.force_login(ada)
    assert client.get(f"/notices/{notice.pk}/").status_code == 404
    client.force_login(ben)
    assert f'<a href="/notices/{notice.pk}/">' in body(client.get("/notices/"))
    assert Notice.objects.get().seen_at is None
    assert client.get(f"/notices/{notice.pk}/").url == "/there/"
    assert Notice.objects.get().seen_at is not None


def test_one_is_marked_as_read_or_all_that_were_shown(client, course, ben):
    client.force_login(ben)
    first, second = make_notice(ben, course), make_notice(ben, course)
    client.post("/notices/seen/", {"notice": first.pk})
    assert list(Notice.objects.filter(seen_at=None)) == [second]
    page = body(client.get("/notices/"))
    assert f'name="through" value="{second.pk}"' in page
    late = make_notice(ben, course)
    assert client.post("/notices/seen/", {"through": second.pk}).url == "/notices/"
    assert list(Notice.objects.filter(seen_at=None)) == [late]


@pytest.mark.parametrize("value", ["", "x", "-1", "1" * 30, "²", "\0"])
def test_what_is_no_number_marks_nothing_and_says_so(client, course, ben, value):
    client.force_login(ben)
    make_notice(ben, course)
    page = client.post("/notices/seen/", {"notice": value, "through": value}, follow=True)
    assert "Nothing was marked as read. Try again." in body(page)
    assert Notice.objects.get().seen_at is None


def test_looking_at_the_link_in_the_mail_changes_nothing_and_its_form_does(ben):
    client = Client(enforce_csrf_checks=True)
    address = f"/notices/mail-off/{token_of(ben)}/"
    assert "Unsubscribe" in body(client.get(address))
    assert User.objects.get().mail_digest == "daily"
    response = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert "You will no longer receive notices by email." in body(response)
    assert User.objects.get().mail_digest == "never"
    assert "You will no longer receive notices by email." in body(client.get(address))


def test_a_link_that_was_made_up_leads_nowhere(client, ben):
    for method in (client.get, client.post):
        assert method(f"/notices/mail-off/{token_of(ben)}x/").status_code == 404
    assert User.objects.get().mail_digest == "daily"


def test_the_choice_stands_in_the_profile(client, ben):
    client.force_login(ben)
    assert "Once a day, at 7 in the morning" in body(client.get("/accounts/profile/"))
    client.post("/accounts/profile/", {"mail_digest": "never"})
    assert User.objects.get().mail_digest == "never"
    client.post("/accounts/profile/", {"first_name": "Ben"})  # a page from before
    assert User.objects.get().mail_digest == "never"
    assert client.post("/accounts/profile/", {"mail_digest": "hourly"}).status_code == 422
    client.post("/accounts/profile/", {"mail_digest": "daily"})
    assert User.objects.get().mail_digest == "daily"
