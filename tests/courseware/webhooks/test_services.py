"""Telling webhooks of changed scores."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.gradebook.services import override_score, record_score
from courseware.outbox.models import Message
from courseware.outgoing import NotSent
from courseware.webhooks import services
from courseware.webhooks.models import Webhook
from courseware.webhooks.services import add_webhook, deliver, enqueue_due
from courseware.webhooks.signing import headers
from tests.factories import make_course, make_instructor, make_item, make_student

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]


@pytest.fixture
def webhook(course, ada, receiver):
    record_score(item=make_item(course), user=ada, fraction=1, reason="before")
    return add_webhook(course=course, url=receiver.url, by=ada)


def test_changes_are_told_in_order_and_once(course, ada, ben, receiver, webhook):
    item = make_item(course, slug="zeros", points=4)
    record_score(item=item, user=ben, fraction=0.5, reason="graded")
    override_score(item=item, user=ben, fraction=1.0, reason="A typo", by=ada)
    assert deliver(webhook.pk) and not deliver(webhook.pk)
    (message,) = receiver.bodies
    assert (message["type"], message["course"]) == ("scores.changed", "ml")
    assert [row["slug"] for row in message["data"]] == ["zeros", "zeros"]
    assert message["data"][1] | {"changed_at": ""} == {
        "person": "ben",
        "email": ben.email,
        "kind": "quiz",
        "slug": "zeros",
        "out_of": 4.0,
        "effective": 1.0,
        "excused": False,
        "released": True,
        "changed_at": "",
    }
    ((sent, body),) = receiver.messages
    expected = headers(webhook.secret, sent["webhook-id"], int(sent["webhook-timestamp"]), body)
    assert sent["webhook-signature"] == expected["webhook-signature"]


def test_only_students_of_the_course_are_told_of(course, ada, receiver, webhook):
    other = make_course()
    record_score(item=make_item(other), user=make_student(other), fraction=1, reason="x")
    record_score(item=make_item(course), user=make_instructor(course), fraction=1, reason="x")
    assert deliver(webhook.pk) and receiver.messages == []
    assert not deliver(webhook.pk)


def test_a_score_that_is_held_back_is_not_told(course, ben, receiver, webhook):
    item = make_item(course, scores_held=True)
    record_score(item=item, user=ben, fraction=0.5, reason="graded")
    deliver(webhook.pk)
    (row,) = receiver.bodies[0]["data"]
    assert row["effective"] is None and row["released"] is False


def test_many_changes_are_several_messages(course, ben, receiver, webhook, monkeypatch):
    monkeypatch.setattr(services, "BATCH", 2)
    for _ in range(5):
        record_score(item=make_item(course), user=ben, fraction=1, reason="graded")
    while deliver(webhook.pk):
        pass
    assert [len(body["data"]) for body in receiver.bodies] == [2, 2, 1]
    assert len({sent["webhook-id"] for sent, _ in receiver.messages}) == 3


def test_a_refused_message_is_sent_again_with_the_same_id(course, ben, receiver, webhook):
    record_score(item=make_item(course), user=ben, fraction=1, reason="graded")
    receiver.statuses = [500]
    assert not deliver(webhook.pk)
    webhook.refresh_from_db()
    assert webhook.failures == 1 and "500" in webhook.error
    assert webhook.next_at > timezone.now()
    assert enqueue_due() == 0  # not before its time
    assert deliver(webhook.pk)
    ids = [sent["webhook-id"] for sent, _ in receiver.messages]
    assert ids[0] == ids[1]
    webhook.refresh_from_db()
    assert (webhook.failures, webhook.error, webhook.next_at) == (0, "", None)


def test_after_three_days_it_is_given_up_until_somebody_tries_again(course, ben, receiver, webhook):
    record_score(item=make_item(course), user=ben, fraction=1, reason="graded")
    long_ago = timezone.now() - timedelta(days=4)
    Webhook.objects.update(failing_since=long_ago, failures=80)
    receiver.statuses = [500]
    deliver(webhook.pk)
    webhook.refresh_from_db()
    assert not webhook.active and enqueue_due() == 0
    assert services.resume(course=course, pk=webhook.pk)
    assert enqueue_due() == 1 and deliver(webhook.pk)


def test_what_is_due_is_enqueued_once(course, ben, receiver, webhook):
    assert enqueue_due() == 0
    record_score(item=make_item(course), user=ben, fraction=1, reason="graded")
    enqueue_due()
    enqueue_due()
    assert Message.objects.filter(task=services.DELIVER, args=[webhook.pk]).count() == 1


def test_a_change_of_this_moment_waits(course, ben, receiver, webhook, monkeypatch):
    monkeypatch.setattr(services, "SETTLED", timedelta(seconds=10))
    record_score(item=make_item(course), user=ben, fraction=1, reason="graded")
    assert enqueue_due() == 0 and not deliver(webhook.pk)


def test_a_test_says_why_it_was_not_taken(receiver, webhook):
    receiver.statuses = [404]
    services.send_test(webhook.pk)
    webhook.refresh_from_db()
    assert "404" in webhook.error and webhook.sent_at is None
    services.send_test(webhook.pk)
    webhook.refresh_from_db()
    assert webhook.error == "" and webhook.sent_at is not None
    assert receiver.bodies[-1]["type"] == "test"
    webhook.delete()
    services.send_test(webhook.pk or 0)
    assert len(receiver.messages) == 2


def test_an_address_that_may_not_be_reached_is_not_added(course, ada, settings):
    with pytest.raises(NotSent):
        add_webhook(course=course, url="https://localhost/", by=ada)
    assert not Webhook.objects.exists()
