"""Saving answers: nothing that was reported as saved is lost, nothing newer is replaced unseen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes import selectors, services
from quizzes.services.changes import Basis, Change
from tests.factories import make_extension
from tests.quizzes.attempts import (
    CURES,
    GROW,
    RIGHT,
    WRONG,
    answers,
    backdate,
    check,
    close,
    events,
    save,
)


def test_answers_are_saved_and_every_change_is_an_event(attempt):
    save(attempt, RIGHT, GROW)
    save(attempt, Change("zero", {"": ["l2"]}))
    assert answers(attempt)["zero"] == "l2"
    assert answers(attempt)["grow"] == {"width": "Units", "depth": "layers"}
    assert events(attempt)[1:] == [
        ("saved", "zero", "l1"),
        ("saved", "grow", {"width": "Units", "depth": "layers"}),
        ("saved", "zero", "l2"),
    ]


def test_saving_the_same_answer_again_adds_nothing(attempt):
    save(attempt, RIGHT)
    save(attempt, RIGHT)
    assert len(events(attempt)) == 2


def test_one_changed_part_leaves_the_others_of_its_question(attempt):
    save(attempt, GROW)
    save(attempt, Change("grow", {"depth": ["wires"]}, whole=False))
    assert answers(attempt)["grow"] == {"width": "Units", "depth": "wires"}


def test_an_answer_can_be_withdrawn(attempt):
    save(attempt, RIGHT)
    save(attempt, Change("zero", {"": []}))
    assert answers(attempt)["zero"] is None
    assert attempt.responses.filter(question="zero", answer__isnull=True).exists()


def test_what_cannot_be_read_is_refused_and_the_rest_is_saved(attempt):
    saved = save(attempt, Change("zero", {"": ["no-such"]}), CURES)
    assert saved.refused == {
        "zero": "Question 1 was not saved. Expected the id of one option. "
        "Reload the page and choose again."
    }
    assert answers(attempt) == {"zero": None, "cures": ["clip", "rate"], "grow": None}


def test_an_unknown_question_changes_nothing(attempt):
    with pytest.raises(services.ResponseRefused, match="no question “other”"):
        save(attempt, RIGHT, Change("other", {"": ["l1"]}))
    assert answers(attempt)["zero"] is None


def test_a_save_after_handing_in_is_refused_and_its_text_kept(attempt):
    services.finish_attempt(attempt=attempt, by=attempt.user)
    with pytest.raises(services.LateResponseRefused, match="this attempt was submitted at"):
        save(attempt, RIGHT)
    assert answers(attempt)["zero"] is None
    assert events(attempt)[-1] == ("refused", "zero", "l1")


def test_late_save_is_refused_and_its_text_kept(attempt):
    save(attempt, RIGHT)
    close(attempt.item, minutes=-1)
    with pytest.raises(services.LateResponseRefused, match="time ran out at"):
        save(attempt, Change("zero", {"": ["l2"]}))
    assert answers(attempt)["zero"] == "l1"
    assert events(attempt)[-1] == ("refused", "zero", "l2")


def test_a_save_after_the_time_limit_is_refused_and_its_text_kept(begin):
    attempt = begin("time_limit: 30\n")
    save(attempt, RIGHT)
    backdate(attempt, minutes=31)
    with pytest.raises(services.LateResponseRefused, match="time ran out at"):
        save(attempt, WRONG)
    assert answers(attempt)["zero"] == "l1"
    assert attempt.events.get(name="refused").data == "l2"


def test_what_was_under_way_at_the_end_is_taken_within_the_grace(begin):
    attempt = begin("time_limit: 30\ngrace: 120\n")
    backdate(attempt, minutes=31)
    assert selectors.clock_of(attempt).is_over(timezone.now())
    save(attempt, RIGHT)
    assert answers(attempt)["zero"] == "l1"
    assert services.finish_overdue_attempts().finished == 0
    backdate(attempt, minutes=33)
    assert services.finish_overdue_attempts().finished == 1


def test_more_time_for_one_person_holds_for_the_running_attempt(attempt):
    close(attempt.item, minutes=-1)
    later = timezone.now() + timedelta(hours=1)
    make_extension(attempt.item, attempt.user, closes_at=later)
    save(attempt, RIGHT)
    assert answers(attempt)["zero"] == "l1"


def test_a_save_takes_three_queries(attempt, django_assert_num_queries):
    with django_assert_num_queries(5):  # with SAVEPOINT and RELEASE, as tests run in a transaction
        save(attempt, RIGHT)


def test_a_question_that_is_done_takes_no_answer(begin):
    attempt = begin("tries: {count: 2}\n")
    save(attempt, RIGHT)
    check(attempt)
    refused = save(attempt, WRONG).refused
    assert refused == {
        "zero": "Question 1 was not saved. "
        "The question is done: you have no tries left or answered it correctly."
    }
    assert answers(attempt)["zero"] == "l1"


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
    assert "only the question that is shown" in save(attempt, WRONG).refused["zero"]
    assert answers(attempt)["zero"] == "l1"


def change(option, version, stamp, writer):
    return Change("zero", {"": [option]}, whole=False, basis=Basis(version, stamp, writer))


def test_an_older_page_does_not_replace_a_newer_answer(begin):
    attempt = begin("attempts: 2\n")
    save(attempt, change("l1", 0, 100, "one"))
    saved = save(attempt, change("l2", 0, 200, "two"))
    assert saved.newer == {"zero"}
    assert "that answer counts" in saved.refused["zero"]
    assert saved.versions == {"zero": 1}
    assert answers(attempt)["zero"] == "l1"
    assert attempt.events.get(name="set-aside").data == "l2"


def test_a_page_that_has_seen_the_newer_answer_may_change_it(begin):
    attempt = begin("attempts: 2\n")
    save(attempt, change("l1", 0, 100, "one"))
    assert not save(attempt, change("l2", 1, 200, "two")).refused
    assert answers(attempt)["zero"] == "l2"


def test_a_page_whose_answer_got_lost_may_send_its_next_change(begin):
    """It never heard that its first change was saved, so it has still seen version 0."""
    attempt = begin("attempts: 2\n")
    save(attempt, change("l1", 0, 100, "one"))
    assert not save(attempt, change("l2", 0, 200, "one")).refused
    assert answers(attempt)["zero"] == "l2"


def test_a_late_echo_of_an_earlier_change_is_dropped(begin):
    attempt = begin("attempts: 2\n")
    save(attempt, change("l2", 0, 200, "one"))
    saved = save(attempt, change("l1", 0, 100, "one"))
    assert (saved.refused, saved.versions) == ({}, {"zero": 1})
    assert answers(attempt)["zero"] == "l2"


def test_the_same_answer_from_another_page_is_no_quarrel(begin):
    attempt = begin("attempts: 2\n")
    save(attempt, change("l1", 0, 100, "one"))
    assert not save(attempt, change("l1", 0, 200, "two")).refused
