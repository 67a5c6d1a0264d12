"""With the broker down a message is kept at once: the page that stored it does not wait."""

from __future__ import annotations

import time

import pytest

from courseware.outbox.models import Message
from courseware.outbox.services import send


@pytest.mark.django_db
def test_a_message_that_cannot_be_sent_is_kept_without_waiting():
    message = Message.objects.create(task="no.such.task", args=[1])
    began = time.monotonic()
    assert send(message) is False
    assert time.monotonic() - began < 1
    message.refresh_from_db()
    assert (message.sent_at, message.sends, message.done_at) == (None, 0, None)
