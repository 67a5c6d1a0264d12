"""Scores that are held back reach no student; releasing them tells those who have one."""

from __future__ import annotations

from typing import Any

import pytest

from courseware.gradebook.cell_states import CellState
from courseware.gradebook.models import ChangeKind, ScoreBatch
from courseware.gradebook.release import hold_scores, release_scores
from courseware.gradebook.selectors import grades_of, scores_of
from courseware.gradebook.services import excuse_score, override_score, record_score
from courseware.items.news import news_of
from courseware.notices.models import Kind, Notice
from tests.courseware.gradebook.lines import lines_of
from tests.factories import make_instructor, make_item, make_student

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(course: Any, ben: Any, ada: Any) -> Any:
    """Ben has half of its points, which are held back."""
    item = make_item(course, points=10)
    hold_scores(item=item, by=ada)
    record_score(item=item, user=ben, fraction=0.5, reason="graded")
    return item


def test_the_student_sees_that_it_is_graded_and_no_score(item: Any, course: Any, ben: Any) -> None:
    row = grades_of(ben, course, for_student=True)

    assert (row.cells[0].fraction, row.cells[0].state) == (None, CellState.NOT_RELEASED)
    assert (row.total.earned, row.total.graded_out_of) == (0.0, 0.0)
    assert scores_of(ben, [item]) == {item.pk: None}


def test_the_staff_sees_the_score(item: Any, course: Any, ben: Any) -> None:
    (row,) = lines_of(course)

    assert (row.cells[0].fraction, row.total.earned) == (0.5, 5.0)


def test_no_news_and_no_notice_before_the_release(
    item: Any, course: Any, ben: Any, ada: Any
) -> None:
    override_score(item=item, user=ben, fraction=0.9, reason="ill", by=ada)
    since = ben.date_joined

    assert not Notice.objects.exists()
    assert news_of(course, ben, since) == []
    release_scores(item=item, by=ada)
    assert len(news_of(course, ben, since)) == 2


def test_a_release_tells_the_students_who_have_a_score(
    item: Any, course: Any, ben: Any, ada: Any
) -> None:
    for person in (make_instructor(course), excused := make_student(course)):
        record_score(item=item, user=person, fraction=1.0, reason="graded")
    excuse_score(item=item, user=excused, excused=True, reason="ill", by=ada)

    assert release_scores(item=item, by=ada)

    assert [(each.user, each.kind) for each in Notice.objects.all()] == [(ben, Kind.RELEASED)]
    assert not release_scores(item=item, by=ada)
    assert [batch.kind for batch in ScoreBatch.objects.all()] == [
        ChangeKind.RELEASED,
        ChangeKind.HELD,
    ]
    assert ScoreBatch.objects.first().count == 1
