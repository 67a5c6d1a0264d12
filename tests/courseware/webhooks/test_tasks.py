"""The tasks of webhooks."""

from __future__ import annotations

import pytest

from courseware.gradebook.services import record_score
from courseware.outbox.models import Message
from courseware.webhooks import tasks
from courseware.webhooks.services import DELIVER, add_webhook
from tests.factories import make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]


def test_what_has_changed_is_delivered(course, ada, ben, receiver):
    webhook = add_webhook(course=course, url=receiver.url, by=ada)
    record_score(item=make_item(course), user=ben, fraction=1, reason="graded")
    tasks.enqueue_due()
    tasks.deliver(webhook.pk)
    assert len(receiver.messages) == 1
    assert not Message.objects.filter(task=DELIVER, done_at=None).exists()
    tasks.deliver(webhook.pk)  # a message that came twice
    assert len(receiver.messages) == 1
