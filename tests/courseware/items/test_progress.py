"""Progress, and rows of few or very many people."""

from __future__ import annotations

import pytest

from courseware.gradebook.models import Score
from courseware.items.progress import MOST_IDS, Progress, of_people
from tests.factories import make_item, make_score, make_student, make_user

pytestmark = pytest.mark.django_db


def test_what_waits_for_somebody_comes_first():
    assert list(Progress) == [
        Progress.NEEDS_GRADING,
        Progress.FAILED,
        Progress.WAITING,
        Progress.STARTED,
        Progress.HANDED_IN,
    ]


def test_the_rows_are_those_of_the_people(course, ben):
    item, dora = make_item(course), make_student(course)
    make_score(item, ben)
    theirs = make_score(item, dora)
    assert list(of_people(Score.objects.all(), [dora.pk])) == [theirs]
    assert list(of_people(Score.objects.all(), set())) == []
    assert list(of_people(Score.objects.all(), [make_user().pk])) == []


def test_of_very_many_people_everybodys_rows_are_read(course, ben):
    """The caller leaves out whom it does not know; no statement has thousands of parameters."""
    make_score(make_item(course), ben)
    nobody = range(10**6, 10**6 + MOST_IDS)
    assert not of_people(Score.objects.all(), nobody).exists()
    more = of_people(Score.objects.all(), range(10**6, 10**6 + MOST_IDS + 1))
    assert [row.user for row in more] == [ben]


def test_the_field_that_leads_to_people_can_be_another(course, ben):
    make_score(make_item(course), ben)
    found = of_people(Score.objects.all(), [course.pk], field="item__course")
    assert [row.user for row in found] == [ben]
