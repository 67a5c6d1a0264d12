"""Look-ups of labs and submissions: who may see what, what counts, in how many queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.http import Http404

from courseware.people.models import Enrollment, Role
from courseware.people.policy import access_of
from labs import selectors
from labs.models import CaseRecord, State, Submission
from tests.factories import make_course, make_student
from tests.labs.writing import FILES

DONE = {"state": State.DONE, "verdict": "wrong_values"}


def found_by(viewer: Any, submission: Any, **given: Any) -> Any:
    """The submission as the viewer finds it, or ``None``."""
    fields = {"course": submission.item.course, "slug": submission.item.slug, "pk": submission.pk}
    fields |= given
    access = access_of(viewer, fields.pop("course"))
    try:
        return selectors.submission_or_404(access, **fields)
    except Http404:
        return None


def test_a_submission_is_found_by_its_owner_and_by_instructors(
    ada: Any, ben: Any, course: Any, make_submission: Callable[..., Any]
) -> None:
    submission = make_submission()

    assert found_by(ben, submission) == submission
    assert found_by(make_student(course), submission) is None
    assert found_by(ada, submission) == submission


@pytest.mark.parametrize("other", ["course", "slug", "pk"])
def test_a_submission_is_found_under_its_own_address_only(
    ada: Any, make_submission: Callable[..., Any], other: Any
) -> None:
    submission = make_submission()
    elsewhere = make_course()
    Enrollment.objects.create(user=ada, course=elsewhere, role=Role.INSTRUCTOR)
    wrong = {"course": elsewhere, "slug": "thrice", "pk": submission.pk + 1}

    assert found_by(ada, submission, **{other: wrong[other]}) is None


def test_what_is_found_keeps_the_seed_and_the_files_in_the_database(
    ben: Any, make_submission: Callable[..., Any]
) -> None:
    found = found_by(ben, make_submission())

    assert "seed" in found.get_deferred_fields()
    assert "files" in found.revision.get_deferred_fields()


def test_the_current_revision_comes_without_its_files(lab: Any) -> None:
    revision = selectors.current_revision(lab)

    assert (revision.title, revision.current) == ("Twice", True)
    assert "files" in revision.get_deferred_fields()


def test_the_history_holds_what_the_person_has_started_newest_first(
    lab: Any, ben: Any, make_submission: Callable[..., Any]
) -> None:
    trial, graded = make_submission(purpose="trial"), make_submission()
    make_submission(purpose="trial", automatic=True)

    assert list(selectors.submission_history(lab, ben)) == [graded, trial]
    latest = selectors.latest_submission(lab, ben)
    assert latest is not None
    assert latest.automatic  # the page shows what it has run itself


def test_without_work_there_is_nothing_to_find(lab: Any, ben: Any) -> None:
    assert selectors.latest_submission(lab, ben) is None
    assert selectors.counting_ids(lab, ben) == ()
    assert selectors.score_decision(lab, []) is None


def test_only_own_submissions_are_found_by_number(
    lab: Any, ben: Any, course: Any, make_submission: Callable[..., Any]
) -> None:
    submission = make_submission()

    assert selectors.own_submission(lab, ben, submission.pk) == submission
    with pytest.raises(Http404):
        selectors.own_submission(lab, make_student(course), submission.pk)


def test_the_best_graded_submission_counts(
    lab: Any, ben: Any, course: Any, make_submission: Callable[..., Any]
) -> None:
    make_submission(**DONE, purpose="trial", score=100.0)
    make_submission(**DONE, score=60.0, late_by=timedelta(hours=1))
    best = make_submission(**DONE, score=60.0)
    make_submission(user=make_student(course), **DONE, score=90.0)
    make_submission(state=State.FAILED)

    assert selectors.counting_ids(lab, ben) == (best.pk,)


def test_what_counts_is_found_with_few_columns(
    lab: Any, ben: Any, make_submission: Callable[..., Any]
) -> None:
    make_submission(**DONE, score=60.0)
    (submission,) = selectors.graded_submissions(lab, ben)

    assert {"code", "report", "seed"} <= submission.get_deferred_fields()
    decision = selectors.score_decision(lab, [submission])
    assert decision is not None
    assert (decision.fraction, decision.worth) == (0.6, {submission.pk: 0.6})


def test_progress_of_what_is_gone_is_finished(db: None) -> None:
    assert selectors.progress_of([123])[123].finished is True


def test_progress_of_many_is_one_query_and_five_for_the_queue(
    submit: Callable[..., Any], django_assert_num_queries: Any
) -> None:
    first = submit()
    CaseRecord.objects.create(submission=first, position=0, result={})
    CaseRecord.objects.create(submission=first, position=1, result={})
    pks = [first.pk, *range(10_000, 10_900)]
    cache.delete("outbox.task_seconds")
    with django_assert_num_queries(6):
        found = selectors.progress_of(pks)
    assert set(found) == set(pks)
    assert (found[first.pk].finished, found[first.pk].cases) == (False, 2)
    assert found[first.pk].place == 1
    Submission.objects.update(state="running")
    with django_assert_num_queries(1):
        assert selectors.progress_of(pks)[first.pk].place == 0


def test_conditions_of_a_revision_are_looked_up_once(
    make_lab: Callable[..., Any], django_assert_num_queries: Any
) -> None:
    files = {"lab_yaml": FILES["lab.yaml"].replace("call_seconds: 4", "call_seconds: 1.25")}
    revision = selectors.current_revision(make_lab("limited", files))
    with django_assert_num_queries(1):
        assert selectors.conditions_of(revision).limits.call_seconds == 1.25
        assert selectors.conditions_of(revision).limits.call_seconds == 1.25


def test_decisions_of_many_people_follow_the_rule_of_the_item(
    lab, ben, course, make_submission, django_assert_num_queries
):
    other = make_student(course)
    for user, scores in ((ben, (80.0, 50.0)), (other, (20.0,))):
        for score in scores:
            make_submission(user=user, state="done", score=score)
    make_submission(user=other, purpose="trial", state="done")

    with django_assert_num_queries(2):
        best = selectors.decisions([lab], [ben.pk, other.pk])
    lab.counting = "average"
    average = selectors.decisions([lab], [ben.pk, other.pk])

    assert [best[lab.pk, user.pk][0] for user in (ben, other)] == [0.8, 0.2]
    assert [average[lab.pk, user.pk][0] for user in (ben, other)] == [0.65, 0.2]


def test_late_days_of_many_people_take_as_many_queries_as_of_one(
    lab, ben, course, make_submission, django_assert_max_num_queries
):
    lab.course.late_days, lab.late_policy = 1, {"per_day": 50}
    lab.course.save()
    lab.save()
    late = {"state": "done", "score": 80.0}
    make_submission(user=ben, late_by=timedelta(days=1), **late)
    with django_assert_max_num_queries(10) as one:
        assert selectors.decisions([lab], [ben.pk])[lab.pk, ben.pk][0] == 0.8
    others = [make_student(course) for _ in range(4)]
    for user in others:
        make_submission(user=user, late_by=timedelta(days=2), **late)
    with django_assert_max_num_queries(len(one)):
        found = selectors.decisions([lab], [ben.pk, *(user.pk for user in others)])
    assert [found[lab.pk, user.pk][0] for user in (ben, *others)] == [0.8] + [0.4] * 4


def test_the_trace_of_a_grading_is_asked_for_only_where_requests_are_traced(
    submit: Callable[..., Any], django_assert_num_queries: Any
) -> None:
    submission = submit()
    with django_assert_num_queries(0):
        assert selectors.traceparent_of(submission) == ""


def test_the_trace_of_a_grading_is_that_of_its_message(submit: Any, exported_spans: Any) -> None:
    assert len(selectors.traceparent_of(submit())) == 55
