"""Start, save and submit in one step, without losing what an earlier step has taken."""

from __future__ import annotations

import pytest

from quizzes import selectors, services
from quizzes.models import Attempt
from quizzes.services.changes import Change
from tests.quizzes.attempts import CURES, GROW, RIGHT, WRONG, answers, close, events, finish
from tests.quizzes.writing import QUIZ

pytestmark = pytest.mark.django_db
CHECK = QUIZ.replace("pass: 0.5\n", "self_check: true\nattempts: 2\n")


@pytest.fixture
def item(make_quiz):
    return make_quiz(CHECK)


def answer(item, ben, *changes: Change, number: int = 1, revision: int = 1):
    return services.answer_self_check(
        item=item, user=ben, number=number, revision=revision, changes=changes
    )


def test_answers_start_an_attempt_and_submit_it(item, ben):
    assert answer(item, ben, RIGHT, CURES, GROW) is None
    attempt = Attempt.objects.get()
    assert attempt.fraction == 1.0
    assert [name for name, _, _ in events(attempt)] == [
        *("started", "saved", "saved", "saved", "finished")
    ]


def test_the_same_answers_again_change_nothing(item, ben):
    for _ in range(3):
        assert answer(item, ben, RIGHT) is None
    assert Attempt.objects.count() == 1
    assert len(events(Attempt.objects.get())) == 3


def test_other_answers_to_what_is_submitted_are_kept_apart(item, ben):
    answer(item, ben, RIGHT)
    with pytest.raises(services.LateResponseRefused, match="this attempt was submitted"):
        answer(item, ben, WRONG)
    attempt = Attempt.objects.get()
    assert answers(attempt)["zero"] == "l1"
    assert events(attempt)[-1] == ("refused", "zero", "l2")


def test_an_answer_that_cannot_be_read_leaves_the_attempt_open(item, ben):
    result = answer(item, ben, RIGHT, Change("cures", {"": ["nothing like it"]}))
    assert list(result.refused) == ["cures"]
    attempt = Attempt.objects.get()
    assert attempt.is_open
    assert answers(attempt)["zero"] == "l1"


def test_nothing_blank_is_submitted(item, ben):
    with pytest.raises(services.ResponseRefused, match="answer first, then check"):
        answer(item, ben, Change("zero"), Change("cures"), Change("grow"))
    assert Attempt.objects.get().is_open


@pytest.mark.parametrize(("number", "revision"), [(1, 2), (2, 1), (0, 1)])
def test_what_the_page_did_not_show_is_not_started(item, ben, number, revision):
    with pytest.raises(services.OutdatedQuestion, match="has changed since"):
        answer(item, ben, RIGHT, number=number, revision=revision)
    assert not Attempt.objects.exists()


def test_a_later_attempt_is_started_by_asking_for_it(item, ben):
    answer(item, ben, WRONG)
    with pytest.raises(services.OutdatedQuestion):
        answer(item, ben, RIGHT, number=2)
    services.start_attempt(item=item, user=ben)
    assert answer(item, ben, RIGHT, number=2) is None
    assert [each.number for each in selectors.attempts_of(item, ben) if not each.is_open] == [2, 1]


def test_nothing_is_taken_once_it_is_closed(item, ben):
    close(item, minutes=-1)
    with pytest.raises(services.AttemptRefused, match="This closed on"):
        answer(item, ben, RIGHT)
    assert not Attempt.objects.exists()


def test_an_open_attempt_of_an_older_revision_is_still_answered(item, ben):
    attempt = services.start_attempt(item=item, user=ben)
    assert answer(item, ben, RIGHT, revision=7) is None
    attempt.refresh_from_db()
    assert not attempt.is_open


def test_it_can_be_finished_on_the_page_of_the_attempt_too(item, ben):
    attempt = services.start_attempt(item=item, user=ben)
    finish(attempt)
    assert answer(item, ben, Change("zero")) is None  # blank as it was
