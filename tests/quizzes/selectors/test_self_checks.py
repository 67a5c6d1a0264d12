"""Which quizzes are answered in their chapter, and what is shown before there is an attempt."""

from __future__ import annotations

import pytest
from django.utils import timezone

from courseware.items.kinds import kind_named
from quizzes import selectors, services
from quizzes.authoring.loading import digest_of
from tests.factories import make_item, make_student
from tests.quizzes.attempts import finish, start_again
from tests.quizzes.writing import QUIZ, quiz_of

pytestmark = pytest.mark.django_db
CHECK = QUIZ.replace("pass: 0.5\n", "self_check: true\n")


def test_self_checks_are_told_by_their_current_revision(make_quiz, course):
    check, plain, never_loaded = make_quiz(CHECK), make_quiz(QUIZ), make_item(course)
    found = selectors.self_checks_among([check, plain, never_loaded])
    assert found == {check.pk: selectors.current_revision(check)}
    quiz = quiz_of(QUIZ)
    services.store_revision(item=check, quiz=quiz, digest=digest_of(quiz))
    assert selectors.self_checks_among([check, plain]) == {}


def test_finding_them_costs_one_query(make_quiz, django_assert_num_queries):
    items = [make_quiz(CHECK), make_quiz(CHECK), make_quiz(QUIZ)]
    with django_assert_num_queries(1):
        selectors.self_checks_among(items)


def test_the_first_attempt_is_what_was_shown_before_it(make_quiz, ben):
    item = make_quiz(CHECK)
    before = selectors.first_attempt(item, selectors.current_revision(item), ben, timezone.now())
    shown = [row.question for row in selectors.attempt_questions(before)]
    attempt = services.start_attempt(item=item, user=ben)
    assert [row.question for row in selectors.attempt_questions(attempt)] == shown
    assert attempt.possible == before.possible
    assert selectors.shown_as(attempt) == selectors.shown_as(before)


def test_people_and_quizzes_have_other_seeds_and_attempts_other_names(make_quiz, course, ben):
    one, other = (selectors.current_revision(make_quiz(CHECK)) for _ in range(2))
    cleo = make_student(course)
    seeds = {selectors.self_check_seed(of, user) for of in (one, other) for user in (ben, cleo)}
    assert len(seeds) == 4
    first = services.start_attempt(item=one.item, user=ben)
    finish(first)
    second = start_again(first)
    assert selectors.shown_as(first) != selectors.shown_as(second)
    assert second.seed == first.seed + 1


def test_a_self_check_is_checked_in_the_text_and_another_quiz_is_not(make_quiz):
    check, plain = make_quiz(CHECK), make_quiz(QUIZ)
    assert kind_named("quiz").checked_in_text([check, plain]) == {check.pk}
