"""What labs tell of a whole class, each in one query."""

from __future__ import annotations

import pytest

from courseware.items.class_hooks import Stuck
from courseware.people.selectors import students_of
from labs import class_work
from tests.factories import make_student
from tests.labs.analysis.made import hand_in


@pytest.fixture
def students(course, ben):
    return students_of(course)


def test_who_has_run_anything_has_begun(lab, ben, ada, students, django_assert_num_queries):
    dora = make_student(lab.course, "dora")
    hand_in(lab, ben, {1})
    hand_in(lab, ben, purpose="trial", score=None)
    hand_in(lab, dora, purpose="trial", score=None)
    hand_in(lab, ada)
    with django_assert_num_queries(2):
        assert class_work.begun([lab], students) == {lab.pk: 2}
        assert class_work.begun_by([lab], students) == {ben.pk: 1, dora.pk: 1}


@pytest.mark.parametrize(("failing", "stuck"), [(4, False), (5, True)])
def test_who_fails_again_and_again_is_stuck(lab, ben, students, failing, stuck):
    for _ in range(failing):
        hand_in(lab, ben, {1})
    hand_in(lab, ben, {1}, purpose="trial", score=None)
    assert class_work.stuck([lab], students) == ([Stuck(ben.pk, lab.pk, 5)] if stuck else [])


def test_who_has_passed_once_is_not_stuck(lab, ben, students):
    for _ in range(6):
        hand_in(lab, ben, {1})
    hand_in(lab, ben)
    assert class_work.stuck([lab], students) == []
