"""What the database itself keeps of the outbox's rules."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courseware.outbox.models import Dispatcher, Lane, Message

pytestmark = pytest.mark.django_db


def test_one_open_message_for_a_task_and_its_arguments():
    Message.objects.create(task="a", args=[1])
    Message.objects.create(task="a", args=[2])
    Message.objects.create(task="b", args=[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(task="a", args=[1])


def test_a_message_that_is_done_makes_room_for_another():
    Message.objects.create(task="a", args=[1], done_at=timezone.now())
    Message.objects.create(task="a", args=[1])
    Message.objects.create(task="a", args=[1], done_at=timezone.now())
    assert Message.objects.count() == 3


def test_a_new_message_waits_in_the_lane_of_graded_work_and_belongs_to_nobody():
    message = Message.objects.create(task="a")
    message.refresh_from_db()
    assert (message.lane, message.owner, message.sends, message.args) == (Lane.GRADED, None, 0, [])
    assert (message.sent_at, message.started_at, message.done_at) == (None, None, None)


def test_messages_and_the_dispatcher_name_themselves_in_the_admin():
    assert str(Message(task="labs.grade", args=[7])) == "labs.grade(7,)"
    assert str(Dispatcher()) == "Dispatcher"
