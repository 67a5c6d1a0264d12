"""Background tasks of quizzes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes import services
from quizzes.models import AnalysisReport
from quizzes.services import finishing
from quizzes.tasks import analyze, finish_overdue, grade_response
from tests.factories import make_student
from tests.quizzes.attempts import close


@pytest.mark.django_db
def test_the_sweep_hands_in_what_is_overdue(make_quiz, ben):
    attempt = services.start_attempt(item=make_quiz(), user=ben)
    attempt.item.closes_at = timezone.now() - timedelta(seconds=1)
    attempt.item.save()
    finish_overdue()
    attempt.refresh_from_db()
    assert not attempt.is_open


def test_tasks_keep_the_names_under_which_messages_wait_for_them():
    names = {task.name for task in (grade_response, analyze, finish_overdue)}
    assert names == {
        "quizzes.grade_response",
        "quizzes.analyse",
        "quizzes.finish_overdue",
    }


def test_a_sweep_that_has_not_finished_is_put_into_the_queue_again(attempt, monkeypatch):
    delayed = []
    monkeypatch.setattr(finish_overdue, "delay", lambda: delayed.append(True))
    monkeypatch.setattr(finishing, "SWEEP_SECONDS", -1.0)  # time for one attempt
    services.start_attempt(item=attempt.item, user=make_student(attempt.item.course))
    close(attempt.item, minutes=-1)
    assert finish_overdue() == {"finished": 1, "failed": 0, "more": True}
    assert delayed == [True]
    assert finish_overdue()["more"] is False
    assert delayed == [True]


@pytest.mark.django_db
def test_what_is_gone_is_no_error():
    grade_response(10**6)
    analyze(10**6, True)
    assert not AnalysisReport.objects.exists()
