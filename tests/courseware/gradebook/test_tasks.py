"""The task that sets scores again ends, whatever became of its item."""

from __future__ import annotations

from typing import Any

import pytest

from courseware.gradebook.recounting import RECOUNT
from courseware.gradebook.rules import Rules
from courseware.gradebook.rules_services import set_rules
from courseware.gradebook.tasks import recount_scores
from courseware.outbox.models import Message
from tests.factories import make_item

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_deleted", [False, True])
def test_a_task_ends_also_when_its_item_was_deleted(
    course: Any, ada: Any, is_deleted: bool
) -> None:
    item = make_item(course, "quiz")
    set_rules(course=course, rules=Rules(attempts=(("quiz", "last"),)), by=ada)
    message = Message.objects.get(task=RECOUNT)
    if is_deleted:
        item.delete()

    recount_scores(*message.args)

    message.refresh_from_db()
    assert message.done_at is not None
