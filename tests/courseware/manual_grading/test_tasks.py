"""What workers run."""

from __future__ import annotations

import pytest

from courseware.manual_grading import tasks
from courseware.manual_grading.rubric_changes import FOLLOW
from courseware.outbox.models import Lane, Message
from courseware.outbox.services import enqueue

pytestmark = pytest.mark.django_db


def test_a_task_for_a_rubric_that_is_gone_is_done():
    enqueue(FOLLOW, 99, lane=Lane.BACKGROUND)
    tasks.follow(99)
    assert Message.objects.get().done_at is not None
