"""Threads and their messages."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from courseware.threads.models import State, Thread
from courseware.threads.services import ask
from tests.factories import make_item

pytestmark = pytest.mark.django_db


def test_a_person_has_one_thread_at_a_place(course, ben, cleo):
    item = make_item(course, title="Penalties")
    thread = ask(item=item, asker=ben, place="score", text="Why?")
    with pytest.raises(IntegrityError), transaction.atomic():
        thread.pk = None
        thread.save()
    ask(item=item, asker=cleo, place="score", text="Why?")
    assert Thread.objects.count() == 2


def test_they_are_named_and_found(course, ben):
    thread = ask(item=make_item(course, title="Penalties"), asker=ben, place="score", text="Why?")
    assert str(thread) == "ben about Penalties (score)"
    assert str(thread.messages.get()).startswith("ben, 20")
    assert thread.get_absolute_url() == f"/courses/ml/questions/{thread.pk}/"
    assert thread.state == State.OPEN
