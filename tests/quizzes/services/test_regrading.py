"""A key is corrected, and submitted attempts are graded again by it."""

import pytest

from courseware.gradebook.models import Score
from courseware.gradebook.services import override_score
from courseware.regrades.models import RegradedWork, Status
from quizzes import selectors, services
from quizzes.analysis import reports
from quizzes.models import Attempt
from quizzes.pages.people_page import record_context
from quizzes.services.changes import Change
from tests.factories import make_student
from tests.quizzes.regrading import (
    AGAIN,
    CORRECTED,
    L1,
    L2,
    apply,
    complete_attempt,
    correct_key,
    preview,
    undo,
    work,
)
from tests.quizzes.writing import QUIZ


@pytest.fixture
def item(make_quiz):
    return make_quiz(AGAIN)


@pytest.fixture
def gains(item, ben):
    return complete_attempt(item, ben, L2)


@pytest.fixture
def loses(item, course):
    return complete_attempt(item, make_student(course), L1)


def found(regrade):
    return {row.work: (row.before, row.after) for row in regrade.works.filter(changes=True)}


def test_a_preview_says_who_gains_and_who_loses_and_changes_nothing(item, gains, loses, ada):
    correct_key(item)
    regrade = preview(item, ada)
    assert regrade.state == Status.PREVIEWED
    assert found(regrade) == {gains.pk: (0.0, 0.5), loses.pk: (0.5, 0.0)}
    assert [row.parts for row in regrade.works.filter(work=gains.pk)] == [[["zero", 0.0, 0.5]]]
    gains.refresh_from_db()
    assert gains.earned == 0.0
    assert Score.objects.get(user=gains.user).fraction == 0.0


def test_without_a_change_nobody_gets_other_points(item, gains, ada):
    regrade = preview(item, ada)
    row = regrade.works.get()
    assert (row.before, row.after, row.changes) == (0.0, 0.0, False)


def test_applying_moves_scores_and_leaves_a_record(item, gains, loses, ada):
    correct_key(item)
    done = apply(item, ada, "The kink was on the other one.")
    for attempt, fraction in ((gains, 0.5), (loses, 0.0)):
        attempt.refresh_from_db()
        assert attempt.fraction == fraction
        assert Score.objects.get(user=attempt.user).fraction == fraction
    assert done.state == Status.APPLIED
    event = gains.events.get(name="regraded")
    assert (event.by, event.question, event.data["after"]) == (ada, "zero", 2.0)
    change = Score.objects.get(user=gains.user).changes.first()
    assert change.reason == "Quiz attempt 1. Regrade: The kink was on the other one."
    assert change.by == ada
    assert found(preview(item, ada)) == {}


def test_the_review_shows_the_key_that_counted(item, gains, ada):
    correct_key(item)
    apply(item, ada)
    zero = selectors.attempt_questions(gains)[0]
    assert zero.question.samples().right == "l2"
    assert record_context(gains)["differences"] == []


def test_undo_restores_answers_points_and_the_review(item, gains, loses, ada):
    before = list(gains.responses.values_list("pk", "variant_id", "fraction"))
    correct_key(item)
    undone = undo(apply(item, ada), ada, "It was right before.")
    assert undone.state == Status.UNDONE
    for attempt, earned in ((gains, 0.0), (loses, 2.0)):
        attempt.refresh_from_db()
        assert (attempt.earned, attempt.possible) == (earned, 4.0)
        assert Score.objects.get(user=attempt.user).fraction == earned / 4
        assert record_context(attempt)["differences"] == []
    assert list(gains.responses.values_list("pk", "variant_id", "fraction")) == before
    change = Score.objects.get(user=gains.user).changes.first()
    assert change.reason == "Quiz attempt 1. Regrade undone: It was right before."


def test_undo_leaves_the_score_of_a_newer_attempt(item, gains, ada):
    correct_key(item)
    regrade = apply(item, ada)
    complete_attempt(item, gains.user, L2, Change("grow", {"width": ["units"]}))
    assert Score.objects.get(user=gains.user).fraction == 0.625
    undo(regrade, ada)
    assert Score.objects.get(user=gains.user).fraction == 0.625
    gains.refresh_from_db()
    assert gains.earned == 0.0


def test_statistics_are_made_anew_though_points_add_up_to_the_same(
    item, gains, loses, ada, monkeypatch
):
    monkeypatch.setattr(reports, "MAX_AT_ONCE", 0)
    reports.analyze(item_id=item.pk, first_only=True)
    assert reports.report(item, first_only=True).is_current
    correct_key(item)
    reports.analyze(item_id=item.pk, first_only=True)
    regrade = apply(item, ada)
    assert sum(item.attempts.values_list("earned", flat=True)) == 2.0
    assert not reports.report(item, first_only=True).is_current
    reports.analyze(item_id=item.pk, first_only=True)
    assert reports.report(item, first_only=True).is_current
    undo(regrade, ada)
    assert not reports.report(item, first_only=True).is_current


def test_a_score_set_by_hand_stands(item, gains, ada):
    override_score(item=item, user=gains.user, fraction=0.9, reason="Kind.", by=ada)
    correct_key(item)
    assert preview(item, ada).works.get().by_hand
    regrade = apply(item, ada)
    score = Score.objects.get(user=gains.user)
    assert (score.fraction, score.override, score.effective) == (0.5, 0.9, 0.9)
    undo(regrade, ada)
    score.refresh_from_db()
    assert (score.fraction, score.override) == (0.0, 0.9)


def test_one_question_alone_is_graded_again(item, gains, ada):
    both = CORRECTED.replace("accept: [layers]", "accept: [depth]")
    attempt = complete_attempt(item, gains.user, L2, Change("grow", {"depth": ["depth"]}))
    correct_key(item, both)
    regrade = preview(item, ada, part="grow")
    assert found(regrade) == {gains.pk: (0.0, 0.0), attempt.pk: (0.0, 0.125)}
    assert regrade.kept == []


def test_people_and_works_that_count_can_be_chosen(item, gains, loses, ada):
    worse = complete_attempt(item, loses.user, L2)
    correct_key(item)
    assert set(found(preview(item, ada, users=(gains.user_id,)))) == {gains.pk}
    counting = preview(item, ada, only_counting=True)
    assert set(found(counting)) == {gains.pk, loses.pk}
    assert counting.processed == 3
    assert set(found(preview(item, ada, work=worse.pk))) == {worse.pk}


def test_an_older_revision_can_be_graded_by(item, gains, ada):
    correct_key(item)
    apply(item, ada)
    older = item.quiz_revisions.get(number=1)
    assert found(preview(item, ada, revision=older.pk)) == {gains.pk: (0.5, 0.0)}


def test_an_answer_that_no_longer_fits_keeps_its_points(item, loses, ada):
    correct_key(item, QUIZ.replace("id: l1,", "id: absolute,"))
    assert found(preview(item, ada)) == {}


def test_a_question_that_is_gone_keeps_its_points(item, loses, ada):
    correct_key(item, QUIZ.replace("id: zero", "id: nought"))
    assert found(preview(item, ada)) == {}


def test_tries_are_scored_by_the_corrected_key(make_quiz, ben, ada):
    rule = "tries: {count: 3, penalty: 0.25}\n"
    item = make_quiz(QUIZ.replace("pass: 0.5\n", rule))
    attempt = services.start_attempt(item=item, user=ben)
    services.save_answers(attempt=attempt, changes=[L2], by=ben)
    services.check_answer(attempt=attempt, question="zero", by=ben)
    services.save_answers(attempt=attempt, changes=[L1], by=ben)
    done = services.finish_attempt(attempt=attempt, by=ben)
    assert done.earned == 1.5
    correct_key(item, CORRECTED.replace("pass: 0.5\nattempts: 20\n", rule))
    apply(item, ada)
    done.refresh_from_db()
    assert done.earned == 2.0  # the first try was right by the corrected key and ends it


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
    regrade = preview(item, ada)
    assert regrade.kept == [["size", "the answer does not fit the current question", 2]]
    assert found(regrade) == {}


def test_blank_answers_are_not_said_to_keep_anything(item, ben, ada):
    complete_attempt(item, ben, L1)
    correct_key(item, QUIZ[: QUIZ.index("  - id: cures")])
    assert apply(item, ada, "Shorter.").kept == []


ESSAY = (
    AGAIN
    + """\
  - id: why
    type: essay
    text: Why?
    rubric:
      - {id: clear, points: 3, text: It is clear.}
    explanation: So.
"""
)


@pytest.fixture
def with_essay(make_quiz, ben):
    item = make_quiz(ESSAY)
    attempt = complete_attempt(item, ben, L2, Change("why", {"": ["Because."]}))
    correct_key(item, ESSAY.replace(AGAIN, CORRECTED))
    return attempt


def grade(attempt, by):
    response = attempt.responses.get(question="why")
    services.grade_by_hand(response=response, points={"clear": 3.0}, comment="", by=by)


def test_what_is_graded_by_hand_after_the_preview_is_not_written_over(with_essay, ada):
    attempt = with_essay
    regrade = preview(attempt.item, ada)
    grade(attempt, ada)
    from courseware.regrades import services as regrades

    regrades.apply(regrade=regrade, by=ada, reason="")
    assert work(regrade).state == Status.APPLIED
    attempt.refresh_from_db()
    assert (attempt.earned, attempt.waiting) == (3.0, 0)  # 2 by the new key, 1 by hand
    assert attempt.responses.get(question="why").fraction == 1.0
    assert record_context(attempt)["differences"] == []


def test_undo_keeps_what_was_graded_by_hand_since(with_essay, ada):
    regrade = apply(with_essay.item, ada)
    grade(with_essay, ada)
    undo(regrade, ada)
    with_essay.refresh_from_db()
    assert (with_essay.earned, with_essay.waiting) == (1.0, 0)
    assert regrade.works.get().state == RegradedWork.State.RESTORED
