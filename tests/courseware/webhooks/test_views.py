"""The page of webhooks."""

from __future__ import annotations

import pytest

from courseware.outbox.models import Message
from courseware.webhooks import services, tasks
from courseware.webhooks.models import Webhook

pytestmark = pytest.mark.django_db
PAGE = "/courses/ml/webhooks/"


def body(response) -> str:
    return response.content.decode()


def test_one_is_added_tried_and_removed(client, course, ada, receiver):
    client.force_login(ada)
    page = body(client.post(PAGE, {"url": receiver.url}))
    webhook = Webhook.objects.get()
    assert webhook.secret in page and webhook.by == ada
    listed = body(client.get(PAGE))
    assert webhook.secret not in listed and "No deliveries yet." in listed
    one = f"{PAGE}{webhook.pk}/"
    assert "A test is being sent." in body(client.post(one, {"test": ""}, follow=True))
    tasks.send_test(webhook.pk)
    assert "Last delivered" in body(client.get(PAGE))
    receiver.statuses = [503]
    client.post(one, {"test": ""})
    tasks.send_test(webhook.pk)
    assert "status 503" in body(client.get(PAGE))
    assert not Message.objects.filter(task=services.TEST, done_at=None).exists()
    Webhook.objects.update(active=False, error="No response.")
    assert "Delivery was abandoned after three days." in body(client.get(PAGE))
    client.post(one, {"resume": ""})
    assert Webhook.objects.get().active
    assert "The webhook was removed." in body(client.post(one, {"remove": ""}, follow=True))
    assert client.post(one, {"test": ""}).status_code == 404


@pytest.mark.parametrize("url", ["", "x y", "https://localhost/", "http://example.org/", "\0"])
def test_what_is_no_address_is_shown_again(client, course, ada, url):
    client.force_login(ada)
    assert client.post(PAGE, {"url": url}).status_code == 422
    assert not Webhook.objects.exists()


def test_a_course_has_a_limit(client, course, ada, receiver, monkeypatch):
    monkeypatch.setattr(services, "MOST", 1)
    client.force_login(ada)
    client.post(PAGE, {"url": receiver.url})
    page = client.post(PAGE, {"url": receiver.url})
    assert page.status_code == 422 and "Remove one" in body(page)
