from django.utils import timezone

from quizzes.services.event_log import record_event, record_events


def test_an_event_keeps_its_time_its_data_and_who_did_it(attempt):
    at = timezone.now()
    record_event(attempt, "saved", at=at, by=attempt.user, question="zero", data={"a": [1]})
    event = attempt.events.get(name="saved")
    assert (event.at, event.by, event.question) == (at, attempt.user, "zero")
    assert event.data == {"a": [1]}


def test_the_clock_does_things_that_nobody_did(attempt):
    record_event(attempt, "finished", at=timezone.now(), by=None)
    event = attempt.events.get(name="finished")
    assert (event.by, event.question, event.data) == (None, "", None)


def test_several_events_of_one_time_stay_in_order_and_cost_one_query(
    attempt, django_assert_num_queries
):
    entries = [("saved", question, question) for question in ("grow", "cures", "zero")]
    with django_assert_num_queries(1):
        record_events(attempt, entries, at=timezone.now(), by=attempt.user)
    saved = attempt.events.filter(name="saved")
    assert list(saved.values_list("question", flat=True)) == ["grow", "cures", "zero"]


def test_no_events_cost_no_query(attempt, django_assert_num_queries):
    with django_assert_num_queries(0):
        record_events(attempt, [], at=timezone.now(), by=attempt.user)
