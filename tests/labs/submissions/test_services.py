"""Taking code: what is stored, what is refused, and that a doubled click is one submission."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from courseware.outbox.models import Lane, Message
from labs.models import Purpose, State, Submission
from labs.submissions.refusals import (
    CodeTooLong,
    LateCost,
    NotOpen,
    SubmissionRefused,
    TooManySubmissions,
)
from labs.submissions.services import MAX_WAIT, regrade, submit_code
from tests.factories import make_extension, make_student
from tests.labs.writing import DOUBLE

HOUR = timedelta(hours=1)


def test_code_is_stored_with_its_revision_and_its_grading_enqueued(
    submit: Callable[..., Any], lab: Any, ben: Any
) -> None:
    submission = submit(DOUBLE)

    stored = Submission.objects.get()
    assert stored == submission
    assert (stored.item, stored.user, stored.code) == (lab, ben, DOUBLE)
    assert (stored.purpose, stored.state, stored.late_by) == ("graded", "queued", timedelta())
    assert stored.revision == lab.lab_revisions.get(current=True)
    message = Message.objects.get()
    assert (message.task, message.args) == ("labs.grade_submission", [stored.pk])


def test_seeds_are_secret_long_and_differ(
    submit: Callable[..., Any], make_lab: Callable[..., Any], ben: Any
) -> None:
    other = make_lab("thrice")
    seeds = {submit().seed, submit(item=other).seed, submit(purpose=Purpose.TRIAL).seed}

    assert len(seeds) == 3
    assert all(len(seed) == 32 for seed in seeds)


def test_the_same_form_posted_twice_is_one_submission(submit: Callable[..., Any]) -> None:
    first = submit(key="form-1")

    assert submit(key="form-1") == first
    assert Submission.objects.count() == 1
    assert Message.objects.count() == 1


def test_a_form_that_the_browser_brought_back_with_other_code_is_new_work(
    submit: Callable[..., Any],
) -> None:
    first = submit("a = 1\n", key="form-1")
    Submission.objects.update(state=State.DONE)

    second = submit("a = 2\n", key="form-1")

    assert (first.code, second.code) == ("a = 1\n", "a = 2\n")
    assert Submission.objects.count() == 2


def test_trial_and_submission_from_one_form_are_two(submit: Callable[..., Any]) -> None:
    submit(key="form-1", purpose=Purpose.TRIAL)
    submit(key="form-1", purpose=Purpose.GRADED)

    assert Submission.objects.count() == 2


def test_two_people_may_use_the_same_key(submit: Callable[..., Any], course: Any) -> None:
    submit(key="form-1")
    submit(key="form-1", user=make_student(course, "dora"))

    assert Submission.objects.count() == 2


def test_one_waiting_submission_a_lab_is_enough(
    submit: Callable[..., Any], make_lab: Callable[..., Any]
) -> None:
    submit("a = 1\n")

    with pytest.raises(TooManySubmissions, match="not finished yet"):
        submit("a = 2\n")

    submit("a = 3\n", purpose=Purpose.TRIAL)
    submit("a = 4\n", item=make_lab("thrice"))
    assert sorted(Submission.objects.values_list("code", flat=True)) == [
        "a = 1\n",
        "a = 3\n",
        "a = 4\n",
    ]


def test_what_the_grader_cannot_grade_for_long_blocks_nobody(submit: Callable[..., Any]) -> None:
    submit("a = 1\n")
    Submission.objects.update(created_at=timezone.now() - MAX_WAIT)
    assert submit("a = 2\n").state == State.QUEUED


def test_what_is_graded_again_blocks_nobody(submit: Callable[..., Any]) -> None:
    submit("a = 1\n")
    Submission.objects.update(graded_at=timezone.now())

    assert submit("a = 2\n").state == State.QUEUED


def test_more_than_ten_a_minute_are_refused_and_say_how_long_to_wait(
    submit: Callable[..., Any],
) -> None:
    for number in range(settings.RUNS_PER_MINUTE):
        submit(f"a = {number}\n")
        Submission.objects.update(state=State.DONE)
    Submission.objects.update(created_at=timezone.now() - timedelta(seconds=20))

    with pytest.raises(TooManySubmissions) as caught:
        submit("one more\n")

    assert caught.value.status == 429
    seconds = re.search(r"Wait (\d+) seconds", caught.value.sentence)
    assert seconds is not None
    assert 0 < int(seconds[1]) <= 40
    assert Submission.objects.count() == settings.RUNS_PER_MINUTE


def test_a_minute_later_the_next_is_accepted(submit: Callable[..., Any]) -> None:
    for number in range(settings.RUNS_PER_MINUTE):
        submit(f"a = {number}\n")
        Submission.objects.update(state=State.DONE)
    Submission.objects.update(created_at=timezone.now() - timedelta(seconds=61))

    submit("one more\n")

    assert Submission.objects.count() == settings.RUNS_PER_MINUTE + 1


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        ("", SubmissionRefused, "no code yet"),
        (" \n\t\r\n", SubmissionRefused, "no code yet"),
        ("a = 1\x00\n", SubmissionRefused, "NUL"),
        ("a = '\udfff'\n", SubmissionRefused, "surrogate"),
        ("#" * (256 * 1024 + 1), CodeTooLong, "256 KiB"),
    ],
)
def test_refused_code_is_not_stored(
    submit: Callable[..., Any], code: str, kind: Any, words: str
) -> None:
    with pytest.raises(kind, match=words):
        submit(code)

    assert Submission.objects.count() == 0
    assert Message.objects.count() == 0


def test_line_ends_of_a_form_are_stored_as_python_counts_them(submit: Callable[..., Any]) -> None:
    assert submit("a = 1\r\nb = 2\r\n").code == "a = 1\nb = 2\n"


def test_work_before_the_due_date_is_in_time_and_after_it_late(
    submit: Callable[..., Any], lab: Any, make_lab: Callable[..., Any]
) -> None:
    lab.due_at = timezone.now() + HOUR
    lab.save()
    past = make_lab("thrice", due_at=timezone.now() - HOUR)

    assert submit().late_by == timedelta()
    assert HOUR < submit(item=past).late_by < 2 * HOUR


def test_an_extension_makes_late_work_in_time(
    submit: Callable[..., Any], lab: Any, ben: Any
) -> None:
    lab.due_at = timezone.now() - HOUR
    lab.save()
    make_extension(lab, ben, due_at=timezone.now() + HOUR)

    assert submit().late_by == timedelta()


def test_after_closing_only_visible_cases_are_run(submit: Callable[..., Any], lab: Any) -> None:
    lab.closes_at = timezone.now() - HOUR
    lab.save()

    with pytest.raises(NotOpen, match="closed on"):
        submit()

    assert submit(purpose=Purpose.TRIAL).is_trial


def test_before_opening_nothing_is_accepted(submit: Callable[..., Any], lab: Any) -> None:
    lab.opens_at = timezone.now() + HOUR
    lab.save()

    for purpose in Purpose.values:
        with pytest.raises(NotOpen, match="opens on"):
            submit(purpose=purpose)
    assert Submission.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_are_one_submission(lab: Any, ben: Any) -> None:
    stored, start = [], threading.Barrier(8)

    def click() -> None:
        start.wait()
        try:
            stored.append(submit_code(item=lab, user=ben, code=DOUBLE, key="form-1").pk)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Submission.objects.count() == 1
    assert stored == [Submission.objects.get().pk] * 8


# -- lanes ----------------------------------------------------------------------------------------
def test_work_waits_in_the_lane_of_its_purpose_under_its_students_name(
    submit: Callable[..., Any], ben: Any
) -> None:
    submit("a = 1\n")
    submit("a = 2\n", purpose=Purpose.TRIAL)
    submit("a = 3\n", automatic=True)

    stored = Message.objects.order_by("pk").values_list("lane", "owner")
    assert list(stored) == [
        (Lane.GRADED, ben.pk),
        (Lane.VISIBLE, ben.pk),
        (Lane.AUTOMATIC, ben.pk),
    ]


def test_what_is_graded_again_waits_in_the_background(submit: Callable[..., Any], ben: Any) -> None:
    submission = submit()
    Submission.objects.update(state=State.DONE)
    Message.objects.all().delete()

    assert regrade(submissions=[submission]) == 1

    message = Message.objects.get()
    assert (message.lane, message.owner, message.args) == ("background", ben.pk, [submission.pk])


@pytest.mark.parametrize("newer", [{"automatic": True}, {"purpose": Purpose.TRIAL}, {}])
def test_an_automatic_run_that_waits_gives_way_to_a_newer_run(
    submit: Callable[..., Any], newer: Any
) -> None:
    older = submit("a = 1\n", automatic=True)

    new = submit("a = 2\n", **newer)

    assert Submission.objects.get() == new
    assert Message.objects.get(done_at=None).args == [new.pk]
    assert older.is_trial


def test_an_automatic_run_displaces_no_other_work(
    submit: Callable[..., Any], make_lab: Callable[..., Any], course: Any
) -> None:
    kept = [
        submit("a = 1\n", purpose=Purpose.TRIAL),
        submit("a = 2\n", item=make_lab("thrice"), automatic=True),
        submit("a = 3\n", user=make_student(course, "dora"), automatic=True),
    ]
    running = submit("a = 4\n", automatic=True)
    Submission.objects.filter(pk=running.pk).update(state=State.RUNNING)

    newest = submit("a = 5\n", automatic=True)

    stored = set(Submission.objects.values_list("pk", flat=True))
    assert stored == {submission.pk for submission in [*kept, running, newest]}


def test_automatic_runs_use_up_nothing_that_a_person_may_ask_for(
    submit: Callable[..., Any],
) -> None:
    for number in range(settings.RUNS_PER_MINUTE):
        submit(f"a = {number}\n", automatic=True)
        Submission.objects.update(state=State.DONE)

    assert submit("by hand\n", purpose=Purpose.TRIAL).state == State.QUEUED
    with pytest.raises(TooManySubmissions):
        submit("one more\n", automatic=True)


def test_what_submitting_late_costs_is_confirmed_first(
    lab: Any, submit: Callable[..., Any]
) -> None:
    lab.due_at, lab.late_policy = timezone.now() - HOUR, {"per_day": 10}
    lab.save()
    with pytest.raises(LateCost) as asked:
        submit()
    assert asked.value.sentence == (
        "This is after your due date. It loses 10% of the points earned "
        "(1 day late, 10% off per day)."
    )
    assert not Submission.objects.exists()
    assert submit(purpose="trial").is_trial
    assert submit(accepts_late=True).late_by > timedelta()


def test_late_days_are_confirmed_as_well_and_used_once(
    lab: Any, submit: Callable[..., Any]
) -> None:
    lab.due_at, lab.late_policy = timezone.now() - HOUR, {"per_day": 10}
    lab.save()
    lab.course.late_days = 2
    lab.course.save()
    with pytest.raises(LateCost, match="It uses 1 of your 2 remaining late days"):
        submit()
    Submission.objects.filter(pk=submit(accepts_late=True).pk).update(state="done")
    submit(DOUBLE + "\n")  # on the same day it costs nothing more
