"""What lists on the site show of a person's labs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.gradebook.models import Score
from courseware.items.kinds import kind_named
from courseware.items.progress import Progress
from courseware.items.states import states_of
from courseware.people.policy import access_of
from labs import overview, selectors
from labs.grading.services import record_decision
from labs.models import State, StyleGrade, Submission
from tests.factories import make_course, make_student

DONE = {"state": State.DONE, "verdict": "wrong_values"}


def state_of(lab: Any, ben: Any) -> Any:
    state = states_of([lab], ben)[lab.id]
    return state.name, state.words


def test_a_lab_that_was_not_touched_is_new(lab: Any, ben: Any) -> None:
    assert state_of(lab, ben) == ("new", "not started")


def test_a_trial_alone_is_a_start(lab: Any, ben: Any, make_submission: Callable[..., Any]) -> None:
    make_submission(purpose="trial", **DONE)

    assert state_of(lab, ben) == ("started", "tried, not submitted")


def test_a_waiting_submission_shows_as_being_graded(
    lab: Any, ben: Any, make_submission: Callable[..., Any]
) -> None:
    make_submission(**DONE, score=60.0, correctness=0.75)
    make_submission(state=State.RUNNING)

    assert state_of(lab, ben) == ("waiting", "being graded")


def test_part_of_the_cases_is_not_done_and_all_of_them_is(
    lab: Any, ben: Any, make_submission: Callable[..., Any]
) -> None:
    make_submission(**DONE, score=60.0, correctness=0.75)
    assert state_of(lab, ben) == ("started", "75% correct")

    make_submission(state=State.DONE, verdict="passed", score=91.0, correctness=1.0)
    assert state_of(lab, ben) == ("done", "all cases pass")


def test_what_could_not_be_graded_says_so(
    lab: Any, ben: Any, make_submission: Callable[..., Any]
) -> None:
    make_submission(state=State.FAILED)

    assert state_of(lab, ben) == ("started", "could not be graded")


def test_states_of_many_labs_take_one_query(
    lab: Any,
    make_lab: Callable[..., Any],
    ben: Any,
    make_submission: Callable[..., Any],
    django_assert_num_queries: Any,
) -> None:
    labs = [lab, make_lab("thrice"), make_lab("fourfold")]
    for item in labs:
        make_submission(item=item, **DONE, score=1.0, correctness=0.1)

    with django_assert_num_queries(1):
        states = kind_named("lab").states(labs, ben)

    assert set(states) == {item.id for item in labs}


def test_somebody_elses_work_is_not_mine(
    lab: Any, ben: Any, course: Any, make_submission: Callable[..., Any]
) -> None:
    make_submission(user=make_student(course, "dora"), **DONE, score=60.0, correctness=0.75)

    assert state_of(lab, ben) == ("new", "not started")
    assert list(selectors.submission_history(lab, ben)) == []
    assert kind_named("lab").work(lab, ben) == []


def test_work_lists_submissions_newest_first_and_marks_the_one_that_counts(
    lab: Any, ben: Any, make_submission: Callable[..., Any], django_assert_num_queries: Any
) -> None:
    make_submission(**DONE, score=60.0, correctness=0.75)
    make_submission(
        state=State.DONE, verdict="passed", score=91.0, correctness=1.0, late_by=timedelta(hours=2)
    )
    make_submission(purpose="trial", **DONE)
    make_submission(state=State.QUEUED)
    lab.refresh_from_db()

    with django_assert_num_queries(2):
        work = kind_named("lab").work(lab, ben)

    assert [(w.title, w.state, w.fraction, w.counts, w.late_by) for w in work] == [
        ("Submission 3", "being graded", None, False, timedelta()),
        ("Submission 2", "Passed", 0.91, True, timedelta(hours=2)),
        ("Submission 1", "Wrong values", 0.6, False, timedelta()),
    ]
    assert work[0].url.startswith("/courses/ml/labs/twice/submissions/")


def test_work_of_many_labs_takes_two_queries_and_keeps_them_apart(
    lab: Any,
    make_lab: Any,
    ada: Any,
    ben: Any,
    make_submission: Callable[..., Any],
    django_assert_num_queries: Any,
) -> None:
    other, untouched = make_lab("thrice"), make_lab("once")
    make_submission(**DONE, score=60.0, correctness=0.75)
    make_submission(other, **DONE, score=50.0, correctness=0.5)
    make_submission(other, **DONE, score=70.0, correctness=0.8)
    make_submission(other, ada, **DONE, score=90.0, correctness=1.0)

    with django_assert_num_queries(2):
        works = kind_named("lab").works([lab, other, untouched], ben)

    assert {pk: [(w.fraction, w.counts) for w in found] for pk, found in works.items()} == {
        lab.id: [(0.6, True)],
        other.id: [(0.7, True), (0.5, False)],
    }


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"state": State.QUEUED}, "being graded"),
        ({"state": State.RUNNING}, "being graded"),
        ({"state": State.FAILED}, "could not be graded"),
        ({"state": State.DONE, "verdict": "passed"}, "Passed"),
        ({"state": State.DONE, "verdict": "of another release"}, "cannot be shown"),
    ],
)
def test_a_submission_has_a_status_in_words(fields: Any, text: str) -> None:
    assert str(overview.status_text(Submission(**fields))) == text


def test_a_score_without_a_correctness_cannot_be_shown(
    lab: Any, ben: Any, make_submission: Callable[..., Any]
) -> None:
    make_submission(**DONE, score=60.0)

    assert state_of(lab, ben) == ("started", "cannot be shown")


def test_flagged_work_is_that_of_the_course_newest_first(
    lab: Any, course: Any, ada: Any, make_submission: Callable[..., Any]
) -> None:
    make_submission(**DONE, flag="The time is void.")
    make_submission(state=State.FAILED, grader_error="No sandbox.")
    make_submission(**DONE, score=60.0)

    flagged = overview.flagged(access_of(ada, course))

    assert [entry.reason for entry in flagged] == [
        "The grader failed: No sandbox.",
        "The time is void.",
    ]
    assert (flagged[0].title, flagged[0].person) == ("Twice", "Ben")
    assert overview.flagged(access_of(ada, make_course())) == []


def test_no_more_work_is_flagged_than_fits_on_a_page(
    course: Any, ada: Any, make_submission: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "MAX_FLAGGED", 2)
    for _ in range(3):
        make_submission(state=State.FAILED)

    assert len(overview.flagged(access_of(ada, course))) == 2


@pytest.mark.parametrize(
    "works",
    [
        [(60.0, 0)],
        [(60.0, 0), (90.0, 0), (90.0, 0)],
        [(60.0, 2), (60.0, 0), (60.0, 1)],
        [(0.0, 0), (100.0, 5)],
    ],
)
def test_lists_of_work_and_the_gradebook_agree_on_what_counts(
    lab: Any, ben: Any, make_submission: Callable[..., Any], works: Any
) -> None:
    for score, hours in works:
        made = make_submission(
            state=State.DONE,
            verdict="wrong_values",
            score=score,
            correctness=0.5,
            late_by=timedelta(hours=hours),
        )
        record_decision(made)

    score = Score.objects.get(item=lab, user=ben)
    (counting,) = [entry for entry in overview.work(lab, ben) if entry.counts]
    assert (counting.fraction, counting.late_by) == (score.fraction, score.late_by)
    assert counting.url.endswith(f"/{selectors.counting_ids(lab, ben)[0]}/")
    assert score.fraction == max(points for points, _ in works) / 100


def progress(lab: Any) -> Any:
    people = [enrollment.user_id for enrollment in lab.course.enrollments.all()]
    return overview.progress([lab], people)


def test_how_far_many_people_have_come(
    lab: Any, ben: Any, course: Any, make_submission: Callable[..., Any]
) -> None:
    tried, waits, failed, again = (make_student(course) for _ in range(4))
    make_submission(**DONE, score=1.0)
    make_submission(user=tried, purpose="trial", **DONE)
    make_submission(user=waits, **DONE, score=1.0)
    make_submission(user=waits, state=State.QUEUED)
    make_submission(user=failed, **DONE, score=1.0)
    make_submission(user=failed, state=State.FAILED)
    make_submission(user=again, state=State.FAILED)
    make_submission(user=again, **DONE, score=1.0)

    assert {user: state for (_, user), state in progress(lab).items()} == {
        ben.pk: Progress.HANDED_IN,
        tried.pk: Progress.STARTED,
        waits.pk: Progress.WAITING,
        failed.pk: Progress.FAILED,
        again.pk: Progress.HANDED_IN,
    }


def test_progress_of_many_people_takes_one_query(
    lab: Any, course: Any, make_submission: Callable[..., Any], django_assert_num_queries: Any
) -> None:
    people = [make_student(course).pk for _ in range(3)]
    make_submission(**DONE, score=1.0)

    with django_assert_num_queries(1):
        overview.progress([lab], people)


def test_a_lab_whose_scores_are_held_back_tells_nothing_of_them(
    lab: Any, ben: Any, make_submission: Callable[..., Any]
) -> None:
    lab.scores_held = True
    make_submission(**DONE, score=60.0, correctness=0.75)

    assert state_of(lab, ben) == ("done", "graded, not released")


def test_code_whose_style_a_person_grades_needs_grading(
    lab: Any, ben: Any, make_submission: Callable[..., Any]
) -> None:
    lab.lab_revisions.update(style={"points": 20})
    submission = make_submission(**DONE, score=60.0)
    assert progress(lab)[lab.pk, ben.pk] == Progress.NEEDS_GRADING

    StyleGrade.objects.create(
        item=lab,
        user=ben,
        submission=submission,
        fraction=1.0,
        share=20,
        grade={},
        at=timezone.now(),
    )
    assert progress(lab)[lab.pk, ben.pk] == Progress.HANDED_IN
