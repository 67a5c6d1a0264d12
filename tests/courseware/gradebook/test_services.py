"""Scores are recorded once, with a trail, and a hand-set score counts until taken back."""

from datetime import timedelta
from typing import Any

import pytest

from courseware.gradebook.models import Score, ScoreChange
from courseware.gradebook.services import override_score, record_score, record_scores
from tests.factories import make_item, make_score, make_student

pytestmark = pytest.mark.django_db


def test_recording_the_same_score_again_leaves_no_second_entry(course: Any, ben: Any) -> None:
    item = make_item(course)
    record_score(item=item, user=ben, fraction=0.5, reason="attempt 1")
    record_score(item=item, user=ben, fraction=0.5, reason="attempt 1")
    assert [change.reason for change in ScoreChange.objects.all()] == ["attempt 1"]
    assert Score.objects.get().effective == 0.5


def test_scores_of_many_are_decided_when_they_are_locked(
    course: Any, ben: Any, django_assert_num_queries: Any
) -> None:
    item = make_item(course)
    people = [ben, *(make_student(course) for _ in range(3))]
    without_score = make_student(course)
    for user in people[1:]:
        record_score(item=item, user=user, fraction=0.5, reason="attempt 1")
    make_score(item, ben, 0.25, override=0.9)
    asked: list[Any] = []

    def decide(users: Any) -> dict[int, tuple[float, timedelta]]:
        asked.extend(users)
        return {user: (0.25, timedelta(days=user == ben.pk)) for user in users}

    with django_assert_num_queries(5):  # two of them for the transaction
        ids = [user.pk for user in (*people, without_score)]
        assert record_scores(item=item, people=ids, decide=decide, reason="rules") == 4
    assert sorted(asked) == sorted(user.pk for user in people)
    changes = ScoreChange.objects.filter(reason="rules")
    assert {(each.user_number, each.fraction_before, each.override) for each in changes} == {
        (ben.pk, 0.25, 0.9),
        *((user.pk, 0.5, None) for user in people[1:]),
    }
    score = Score.objects.get(user=ben)
    assert (score.effective, score.fraction, score.late_by) == (0.9, 0.25, timedelta(days=1))


def test_scores_of_many_outside_their_bounds_are_refused(course: Any, ben: Any) -> None:
    item = make_item(course)
    make_score(item, ben, 0.5)
    with pytest.raises(ValueError):
        record_scores(
            item=item,
            people=[ben.pk],
            decide=lambda users: dict.fromkeys(users, (1.5, timedelta())),
            reason="",
        )
    assert Score.objects.get().fraction == 0.5


def test_a_score_set_by_hand_counts_and_survives_a_new_computation(
    course: Any, ada: Any, ben: Any
) -> None:
    item = make_item(course)
    record_score(item=item, user=ben, fraction=0.5, reason="attempt 1")
    override_score(item=item, user=ben, fraction=0.9, reason="was ill", by=ada)
    score = record_score(item=item, user=ben, fraction=0.7, reason="attempt 2")
    assert (score.effective, score.fraction) == (0.9, 0.7)
    restored = override_score(item=item, user=ben, fraction=None, reason="mistake", by=ada)
    assert (restored.effective, restored.override_reason) == (0.7, "")
    assert [change.by for change in ScoreChange.objects.all()] == [ada, None, ada, None]


def test_a_score_keeps_how_late_its_work_was(course: Any, ben: Any) -> None:
    item = make_item(course)
    late = timedelta(hours=2)
    assert record_score(item=item, user=ben, fraction=0.5, reason="1", late_by=late).late_by == late
    record_score(item=item, user=ben, fraction=0.5, reason="2")
    assert Score.objects.get().late_by == timedelta()
    assert ScoreChange.objects.count() == 2


@pytest.mark.parametrize("fraction", [-0.1, 1.1, float("nan")])
def test_a_score_outside_its_bounds_is_refused(course: Any, ben: Any, fraction: Any) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        record_score(item=make_item(course), user=ben, fraction=fraction, reason="x")
    assert Score.objects.count() == 0
