from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.deadlines.grants import Grant
from quizzes.pages.front_page import front_context
from tests.quizzes.attempts import RIGHT, finish, grant, save, start_again
from tests.quizzes.writing import QUIZ


def context_of(item, user):
    return front_context(item, user, timezone.now())


def test_before_the_first_attempt_one_may_start(make_quiz, ben):
    context = context_of(make_quiz(), ben)
    assert (context["may_start"], context["running"], context["attempts"]) == (True, None, [])
    assert context["attempts_words"] == "One attempt."
    assert context["questions"] == 3


def test_a_running_attempt_is_continued_and_no_other_one_started(attempt):
    context = context_of(attempt.item, attempt.user)
    assert (context["running"], context["may_start"]) == (attempt, False)
    assert context["ends_at"] is None  # without a time limit


def test_when_all_attempts_are_used_the_page_says_so(attempt):
    finish(attempt)
    context = context_of(attempt.item, attempt.user)
    assert (context["running"], context["may_start"]) == (None, False)
    assert "1 attempt" in context["closed"]


def test_the_time_limit_is_the_persons_own(begin, ada):
    attempt = begin("time_limit: 30\n")
    assert context_of(attempt.item, attempt.user)["minutes"] == 30
    grant(attempt, ada, Grant(time_factor=2, extra=timedelta(minutes=5)))
    context = context_of(attempt.item, attempt.user)
    assert (context["minutes"], context["more_time"]) == (65, True)
    assert context["ends_at"] == attempt.started_at + timedelta(minutes=65)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("attempts: 1\n", "One attempt."),
        ("attempts: 3\n", "3 attempts, the best one counts; 2 left."),
        ("attempts: 3\ngrading: average\n", "3 attempts, their average counts; 2 left."),
        ("practice: true\n", "Practice: unlimited attempts"),
        ("attempts: 2\nbuild_on_last: true\n", "starts with the answers of the previous one"),
    ],
)
def test_how_many_attempts_there_are_and_what_counts(begin, settings, words):
    attempt = begin(settings)
    assert words in context_of(attempt.item, attempt.user)["attempts_words"]


def test_the_attempt_that_counts_is_marked(make_quiz, begin):
    attempt = begin("attempts: 3\n")
    save(attempt, RIGHT)
    finish(attempt)
    finish(start_again(attempt))
    context = context_of(attempt.item, attempt.user)
    assert (tuple(context["counting"]), context["scores_out"]) == ((1,), True)


@pytest.mark.parametrize(
    "settings",
    ["practice: true\n", "review: {score: closed, key: closed}\n"],
    ids=["practice", "hidden"],
)
def test_nothing_counts_that_is_practice_or_not_released(begin, settings):
    attempt = begin(settings, closes_at=timezone.now() + timedelta(hours=1))
    finish(attempt)
    assert context_of(attempt.item, attempt.user)["counting"] == ()


def test_the_page_costs_as_much_for_many_attempts(make_quiz, ben, django_assert_num_queries):
    item = make_quiz(QUIZ.replace("pass: 0.5", "attempts: 9"))
    from quizzes import services

    for _ in range(3):
        finish(services.start_attempt(item=item, user=ben))
    context_of(item, ben)  # compiles the queries
    with django_assert_num_queries(3):
        context_of(item, ben)


@pytest.mark.parametrize(
    ("limit", "minutes"), [("0.15", "0.2 minutes."), ("1", "1 minute."), ("1.5", "1.5 minutes.")]
)
def test_a_time_limit_may_have_a_fraction_of_a_minute(client, ben, ada, make_quiz, limit, minutes):
    item = make_quiz(f"time_limit: {limit}\n{QUIZ}")
    client.force_login(ben)
    assert f"Time limit: {minutes}" in client.get(item.get_absolute_url()).content.decode()
    client.force_login(ada)
    people = client.get(f"{item.get_absolute_url()}people/").content.decode()
    assert f"The time limit is {minutes}" in people
