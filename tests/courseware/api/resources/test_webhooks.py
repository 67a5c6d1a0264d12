"""Webhooks in the API."""

from __future__ import annotations

import pytest

from courseware.outbox.models import Message
from courseware.people.models import Role
from courseware.webhooks import services
from courseware.webhooks.models import Webhook
from tests.factories import make_course, make_staff

pytestmark = pytest.mark.django_db
WEBHOOKS = "/api/v1/courses/ml/webhooks"
JSON = "application/json"


@pytest.fixture
def url(settings) -> str:
    """An address that this site may send to; nothing is sent to it."""
    settings.WEBHOOKS_PRIVATE = True
    return "http://127.0.0.1:9/scores"


def test_one_is_added_tried_resumed_and_removed(program, course, ada, url):
    client = program(ada)
    made = client.post(WEBHOOKS, {"url": url}, content_type=JSON).json()
    stored = Webhook.objects.get()
    assert (made["secret"], made["url"]) == (stored.secret, url)
    (listed,) = client.get(WEBHOOKS).json()
    assert listed == {name: made[name] for name in listed} and "secret" not in listed
    one = f"{WEBHOOKS}/{made['id']}"
    assert client.post(f"{one}/test").status_code == 202
    assert Message.objects.filter(task=services.TEST, done_at=None).count() == 1
    Webhook.objects.update(active=False, failures=9, error="No answer.")
    resumed = client.post(f"{one}/resume").json()
    assert (resumed["active"], resumed["failures"], resumed["error"]) == (True, 0, "")
    assert client.delete(one).status_code == 204
    assert client.delete(one).status_code == 404
    assert not Webhook.objects.exists()


@pytest.mark.parametrize(
    ("address", "status"),
    [("", 422), ("\0", 422), ("x y", 409), ("https://localhost/", 409), ("ftp://a.org/", 409)],
)
def test_what_is_no_address_is_refused(program, course, ada, address, status):
    response = program(ada).post(WEBHOOKS, {"url": address}, content_type=JSON)
    assert response.status_code == status and response.json()["detail"]
    assert not Webhook.objects.exists()


def test_a_course_has_a_limit(program, course, ada, url, monkeypatch):
    monkeypatch.setattr(services, "MOST", 0)
    response = program(ada).post(WEBHOOKS, {"url": url}, content_type=JSON)
    assert response.status_code == 409 and "Remove one" in response.json()["detail"]


def test_those_of_other_courses_and_other_roles_are_out_of_reach(program, course, ada, ben):
    other = Webhook.objects.create(course=make_course(), url="https://example.org/", secret="s")
    for rest in ("/test", "/resume"):
        assert program(ada).post(f"{WEBHOOKS}/{other.pk}{rest}").status_code == 404
    assert program(ada).delete(f"{WEBHOOKS}/{other.pk}").status_code == 404
    for person in (ben, make_staff(course, Role.ASSISTANT)):
        assert program(person).get(WEBHOOKS).status_code == 403
    assert Webhook.objects.count() == 1
