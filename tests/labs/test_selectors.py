from datetime import timedelta

import pytest

from courseware.items.kinds import kind_named
from courseware.items.states import states_of
from labs import selectors
from labs.models import State, Submission
from tests.factories import make_student

DONE = {"state": State.DONE, "verdict": "wrong_values"}


@pytest.fixture
def made(lab, ben):
    """Submissions as they would be after grading."""
    revision = lab.lab_revisions.get()

    def make(item=lab, user=ben, **fields):
        number = Submission.objects.count()
        fields = {"code": "a = 1\n", "key": str(number), "seed": "5eed"} | fields
        return Submission.objects.create(item=item, revision=revision, user=user, **fields)

    return make


def state_of(lab, ben):
    state = states_of([lab], ben)[lab.id]
    return state.name, state.words


def test_a_lab_that_was_not_touched_is_new(lab, ben):
    assert state_of(lab, ben) == ("new", "not started")


def test_a_trial_alone_is_a_start(lab, ben, made):
    made(purpose="trial", **DONE)

    assert state_of(lab, ben) == ("started", "tried, not handed in")


def test_a_waiting_submission_shows_as_being_graded(lab, ben, made):
    made(**DONE, score=60.0, correctness=0.75)
    made(state=State.RUNNING)

    assert state_of(lab, ben) == ("waiting", "being graded")


def test_part_of_the_cases_is_not_done_and_all_of_them_is(lab, ben, made):
    made(**DONE, score=60.0, correctness=0.75)
    assert state_of(lab, ben) == ("started", "75% right")

    made(state=State.DONE, verdict="passed", score=91.0, correctness=1.0)
    assert state_of(lab, ben) == ("done", "all cases pass")


def test_what_could_not_be_graded_says_so(lab, ben, made):
    made(state=State.FAILED)

    assert state_of(lab, ben) == ("started", "could not be graded")


def test_states_of_many_labs_take_one_query(lab, make_lab, ben, made, django_assert_num_queries):
    labs = [lab, make_lab("thrice"), make_lab("fourfold")]
    for item in labs:
        made(item=item, **DONE, score=1.0, correctness=0.1)

    with django_assert_num_queries(1):
        states = kind_named("lab").states(labs, ben)

    assert set(states) == {item.id for item in labs}


def test_somebody_elses_work_is_not_mine(lab, ben, course, made):
    made(user=make_student(course, "dora"), **DONE, score=60.0, correctness=0.75)

    assert state_of(lab, ben) == ("new", "not started")
    assert list(selectors.submission_history(lab, ben)) == []
    assert kind_named("lab").work(lab, ben) == []


def test_work_lists_submissions_newest_first_and_marks_the_one_that_counts(
    lab, ben, made, django_assert_num_queries
):
    made(**DONE, score=60.0, correctness=0.75)
    made(
        state=State.DONE, verdict="passed", score=91.0, correctness=1.0, late_by=timedelta(hours=2)
    )
    made(purpose="trial", **DONE)
    made(state=State.QUEUED)
    lab.refresh_from_db()

    with django_assert_num_queries(1):
        work = kind_named("lab").work(lab, ben)

    assert [(w.title, w.state, w.fraction, w.counts, w.late_by) for w in work] == [
        ("Submission 3", "being graded", None, False, timedelta()),
        ("Submission 2", "Passed", 0.91, True, timedelta(hours=2)),
        ("Submission 1", "Wrong values", 0.6, False, timedelta()),
    ]
    assert work[0].url.startswith("/courses/ml/labs/twice/submissions/")


def test_progress_of_what_is_gone_is_finished(db):
    assert selectors.progress_of([123])[123].finished is True


def test_progress_of_many_is_one_query(submit, django_assert_num_queries):
    from labs.models import CaseRecord

    first = submit()
    CaseRecord.objects.create(submission=first, position=0, result={})
    CaseRecord.objects.create(submission=first, position=1, result={})
    pks = [first.pk, *range(10_000, 10_900)]
    with django_assert_num_queries(1):
        found = selectors.progress_of(pks)
    assert set(found) == set(pks)
    assert (found[first.pk].finished, found[first.pk].cases) == (False, 2)
