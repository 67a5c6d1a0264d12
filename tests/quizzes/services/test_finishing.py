"""Submitting an attempt, by the person or by the clock, and the score that counts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from courseware.deadlines.grants import NO_GRANT, Grant
from courseware.gradebook.models import Score, ScoreChange
from quizzes import selectors, services
from quizzes.models import Attempt
from quizzes.services import finishing
from quizzes.services.changes import Change
from tests.factories import make_student
from tests.quizzes.attempts import (
    CURES,
    GROW,
    RIGHT,
    backdate,
    close,
    events,
    finish,
    grant,
    save,
    start_again,
)
from tests.quizzes.writing import QUIZ


def test_handing_in_scores_what_was_saved_and_tells_the_gradebook(attempt):
    save(attempt, RIGHT, Change("grow", {"width": ["neurons"]}))
    done = services.finish_attempt(attempt=attempt, by=attempt.user)
    assert dict(done.responses.values_list("question", "fraction")) == {
        "zero": 1.0,
        "cures": 0.0,
        "grow": 0.5,
    }
    assert (done.earned, done.possible, done.fraction) == (2.5, 4.0, 0.625)
    score = Score.objects.get(item=attempt.item, user=attempt.user)
    assert (score.fraction, score.late_by) == (0.625, timedelta())
    assert score.changes.get().reason == "Quiz attempt 1"


def test_handing_in_twice_changes_nothing(attempt):
    first = services.finish_attempt(attempt=attempt, by=attempt.user)
    second = services.finish_attempt(attempt=attempt, by=attempt.user)
    assert first.submitted_at == second.submitted_at
    assert [event[0] for event in events(attempt)] == ["started", "finished"]


def test_work_saved_after_the_due_date_is_late(attempt):
    attempt.item.due_at = timezone.now() - timedelta(minutes=1)
    attempt.item.save()
    save(attempt, RIGHT)
    finished = services.finish_attempt(attempt=attempt, by=attempt.user)
    assert finished.late_by > timedelta(minutes=1)
    assert Score.objects.get(item=attempt.item).late_by == finished.late_by


def test_handing_in_late_what_was_saved_in_time_is_not_late(attempt):
    save(attempt, RIGHT)
    attempt.item.due_at = timezone.now()
    attempt.item.save()
    assert not services.finish_attempt(attempt=attempt, by=attempt.user).late_by


def test_the_best_of_several_attempts_counts(make_quiz, ben):
    item = make_quiz(QUIZ.replace("pass: 0.5", "attempts: 3"))
    for changes in ([RIGHT], [RIGHT, CURES, GROW], []):
        attempt = services.start_attempt(item=item, user=ben)
        save(attempt, *changes)
        services.finish_attempt(attempt=attempt, by=ben)
    assert attempt.number == 3
    assert Score.objects.get(item=item, user=ben).fraction == 1.0


@pytest.mark.parametrize(
    ("grading", "fraction", "reason"),
    [
        ("best", 0.5, "Quiz attempt 1"),
        ("last", 0.0, "Quiz attempt 2"),
        ("first", 0.5, "Quiz attempt 1"),
        ("average", 0.25, "Average of quiz attempts 1, 2"),
    ],
)
def test_the_score_is_made_as_the_file_says(begin, grading, fraction, reason):
    attempt = begin(f"attempts: 2\ngrading: {grading}\n")
    save(attempt, RIGHT)
    finish(attempt)
    finish(start_again(attempt))
    score = Score.objects.get(item=attempt.item)
    assert score.fraction == fraction
    assert score.changes.order_by("-id").first().reason in (reason, "Quiz attempt 1")


def test_practice_goes_on_and_makes_no_score(begin):
    attempt = begin("practice: true\n")
    for _ in range(3):
        save(attempt, RIGHT)
        assert finish(attempt).fraction == 0.5
        assert selectors.owner_visibility(finish(attempt)).key
        attempt = start_again(attempt)
    assert not Score.objects.exists()


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


def test_the_clock_hands_in_when_the_limit_is_over(begin):
    attempt = begin("time_limit: 30\n")
    save(attempt, RIGHT)
    assert services.finish_overdue_attempts().finished == 0
    backdate(attempt, minutes=31)
    assert services.finish_overdue_attempts().finished == 1
    attempt.refresh_from_db()
    assert (attempt.is_open, attempt.earned) == (False, 2.0)
    assert attempt.events.get(name="finished").by is None


def test_overdue_attempts_are_handed_in_with_what_was_saved(attempt):
    save(attempt, RIGHT)
    assert services.finish_overdue_attempts().finished == 0
    close(attempt.item, minutes=-1)
    assert services.finish_overdue_attempts().finished == 1
    attempt.refresh_from_db()
    assert attempt.earned == 2.0
    assert attempt.events.get(name="finished").by is None


def test_an_attempt_that_got_more_time_after_it_was_found_overdue_stays_open(attempt):
    close(attempt.item, minutes=-1)
    found = Attempt.objects.get(pk=attempt.pk)
    close(attempt.item, minutes=20)
    services.finish_attempt(attempt=found, by=None, overdue=True)
    attempt.refresh_from_db()
    assert attempt.is_open


def test_overdue_attempts_that_do_not_fit_are_left_for_the_next_time(
    make_quiz, course, monkeypatch
):
    monkeypatch.setattr(finishing, "SWEEP_SECONDS", -1.0)
    item = make_quiz()
    for name in ("dora", "emil", "fred"):
        services.start_attempt(item=item, user=make_student(course, name))
    close(item, minutes=-1)
    assert [services.finish_overdue_attempts().more for _ in range(3)] == [True, True, False]
    assert not Attempt.objects.filter(submitted_at=None).exists()


def test_what_is_saved_while_an_attempt_is_scored_counts(attempt, monkeypatch):
    save(attempt, Change("zero", {"": ["l2"]}))
    scored, changed = finishing.response_fraction, []

    def saved_meanwhile(attempt, row):
        share = scored(attempt, row)
        if row.question.id == "grow" and not changed:
            changed.append(save(attempt, RIGHT))
        return share

    monkeypatch.setattr(finishing, "response_fraction", saved_meanwhile)
    done = services.finish_attempt(attempt=attempt, by=attempt.user)
    assert done.earned == 2.0
    assert done.responses.get(question="zero").fraction == 1.0


@pytest.mark.django_db(transaction=True)
def test_handing_in_scores_before_it_takes_the_lock(attempt, monkeypatch):
    scored, locked = finishing.response_fraction, []

    def watched(attempt, row):
        locked.append(connection.in_atomic_block)
        return scored(attempt, row)

    monkeypatch.setattr(finishing, "response_fraction", watched)
    services.finish_attempt(attempt=attempt, by=attempt.user)
    assert locked == [False] * 3


def test_what_submitting_late_costs_is_confirmed_first(begin, client):
    now = timezone.now()
    attempt = begin("", due_at=now - timedelta(hours=1), late_policy={"per_day": 10})
    save(attempt, RIGHT)
    client.force_login(attempt.user)
    url = reverse("quizzes:finish", args=["ml", attempt.item.slug, attempt.pk])
    sentence = "It loses 10% of the points earned"
    assert sentence in client.get(url).content.decode()
    answer = client.post(url)
    assert (answer.status_code, sentence in answer.content.decode()) == (409, True)
    attempt.refresh_from_db()
    assert attempt.is_open
    assert client.post(url, {"accepts_late": "1"}).status_code == 302
    attempt.refresh_from_db()
    assert attempt.late_by and attempt.answered_at < attempt.submitted_at


def test_what_the_clock_hands_in_is_not_asked_about(begin):
    attempt = begin("time_limit: 30\n", due_at=timezone.now(), late_policy={"per_day": 10})
    save(attempt, RIGHT)
    backdate(attempt, minutes=31)
    done = services.finish_attempt(attempt=attempt, by=attempt.user, accepts_late=False)
    assert not done.is_open


def test_an_extension_afterwards_gives_points_back_and_withdrawing_takes_them(begin, ada):
    attempt = begin("", due_at=timezone.now() - timedelta(hours=30), late_policy={"per_day": 10})
    save(attempt, RIGHT)
    finish(attempt)
    score = Score.objects.get()
    worth = attempt_fraction(attempt)
    assert score.fraction == pytest.approx(0.8 * worth)
    grant(attempt, ada, Grant(shift=timedelta(days=1)))
    score.refresh_from_db()
    assert score.fraction == pytest.approx(0.9 * worth)
    grant(attempt, ada, Grant(shift=timedelta(days=2)))
    score.refresh_from_db()
    assert score.fraction == pytest.approx(worth)
    grant(attempt, ada, NO_GRANT)
    score.refresh_from_db()
    assert score.fraction == pytest.approx(0.8 * worth)
    reason = ScoreChange.objects.first().reason
    assert "2 days late, 10% off per day" in reason


def attempt_fraction(attempt):
    attempt.refresh_from_db()
    return attempt.fraction
