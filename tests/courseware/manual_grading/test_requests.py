"""Requests at works that are graded manually."""

from __future__ import annotations

import pytest

from courseware.items.kinds import kind_named
from courseware.manual_grading.requests import request_for, save_and_decide, work_at
from courseware.manual_grading.services import Given
from courseware.notices.models import Notice
from courseware.threads.services import ask
from quizzes.models import Response

pytestmark = pytest.mark.django_db


def test_a_request_is_found_with_its_work_and_decided_with_a_notice(rubric, works, students, ada):
    shown = kind_named("quiz").manual_work(rubric.item, "why", works[0].id)
    assert request_for(rubric, works[0], shown) is None
    ask(item=rubric.item, asker=students[0], place=shown.place, text="A question.")
    assert request_for(rubric, works[0], shown) is None
    thread = ask(
        item=rubric.item, asker=students[0], place=shown.place, text="Again.", regrade=True
    )
    assert request_for(rubric, works[0], shown) == thread
    assert request_for(rubric, works[1], shown) is None
    save_and_decide(rubric=rubric, work=works[0], given=Given(), by=ada, seen=0, thread=thread,
                    accepted=False, answer="It stands.")  # fmt: skip
    thread.refresh_from_db()
    assert thread.request == "declined"
    assert Notice.objects.filter(user=students[0], kind="answered").exists()
    assert request_for(rubric, works[0], shown) is None


def test_a_work_is_found_by_its_place(rubric, works):
    response = Response.objects.get(pk=works[0].id)
    assert work_at(rubric.item, f"attempt/{response.attempt_id}/why") == (rubric, works[0].id)
    assert work_at(rubric.item, "score") is None
