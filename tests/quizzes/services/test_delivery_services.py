"""Attempts under each delivery setting, through the services."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.gradebook.models import Score
from quizzes import selectors, services
from quizzes.models import Attempt
from quizzes.selectors.own_attempt import AttemptLookup
from quizzes.services import NO_GRANT, Grant
from quizzes.services.changes import Basis, Change
from tests.quizzes.writing import QUIZ

RIGHT = Change("zero", {"": ["l1"]})
WRONG = Change("zero", {"": ["l2"]})


@pytest.fixture
def begin(make_quiz, ben):
    def begin(settings: str, **fields):
        item = make_quiz(QUIZ.replace("pass: 0.5\n", settings), **fields)
        return services.start_attempt(item=item, user=ben)

    return begin


def save(attempt, *changes):
    return services.save_answers(attempt=attempt, changes=changes, by=attempt.user)


def finish(attempt):
    return services.finish_attempt(attempt=attempt, by=attempt.user)


def again(attempt):
    return services.start_attempt(item=attempt.item, user=attempt.user)


def began(attempt, *, minutes):
    """As if the attempt had been started some minutes ago."""
    Attempt.objects.filter(pk=attempt.pk).update(
        started_at=timezone.now() - timedelta(minutes=minutes)
    )
    attempt.refresh_from_db()


def answers(attempt):
    return dict(attempt.responses.values_list("question", "answer"))


# -- time ----------------------------------------------------------------------------------------
def test_a_save_after_the_time_limit_is_refused_and_its_text_kept(begin):
    attempt = begin("time_limit: 30\n")
    save(attempt, RIGHT)
    began(attempt, minutes=31)
    with pytest.raises(services.LateResponseRefused, match="the time was over at"):
        save(attempt, WRONG)
    assert answers(attempt)["zero"] == "l1"
    assert attempt.events.get(name="refused").data == "l2"


def test_what_was_under_way_at_the_end_is_taken_within_the_grace(begin):
    attempt = begin("time_limit: 30\ngrace: 120\n")
    began(attempt, minutes=31)
    assert selectors.clock_of(attempt).is_over(timezone.now())
    save(attempt, RIGHT)
    assert answers(attempt)["zero"] == "l1"
    assert services.finish_overdue_attempts().finished == 0
    began(attempt, minutes=33)
    assert services.finish_overdue_attempts().finished == 1


def test_the_clock_hands_in_when_the_limit_is_over(begin):
    attempt = begin("time_limit: 30\n")
    save(attempt, RIGHT)
    assert services.finish_overdue_attempts().finished == 0
    began(attempt, minutes=31)
    assert services.finish_overdue_attempts().finished == 1
    attempt.refresh_from_db()
    assert (attempt.is_open, attempt.earned) == (False, 2.0)
    assert attempt.events.get(name="finished").by is None


# -- accommodations ------------------------------------------------------------------------------
def allow(attempt, ada, grant, *, everywhere=False):
    item = None if everywhere else attempt.item
    return services.grant_accommodation(
        course=attempt.item.course, item=item, user=attempt.user, grant=grant, reason="", by=ada
    )


@pytest.mark.parametrize("everywhere", [False, True])
def test_more_time_holds_in_the_running_attempt_at_once(begin, ada, everywhere):
    attempt = begin("time_limit: 30\n")
    began(attempt, minutes=31)
    allow(attempt, ada, Grant(multiplier=1.25), everywhere=everywhere)
    save(attempt, RIGHT)
    assert services.finish_overdue_attempts().finished == 0
    event = attempt.events.get(name="allowed")
    assert (event.by, event.data["multiplier"]) == (ada, 1.25)
    began(attempt, minutes=38)
    assert services.finish_overdue_attempts().finished == 1


def test_what_is_granted_for_the_quiz_counts_instead_of_what_is_for_all(begin, ada):
    attempt = begin("time_limit: 30\n")
    allow(attempt, ada, Grant(multiplier=3), everywhere=True)
    allow(attempt, ada, Grant(multiplier=2))
    clock = selectors.clock_of(attempt)
    assert clock.limit == timedelta(minutes=60)
    row = AttemptLookup.of(attempt).attempt_or_404()
    assert selectors.annotated_clock(row) == clock


def test_later_dates_and_more_attempts_are_for_one_person(begin, ada):
    soon = timezone.now() + timedelta(minutes=5)
    attempt = begin("attempts: 1\n", due_at=soon, closes_at=soon)
    allow(attempt, ada, Grant(shift_minutes=60, extra_attempts=1))
    window = selectors.clock_of(attempt).window
    assert (window.due_at, window.closes_at) == (soon + timedelta(hours=1),) * 2
    finish(attempt)
    assert again(attempt).number == 2


def test_the_neutral_grant_takes_back_what_was_granted(begin, ada):
    attempt = begin("time_limit: 30\n")
    allow(attempt, ada, Grant(multiplier=2))
    allow(attempt, ada, NO_GRANT)
    assert selectors.clock_of(attempt).limit == timedelta(minutes=30)


# -- several attempts ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("grading", "fraction", "reason"),
    [
        ("best", 0.5, "Quiz attempt 1"),
        ("last", 0.0, "Quiz attempt 2"),
        ("first", 0.5, "Quiz attempt 1"),
        ("average", 0.25, "Mean of quiz attempts 1, 2"),
    ],
)
def test_the_score_is_made_as_the_file_says(begin, grading, fraction, reason):
    attempt = begin(f"attempts: 2\ngrading: {grading}\n")
    save(attempt, RIGHT)
    finish(attempt)
    finish(again(attempt))
    score = Score.objects.get(item=attempt.item)
    assert score.fraction == fraction
    assert score.changes.order_by("-id").first().reason in (reason, "Quiz attempt 1")


def test_a_pause_stands_between_attempts(begin):
    attempt = begin("attempts: 2\ncooldown: 10\n")
    finish(attempt)
    with pytest.raises(services.AttemptRefused, match=r"can be started from .* a pause"):
        again(attempt)
    Attempt.objects.update(submitted_at=timezone.now() - timedelta(minutes=11))
    assert again(attempt).number == 2


def test_an_attempt_can_begin_with_the_answers_of_the_last(begin):
    attempt = begin("attempts: 2\nbuild_on_last: true\n")
    save(attempt, RIGHT)
    finish(attempt)
    second = again(attempt)
    assert answers(second) == answers(attempt)
    assert second.seed == attempt.seed
    assert list(second.events.values_list("name", "data"))[1] == ("saved", "l1")


def test_attempts_deal_other_variants_until_all_were_dealt(begin):
    attempt = begin("attempts: 3\n")
    finish(attempt)
    assert again(attempt).seed == attempt.seed + 1


def test_practice_goes_on_and_makes_no_score(begin):
    attempt = begin("practice: true\n")
    for _ in range(3):
        save(attempt, RIGHT)
        assert finish(attempt).fraction == 0.5
        assert selectors.owner_visibility(finish(attempt)).key
        attempt = again(attempt)
    assert not Score.objects.exists()


def test_a_pool_gives_some_of_its_questions(begin):
    attempt = begin("pools: [{draw: 1, questions: [cures, grow]}]\n")
    assert len(answers(attempt)) == 2
    assert attempt.possible == 3.0


# -- tries, certainty, one way -------------------------------------------------------------------
def check(attempt, question="zero"):
    services.check_answer(attempt=attempt, question=question, by=attempt.user)


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
    with pytest.raises(services.AttemptRefused, match="with this answer already"):
        check(attempt)
    assert len(attempt.responses.get(question="zero").tries) == 1


def test_a_question_that_is_done_takes_no_answer(begin):
    attempt = begin("tries: {count: 2}\n")
    save(attempt, RIGHT)
    check(attempt)
    refused = save(attempt, WRONG).refused
    assert refused == {
        "zero": "Question 1 is not saved. It is done: no try is left, or a try was right."
    }
    assert answers(attempt)["zero"] == "l1"


def test_without_tries_nothing_can_be_checked(begin):
    attempt = begin("attempts: 2\n")
    save(attempt, RIGHT)
    with pytest.raises(services.AttemptRefused, match="scored when the quiz is handed in"):
        check(attempt)


@pytest.mark.parametrize(("sure", "share"), [(1, 1 / 3), (2, 2 / 3), (3, 1.0), (None, 1 / 3)])
def test_certainty_multiplies_a_right_answer(begin, sure, share):
    attempt = begin("certainty: true\n")
    save(attempt, Change("zero", {"": ["l1"]}, certainty=sure))
    done = finish(attempt)
    assert done.responses.get(question="zero").fraction == pytest.approx(share)
    assert done.responses.get(question="cures").fraction == 0.0  # blank is no claim


def test_a_sure_mistake_costs_and_the_score_stays_above_nothing(begin):
    attempt = begin("certainty: true\n")
    save(attempt, Change("zero", {"": ["l2"]}, certainty=3))
    done = finish(attempt)
    assert (done.earned, done.fraction) == (-4.0, 0.0)
    assert Score.objects.get(item=attempt.item).fraction == 0.0


def test_certainty_can_be_said_alone(begin):
    attempt = begin("certainty: true\n")
    save(attempt, RIGHT)
    save(attempt, Change("zero", {}, whole=False, certainty=2))
    response = attempt.responses.get(question="zero")
    assert (response.answer, response.certainty) == ("l1", 2)
    assert attempt.events.get(name="certainty").data == 2


def test_one_way_takes_only_the_question_that_is_reached(begin):
    attempt = begin("one_way: true\n")
    assert "zero" not in save(attempt, RIGHT).refused
    services.move_on(attempt=attempt, position=1, by=attempt.user)
    services.move_on(attempt=attempt, position=1, by=attempt.user)  # a double click
    attempt.refresh_from_db()
    assert attempt.reached == 2
    assert "one way" in save(attempt, WRONG).refused["zero"]
    assert answers(attempt)["zero"] == "l1"


def test_one_way_ends_at_the_last_question(begin):
    attempt = begin("one_way: true\n")
    for position in (1, 2, 3, 3):
        services.move_on(attempt=attempt, position=position, by=attempt.user)
    attempt.refresh_from_db()
    assert attempt.reached == 3


# -- what is seen when ---------------------------------------------------------------------------
def test_a_score_that_waits_for_the_closing_reaches_the_gradebook_then(begin):
    soon = timezone.now() + timedelta(minutes=5)
    attempt = begin("review: {score: closed, key: closed}\n", closes_at=soon)
    save(attempt, RIGHT)
    finish(attempt)
    services.finish_overdue_attempts()
    assert not Score.objects.exists()
    assert not selectors.owner_visibility(finish(attempt)).score
    attempt.item.closes_at = timezone.now() - timedelta(seconds=1)
    attempt.item.save()
    services.finish_overdue_attempts()
    assert Score.objects.get().fraction == 0.5


def test_closed_means_closed_for_those_with_more_time_too(begin, ada, course):
    soon = timezone.now() + timedelta(minutes=5)
    attempt = begin("attempts: 2\n", closes_at=soon)
    allow(attempt, ada, Grant(shift_minutes=60))
    assert not selectors.closed_for_all(attempt.item, soon + timedelta(minutes=59))
    assert selectors.closed_for_all(attempt.item, soon + timedelta(minutes=61))


# -- two pages -----------------------------------------------------------------------------------
def say(option, seen, stamp, writer):
    return Change("zero", {"": [option]}, whole=False, basis=Basis(seen, stamp, writer))


def test_an_older_page_does_not_replace_a_newer_answer(begin):
    attempt = begin("attempts: 2\n")
    save(attempt, say("l1", 0, 100, "one"))
    saved = save(attempt, say("l2", 0, 200, "two"))
    assert saved.newer == {"zero"}
    assert "that one stands" in saved.refused["zero"]
    assert saved.versions == {"zero": 1}
    assert answers(attempt)["zero"] == "l1"
    assert attempt.events.get(name="set-aside").data == "l2"


def test_a_page_that_has_seen_the_newer_answer_may_change_it(begin):
    attempt = begin("attempts: 2\n")
    save(attempt, say("l1", 0, 100, "one"))
    assert not save(attempt, say("l2", 1, 200, "two")).refused
    assert answers(attempt)["zero"] == "l2"


def test_a_page_whose_answer_got_lost_may_send_its_next_change(begin):
    """It never heard that its first change was saved, so it has still seen version 0."""
    attempt = begin("attempts: 2\n")
    save(attempt, say("l1", 0, 100, "one"))
    assert not save(attempt, say("l2", 0, 200, "one")).refused
    assert answers(attempt)["zero"] == "l2"


def test_a_late_echo_of_an_earlier_change_is_dropped(begin):
    attempt = begin("attempts: 2\n")
    save(attempt, say("l2", 0, 200, "one"))
    saved = save(attempt, say("l1", 0, 100, "one"))
    assert (saved.refused, saved.versions) == ({}, {"zero": 1})
    assert answers(attempt)["zero"] == "l2"


def test_the_same_answer_from_another_page_is_no_quarrel(begin):
    attempt = begin("attempts: 2\n")
    save(attempt, say("l1", 0, 100, "one"))
    assert not save(attempt, say("l1", 0, 200, "two")).refused
