"""The outbox in the admin."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from courseware.outbox.models import Message
from tests.factories import make_user


def test_messages_are_listed_and_those_that_are_done_can_be_left_out(client, db):
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    Message.objects.create(task="tests.open")
    Message.objects.create(task="tests.done", done_at=timezone.now())
    address = reverse("admin:outbox_message_changelist")
    everything = client.get(address).content.decode()
    still_open = client.get(address, {"done_at__isempty": "1"}).content.decode()
    assert everything.count("tests.done") > still_open.count("tests.done")
    assert ">tests.open<" in still_open
