"""A key is corrected, and submitted attempts are graded again by it."""

import pytest

from courseware.gradebook.models import Score
from courseware.gradebook.services import override_score
from quizzes import selectors, services, tasks
from quizzes.authoring.loading import digest_of
from quizzes.models import Attempt, Regrade
from quizzes.pages.people_page import record_context
from quizzes.pages.regrade_page import regrade_context
from quizzes.services.changes import Change
from tests.factories import make_student
from tests.quizzes.writing import QUIZ, quiz_of

L1, L2 = (Change("zero", {"": [option]}) for option in ("l1", "l2"))
CORRECTED = QUIZ.replace("text: L1, correct: true", "text: L1").replace(
    "text: Squared L2,", "text: Squared L2, correct: true,"
)


def complete_attempt(item, user, *changes):
    attempt = services.start_attempt(item=item, user=user)
    services.save_answers(attempt=attempt, changes=changes, by=user)
    return services.finish_attempt(attempt=attempt, by=user)


def correct_key(item, text=CORRECTED):
    quiz = quiz_of(text)
    services.store_revision(item=item, quiz=quiz, digest=digest_of(quiz))


@pytest.fixture
def item(make_quiz):
    return make_quiz()


@pytest.fixture
def gains(item, ben):
    return complete_attempt(item, ben, L2)


@pytest.fixture
def loses(item, course):
    return complete_attempt(item, make_student(course), L1)


def test_a_dry_run_says_who_gains_and_who_loses_and_changes_nothing(item, gains, loses):
    correct_key(item)
    planned = services.plan_regrade(item=item)
    assert [(plan.attempt, plan.gain) for plan in planned] == [(gains, 2.0), (loses, -2.0)]
    gains.refresh_from_db()
    assert gains.earned == 0.0
    assert Score.objects.get(user=gains.user).fraction == 0.0


def test_without_a_change_nobody_is_graded_again(item, gains):
    assert services.plan_regrade(item=item) == []


def test_applying_moves_scores_and_leaves_a_record(item, gains, loses, ada):
    correct_key(item)
    done = services.apply_regrade(item=item, by=ada, reason="The kink was on the other one.")
    for attempt, fraction in ((gains, 0.5), (loses, 0.0)):
        attempt.refresh_from_db()
        assert attempt.fraction == fraction
        assert Score.objects.get(user=attempt.user).fraction == fraction
    assert done.state == Regrade.State.DONE
    assert {row.attempt: (row.before, row.after) for row in done.changes.all()} == {
        gains: (0.0, 2.0),
        loses: (2.0, 0.0),
    }
    event = gains.events.get(name="regraded")
    assert (event.by, event.question, event.data["after"]) == (ada, "zero", 2.0)
    change = Score.objects.get(user=gains.user).changes.first()
    assert change.reason == "Regrade: Quiz attempt 1"
    assert services.plan_regrade(item=item) == []


def test_the_review_shows_the_key_that_counted(item, gains, ada):
    correct_key(item)
    services.apply_regrade(item=item, by=ada, reason="")
    zero = selectors.attempt_questions(gains)[0]
    assert zero.question.samples().right == "l2"
    assert record_context(gains)["differences"] == []


def test_a_score_set_by_hand_stands(item, gains, ada):
    override_score(item=item, user=gains.user, fraction=0.9, reason="Kind.", by=ada)
    correct_key(item)
    assert [plan.by_hand for plan in services.plan_regrade(item=item)] == [True]
    services.apply_regrade(item=item, by=ada, reason="")
    score = Score.objects.get(user=gains.user)
    assert (score.fraction, score.override, score.effective) == (0.5, 0.9, 0.9)


def test_an_answer_that_no_longer_fits_keeps_its_points(item, loses):
    correct_key(item, QUIZ.replace("id: l1,", "id: absolute,"))
    assert services.plan_regrade(item=item) == []


def test_a_question_that_is_gone_keeps_its_points(item, loses):
    correct_key(item, QUIZ.replace("id: zero", "id: nought"))
    assert services.plan_regrade(item=item) == []


def test_tries_are_scored_by_the_corrected_key(make_quiz, ben, ada):
    rule = "tries: {count: 3, penalty: 0.25}\n"
    item = make_quiz(QUIZ.replace("pass: 0.5\n", rule))
    attempt = services.start_attempt(item=item, user=ben)
    services.save_answers(attempt=attempt, changes=[L2], by=ben)
    services.check_answer(attempt=attempt, question="zero", by=ben)
    services.save_answers(attempt=attempt, changes=[L1], by=ben)
    done = services.finish_attempt(attempt=attempt, by=ben)
    assert done.earned == 1.5
    correct_key(item, CORRECTED.replace("pass: 0.5\n", rule))
    services.apply_regrade(item=item, by=ada, reason="")
    done.refresh_from_db()
    assert done.earned == 2.0  # the first try was right by the corrected key and ends it


def work(item):
    """What a worker does with what was put into the queue."""
    for regrade in item.regrades.filter(state=Regrade.State.RUNNING):
        tasks.regrade(regrade.pk)


def test_answers_that_no_longer_fit_keep_their_points_and_are_counted(make_quiz, course, ada):
    """Two students typed `1,500` in an earlier release, which read it as 1.5."""
    text = """\
title: Sizes
questions:
  - id: size
    type: numeric
    text: How much?
    answer: 1.5
    tolerance: exact
    explanation: So much.
"""
    item = make_quiz(text)
    for right in (True, False):
        attempt = complete_attempt(item, make_student(course), Change("size", {"": ["1.5"]}))
        attempt.responses.update(answer="1,500", fraction=float(right))
        Attempt.objects.filter(pk=attempt.pk).update(earned=float(right))
    correct_key(item, text.replace("answer: 1.5", "answer: 1500"))
    regrade = services.start_regrade(item=item, by=ada, reason="", dry_run=True)
    work(item)
    regrade.refresh_from_db()
    assert regrade.kept == [["size", "does not fit", 2]]
    assert regrade.changes.count() == 0
    assert sorted(item.attempts.values_list("earned", flat=True)) == [0.0, 1.0]
    (kept,) = regrade_context(item)["dry"]["kept"]
    assert str(kept["reason"]) == "the answer does not fit the current question"


def test_blank_answers_are_not_said_to_keep_anything(item, ben, ada):
    complete_attempt(item, ben, L1)
    correct_key(item, QUIZ[: QUIZ.index("  - id: cures")])
    services.apply_regrade(item=item, by=ada, reason="Shorter.")
    assert item.regrades.get(dry_run=False).kept == []
