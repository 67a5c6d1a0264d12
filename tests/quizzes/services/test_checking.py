"""Tries at a question, and the way on where a quiz goes one way."""

import pytest

from quizzes import services
from quizzes.models import Response
from tests.quizzes.attempts import RIGHT, WRONG, check, finish, save


def test_a_right_second_try_earns_less(begin):
    attempt = begin("tries: {count: 3, penalty: 0.25}\n")
    save(attempt, WRONG)
    check(attempt)
    save(attempt, RIGHT)
    check(attempt)
    assert finish(attempt).responses.get(question="zero").fraction == 0.75


def test_an_answer_that_was_not_checked_is_the_last_try(begin):
    attempt = begin("tries: {rule: points, points: [1, 0.6]}\n")
    save(attempt, WRONG)
    check(attempt)
    save(attempt, RIGHT)
    assert finish(attempt).responses.get(question="zero").fraction == 0.6


def test_the_same_answer_and_a_blank_one_use_no_try(begin):
    attempt = begin("tries: {count: 2}\n")
    with pytest.raises(services.AttemptRefused, match="Question 1 is blank"):
        check(attempt)
    save(attempt, WRONG)
    check(attempt)
    with pytest.raises(services.AttemptRefused, match="have already checked this answer"):
        check(attempt)
    assert len(attempt.responses.get(question="zero").tries) == 1


def test_without_tries_nothing_can_be_checked(begin):
    attempt = begin("attempts: 2\n")
    save(attempt, RIGHT)
    with pytest.raises(services.AttemptRefused, match="scored when you submit the quiz"):
        check(attempt)


def test_one_way_ends_at_the_last_question(begin):
    attempt = begin("one_way: true\n")
    for position in (1, 2, 3, 3):
        services.move_on(attempt=attempt, position=position, by=attempt.user)
    attempt.refresh_from_db()
    assert attempt.reached == 3


def test_a_try_is_an_event_with_the_answer_that_was_checked(begin):
    attempt = begin("tries: {count: 2}\n")
    save(attempt, WRONG)
    check(attempt)
    assert attempt.events.get(name="tried").data == "l2"
    (tried,) = attempt.responses.get(question="zero").tries
    assert tried["answer"] == "l2" and tried["at"]


def test_when_no_try_is_left_nothing_more_is_checked(begin):
    attempt = begin("tries: {count: 1}\n")
    save(attempt, WRONG)
    check(attempt)
    Response.objects.filter(attempt=attempt, question="zero").update(answer="l1")
    with pytest.raises(services.AttemptRefused, match="Question 1"):
        check(attempt)
    assert len(attempt.responses.get(question="zero").tries) == 1


def test_after_submission_nothing_is_checked(begin):
    attempt = begin("tries: {count: 2}\n")
    save(attempt, WRONG)
    finish(attempt)
    with pytest.raises(services.AttemptRefused, match="submitted"):
        check(attempt)


def test_one_way_checks_only_the_question_that_is_reached(begin):
    attempt = begin("one_way: true\ntries: {count: 2}\n")
    save(attempt, RIGHT)
    services.move_on(attempt=attempt, position=1, by=attempt.user)
    with pytest.raises(services.AttemptRefused, match="only the question that is shown"):
        check(attempt)


def test_where_all_questions_stay_open_there_is_no_way_on(attempt):
    with pytest.raises(services.AttemptRefused):
        services.move_on(attempt=attempt, position=1, by=attempt.user)
    attempt.refresh_from_db()
    assert attempt.reached == 1


@pytest.mark.parametrize("position", [0, 2, 99])
def test_a_request_from_another_position_moves_nothing(begin, position):
    attempt = begin("one_way: true\n")
    services.move_on(attempt=attempt, position=position, by=attempt.user)
    attempt.refresh_from_db()
    assert (attempt.reached, attempt.events.filter(name="moved").exists()) == (1, False)
