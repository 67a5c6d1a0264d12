"""Until when regrades can be requested."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courseware.threads.models import RequestPeriod, Thread
from courseware.threads.selectors import may_request, open_requests
from courseware.threads.services import ask
from tests.factories import make_item, make_score

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(course, ben):
    item = make_item(course, "lab", title="Penalties")
    make_score(item, ben, 0.75)
    return item


def test_a_date_is_set_changed_and_taken_back(client, ada, item):
    client.force_login(ada)
    page = reverse("request-periods", args=["ml"])
    assert "Penalties" in client.get(page).content.decode()
    field = f"until-{item.pk}"
    assert client.post(page, {field: "2030-05-04T18:00"}).status_code == 302
    assert 'value="2030-05-04T18:00"' in client.get(page).content.decode()
    wrong = client.post(page, {field: "soon"})
    assert wrong.status_code == 422 and RequestPeriod.objects.exists()
    client.post(page, {field: ""})
    assert not RequestPeriod.objects.exists()


def test_after_the_date_only_questions_are_asked(client, ben, item):
    client.force_login(ben)
    address = reverse("ask", args=["ml", "lab", item.slug])
    assert 'name="regrade"' in client.get(address).content.decode()
    now = timezone.now()
    RequestPeriod.objects.create(item=item, until=now - timedelta(minutes=1))
    assert not may_request(item, now)
    assert 'name="regrade"' not in client.get(address).content.decode()
    client.post(address, {"text": "Again.", "regrade": "on"})
    assert Thread.objects.get().request == ""


def test_a_request_is_listed_until_it_is_decided(client, ben, ada, item, course):
    client.force_login(ben)
    address = reverse("ask", args=["ml", "lab", item.slug])
    page = client.post(address, {"text": "Again.", "regrade": "on"}, follow=True).content.decode()
    assert "Your request was sent." in page and "Accept request" not in page
    thread = Thread.objects.get()
    students = type(ben).objects.filter(pk=ben.pk)
    assert list(open_requests(course, students)) == [thread]
    assert list(open_requests(course, students.none())) == []
    ask(item=item, asker=ben, place="submission/1", text="A question.")
    client.force_login(ada)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "Accept request" in page
    declined = {"text": "It stands.", "decision": "declined"}
    page = client.post(thread.get_absolute_url(), declined, follow=True).content.decode()
    assert "The request was declined" in page
    thread.refresh_from_db()
    assert (thread.request, thread.state) == ("declined", "answered")
    assert list(open_requests(course, students)) == []


def test_nobody_decides_their_own_request(client, ben, item):
    thread = ask(item=item, asker=ben, place="score", text="Again.", regrade=True)
    client.force_login(ben)
    client.post(thread.get_absolute_url(), {"text": "Yes.", "decision": "accepted"})
    thread.refresh_from_db()
    assert thread.request == "open"
