"""Many scores changed as one: previewed as it is done, written once, undone once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courseware.gradebook.bulk import WITH_VALUE, Action, Request
from courseware.gradebook.bulk_services import apply_to_all, preview, undo_batch
from courseware.gradebook.models import ChangeKind, Score, ScoreBatch, ScoreChange
from courseware.gradebook.services import (
    ChangeRefused,
    excuse_score,
    override_score,
    record_score,
)
from courseware.notices.models import Notice
from tests.factories import make_item, make_student

pytestmark = pytest.mark.django_db


@pytest.fixture
def students(course: Any) -> list[Any]:
    return [make_student(course) for _ in range(3)]


@pytest.fixture
def item(course: Any, students: list[Any]) -> Any:
    """Worth ten points; the first two students have 5 and 9.5 of them."""
    item = make_item(course, points=10)
    for student, fraction in zip(students, (0.5, 0.95), strict=False):
        record_score(item=item, user=student, fraction=fraction, reason="graded")
    return item


def effective(item: Any, students: list[Any]) -> list[float | None]:
    scores = {score.user_id: score.effective for score in Score.objects.filter(item=item)}
    return [scores.get(student.pk) for student in students]


def add_one(item: Any, students: list[Any], ada: Any) -> ScoreBatch:
    request = Request(Action.ADD, 1)
    ids = [student.pk for student in students]
    return apply_to_all(item=item, students=ids, request=request, reason="too hard", by=ada)


def test_points_are_added_to_those_who_have_a_score(
    item: Any, students: list[Any], ada: Any
) -> None:
    batch = add_one(item, students, ada)

    assert effective(item, students) == [pytest.approx(0.6), 1.0, None]
    assert (batch.count, batch.kind, batch.by) == (2, ChangeKind.ADJUSTED, ada)
    assert batch.data == {"action": "add", "value": 1}
    assert {change.reason for change in batch.changes.all()} == {"too hard"}
    assert Notice.objects.count() == 2


def test_the_preview_is_what_is_then_done(item: Any, students: list[Any], ada: Any) -> None:
    shown = preview(item, students, Request(Action.ADD, 1))
    add_one(item, students, ada)

    assert [change.outcome.after for change in shown] == effective(item, students)
    assert [change.outcome.changes for change in shown] == [True, True, False]


def test_one_undo_takes_it_all_back(item: Any, students: list[Any], ada: Any) -> None:
    before = [score.by_hand for score in Score.objects.filter(item=item).order_by("pk")]
    batch = add_one(item, students, ada)
    undoing, left = undo_batch(batch=batch, by=ada)

    assert effective(item, students) == [0.5, 0.95, None]
    assert [score.by_hand for score in Score.objects.filter(item=item).order_by("pk")] == before
    assert (undoing.count, left) == (2, 0)
    with pytest.raises(ChangeRefused, match="already"):
        undo_batch(batch=batch, by=ada)

    undo_batch(batch=undoing, by=ada)
    assert effective(item, students) == [pytest.approx(0.6), 1.0, None]


FRACTIONS = st.none() | st.sampled_from([0.0, 0.3, 1.0])
STATES = st.lists(st.tuples(FRACTIONS, FRACTIONS, st.booleans()), min_size=1, max_size=4)
"""Graded at, overridden with, excused: a tuple for each student."""
REQUESTS = st.builds(
    lambda action, value: Request(action, value if action in WITH_VALUE else 0.0),
    st.sampled_from(list(Action)),
    st.sampled_from([0.0, 0.5, 2.0, 12.0]),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STATES, st.lists(REQUESTS, min_size=1, max_size=3))
def test_undoing_the_newest_first_makes_everything_as_it_was(
    course: Any, ada: Any, states: list[Any], requests: list[Request]
) -> None:
    item = make_item(course, points=10)
    students = [make_student(course) for _ in states]
    for student, (graded, override, excused) in zip(students, states, strict=True):
        if graded is not None:
            record_score(item=item, user=student, fraction=graded, reason="graded")
        if override is not None:
            override_score(item=item, user=student, fraction=override, reason="oral", by=ada)
        if excused:
            excuse_score(item=item, user=student, excused=True, reason="ill", by=ada)

    ids = [student.pk for student in students]
    stood, batches = [by_hand(item)], []
    for request in requests:
        if not any(change.outcome.changes for change in preview(item, students, request)):
            continue
        batches.append(apply_to_all(item=item, students=ids, request=request, reason="r", by=ada))
        stood.append(by_hand(item))
    for batch in reversed(batches):
        assert by_hand(item) == stood.pop()
        _undoing, left = undo_batch(batch=batch, by=ada)
        assert left == 0
    assert by_hand(item) == stood.pop()


def by_hand(item: Any) -> dict[int, Any]:
    """What people set, by student; a score that says nothing is as good as none."""
    scores = Score.objects.filter(item=item)
    return {score.user_id: score.by_hand for score in scores if score.by_hand != Score().by_hand}


def test_what_was_changed_since_is_left_alone(item: Any, students: list[Any], ada: Any) -> None:
    batch = add_one(item, students, ada)
    override_score(item=item, user=students[0], fraction=0.3, reason="copied", by=ada)
    undoing, left = undo_batch(batch=batch, by=ada)

    assert effective(item, students) == [0.3, 0.95, None]
    assert (undoing.count, left) == (1, 1)


def test_excusing_reaches_those_without_a_score(item: Any, students: list[Any], ada: Any) -> None:
    ids = [student.pk for student in students]
    request = Request(Action.EXCUSE)
    batch = apply_to_all(item=item, students=ids, request=request, reason="strike", by=ada)

    assert effective(item, students) == [None] * 3
    assert batch.count == 3
    undo_batch(batch=batch, by=ada)
    assert effective(item, students) == [0.5, 0.95, None]


def test_queries_do_not_grow_with_every_student(
    item: Any, course: Any, ada: Any, django_assert_max_num_queries: Any
) -> None:
    many = [make_student(course) for _ in range(40)]
    with django_assert_max_num_queries(15):
        apply_to_all(
            item=item,
            students=[student.pk for student in many],
            request=Request(Action.OVERRIDE, 5),
            reason="oral",
            by=ada,
        )
    assert ScoreChange.objects.filter(kind=ChangeKind.OVERRIDE).count() == 40


def test_nobody_is_told_of_scores_that_are_held_back(
    item: Any, students: list[Any], ada: Any
) -> None:
    item.scores_held = True
    item.save()
    add_one(item, students, ada)

    assert not Notice.objects.exists()
