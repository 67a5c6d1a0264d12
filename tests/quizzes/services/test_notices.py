"""What people are told about their quizzes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.deadlines.grants import NO_GRANT, Grant
from courseware.notices.models import Notice
from quizzes import services
from quizzes.services.changes import Change
from tests.quizzes.attempts import close, grant
from tests.quizzes.writing import example_of

POINTS = {"slope": 2, "example": 0.5}


@pytest.fixture
def hand_in(make_quiz, ben):
    """An attempt at a quiz of one essay, handed in."""

    def hand_in(settings: str = "", **fields: Any) -> Any:
        lines = example_of("essay").splitlines()
        question = "".join(f"  {' ' if n else '-'} {line}\n" for n, line in enumerate(lines))
        item = make_quiz(f"title: Kinks\n{settings}questions:\n{question}", **fields)
        attempt = services.start_attempt(item=item, user=ben)
        change = Change("why-l1", {"": ["Because of the kink."]})
        services.save_answers(attempt=attempt, changes=[change], by=ben)
        return services.finish_attempt(attempt=attempt, by=ben)

    return hand_in


def grade(attempt: Any, by: Any, points: dict[str, float]) -> None:
    services.grade_by_hand(response=attempt.responses.get(), points=points, comment="Hm.", by=by)


def test_a_grading_by_hand_is_told_once_however_often_it_is_corrected(hand_in, ada, ben):
    attempt = hand_in()
    assert not Notice.objects.exists()
    grade(attempt, ada, POINTS)
    grade(attempt, ada, POINTS | {"slope": 1})
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.title) == (ben, "graded", "Kinks")
    assert notice.link == attempt.get_absolute_url()


def test_it_is_not_told_before_the_score_may_be_seen(hand_in, ada):
    soon = timezone.now() + timedelta(minutes=5)
    attempt = hand_in("review: {score: closed, key: closed}\n", closes_at=soon)
    grade(attempt, ada, POINTS)
    services.finish_overdue_attempts()
    assert not Notice.objects.exists()
    close(attempt.item, minutes=-1)
    services.finish_overdue_attempts()
    services.finish_overdue_attempts()
    assert Notice.objects.get().kind == "graded"


def test_what_rules_have_scored_is_told_to_nobody(attempt):
    services.finish_attempt(attempt=attempt, by=attempt.user)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("everywhere", [False, True])
def test_a_grant_is_told_once_and_taking_it_back_is_not(attempt, ada, everywhere):
    for _ in range(2):
        grant(attempt, ada, Grant(time_factor=1.25), everywhere=everywhere)
    notice = Notice.objects.get()
    about = attempt.item.course if everywhere else attempt.item
    assert (notice.user, notice.kind) == (attempt.user, "accommodation")
    assert (notice.title, notice.link) == (about.title, about.get_absolute_url())
    grant(attempt, ada, Grant(time_factor=1.5), everywhere=everywhere)
    assert Notice.objects.count() == 2
    grant(attempt, ada, NO_GRANT, everywhere=everywhere)
    assert Notice.objects.count() == 2
