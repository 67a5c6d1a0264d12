"""How far people have come with quizzes, and their work, as the site's pages list them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.gradebook.selectors import grades_of
from courseware.gradebook.work import work_of
from courseware.items.kinds import ItemState
from quizzes import selectors, services
from quizzes.services.changes import Change
from tests.factories import make_extension
from tests.quizzes.writing import QUIZ


def test_states_tell_how_far_somebody_is_in_one_query(make_quiz, ben, django_assert_num_queries):
    new, started, done = make_quiz(), make_quiz(), make_quiz()
    attempt = services.start_attempt(item=started, user=ben)
    services.save_answers(attempt=attempt, changes=[Change("zero", {"": ["l1"]})], by=ben)
    services.finish_attempt(attempt=services.start_attempt(item=done, user=ben), by=ben)
    with django_assert_num_queries(1):
        states = selectors.states([new, started, done], ben)
    assert states == {
        started.id: ItemState("started", "1 of 3 answered"),
        done.id: ItemState("done", "submitted"),
    }


def test_a_retry_takes_back_nothing(make_quiz, ben):
    item = make_quiz(QUIZ.replace("pass: 0.5", "pass: 0.75\nattempts: 3"))
    services.finish_attempt(attempt=services.start_attempt(item=item, user=ben), by=ben)
    assert selectors.states([item], ben)[item.id] == ItemState("done", "submitted", pass_mark=0.75)
    services.start_attempt(item=item, user=ben)
    state = selectors.states([item], ben)[item.id]
    assert (state.name, state.done_before) == ("started", True)


def test_work_lists_attempts_and_marks_the_one_that_counts(make_quiz, ben):
    item = make_quiz(QUIZ.replace("pass: 0.5", "attempts: 3"))
    for ticked in (["clip", "rate"], ["clip"]):
        attempt = services.start_attempt(item=item, user=ben)
        services.save_answers(attempt=attempt, changes=[Change("cures", {"": ticked})], by=ben)
        services.finish_attempt(attempt=attempt, by=ben)
    services.start_attempt(item=item, user=ben)
    listed = [
        (work.title, work.state, work.fraction, work.counts) for work in selectors.work(item, ben)
    ]
    assert listed == [
        ("Attempt 3", "in progress", None, False),
        ("Attempt 2", "submitted", 0.125, False),
        ("Attempt 1", "submitted", 0.25, True),
    ]


def test_work_of_many_quizzes_takes_one_query(make_quiz, ada, ben, django_assert_num_queries):
    first, second, untouched = make_quiz(), make_quiz(), make_quiz()
    for item, user in ((first, ben), (second, ben), (second, ada)):
        services.finish_attempt(attempt=services.start_attempt(item=item, user=user), by=user)
    with django_assert_num_queries(1):
        works = selectors.works([first, second, untouched], ben)
    assert {pk: [work.title for work in found] for pk, found in works.items()} == {
        first.id: ["Attempt 1"],
        second.id: ["Attempt 1"],
    }
    assert works[first.id] == selectors.work(first, ben)


CLOSED = QUIZ.replace("pass: 0.5\n", "review: {score: closed, key: closed}\n")


@pytest.mark.parametrize("late_days", [0, 3])
def test_scores_for_the_closing_take_as_many_queries_for_many_quizzes_as_for_few(
    make_quiz, course, ada, ben, late_days, django_assert_max_num_queries
):
    course.late_days = late_days
    course.save()

    def fill(number):
        quizzes = [make_quiz(CLOSED) for _ in range(number)]
        for item in quizzes:
            services.finish_attempt(attempt=services.start_attempt(item=item, user=ben), by=ben)
            item.closes_at = item.due_at = timezone.now() - timedelta(hours=1)
            item.save()
        return quizzes

    def listed():
        entries = work_of(grades_of(ben, course, for_student=True))
        return {entry.cell.item.pk: [work.counts for work in entry.work] for entry in entries}

    (extended,) = fill(1)
    make_extension(extended, ada, closes_at=timezone.now() + timedelta(hours=1))
    with django_assert_max_num_queries(30) as few:
        assert listed() == {extended.pk: [False]}
    others = fill(4)
    with django_assert_max_num_queries(len(few)):
        found = listed()
    assert found == {extended.pk: [False]} | {item.pk: [True] for item in others}


def test_many_quizzes_of_a_person_are_decided_in_as_many_queries_as_one(
    make_quiz, course, ben, django_assert_max_num_queries
):
    quizzes = [make_quiz(), make_quiz(), make_quiz()]
    course.late_days = 3
    course.save()
    for item in quizzes:
        item.course = course
    attempts = [services.start_attempt(item=item, user=ben) for item in quizzes]
    services.finish_attempt(attempt=attempts[0], by=ben)
    with django_assert_max_num_queries(10) as few:
        assert len(selectors.decisions(quizzes, [ben.pk])) == 1
    for attempt in attempts[1:]:
        services.finish_attempt(attempt=attempt, by=ben)
    with django_assert_max_num_queries(len(few)):
        assert len(selectors.decisions(quizzes, [ben.pk])) == 3
