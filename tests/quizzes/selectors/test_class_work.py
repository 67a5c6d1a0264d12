"""What quizzes tell of a whole class, each in one query."""

from __future__ import annotations

import pytest
from django.utils import timezone

from courseware.people.selectors import students_of
from quizzes import services
from quizzes.models import Attempt
from quizzes.selectors import class_work
from tests.factories import make_student


@pytest.fixture
def students(course, ben):
    return students_of(course)


def test_who_has_an_attempt_has_begun(
    make_quiz, course, ben, ada, students, django_assert_num_queries
):
    quiz = make_quiz()
    dora = make_student(course, "dora")
    for user in (ben, dora, ada):
        services.start_attempt(item=quiz, user=user)
    with django_assert_num_queries(2):
        assert class_work.begun([quiz], students) == {quiz.pk: 2}
        assert class_work.begun_by([quiz], students) == {ben.pk: 1, dora.pk: 1}


def test_submitted_attempts_that_wait_for_a_person_are_counted(make_quiz, ben, ada, students):
    quiz = make_quiz()
    for user in (ben, ada):
        services.start_attempt(item=quiz, user=user)
    assert class_work.waiting(quiz.course, students) == []
    at = timezone.now()
    Attempt.objects.update(waiting=1, submitted_at=at)
    (waits,) = class_work.waiting(quiz.course, students)
    assert (waits.count, waits.oldest) == (1, at)
    assert quiz.title in waits.title
