import pytest

from quizzes.authoring.loading import digest_of
from quizzes.models import Response
from quizzes.services import store_revision
from quizzes.services.regrade_plan import RevisionKeys
from tests.quizzes.attempts import CURES, RIGHT, WRONG, finish, save
from tests.quizzes.writing import QUIZ, quiz_of

CORRECTED = QUIZ.replace("text: L1, correct: true", "text: L1").replace(
    "text: Squared L2,", "text: Squared L2, correct: true,"
)
GONE = QUIZ.replace("id: zero", "id: zeros")
DOUBLED = QUIZ.replace("points: 2", "points: 4")


@pytest.fixture
def submitted(attempt):
    save(attempt, WRONG, CURES)
    return finish(attempt)


def plan_by(text, attempt, *, by_hand=False):
    quiz = quiz_of(text)
    store_revision(item=attempt.item, quiz=quiz, digest=digest_of(quiz))
    keys = RevisionKeys(attempt.item.quiz_revisions.get(number=2))
    return keys, keys.plan(attempt, attempt.responses.order_by("position"), by_hand)


def test_a_corrected_key_changes_the_questions_that_it_touches(submitted):
    _, plan = plan_by(CORRECTED, submitted)
    assert [(result.question, result.gain) for result in plan.changed_results] == [("zero", 2.0)]
    assert (plan.gain, plan.earned, plan.possible, plan.changes) == (2.0, 3.0, 4.0, True)


def test_planning_writes_nothing(submitted):
    before = list(Response.objects.order_by("pk").values())
    plan_by(CORRECTED, submitted)
    assert list(Response.objects.order_by("pk").values()) == before


def test_other_points_of_the_quiz_are_a_change_though_no_answer_earns_more(attempt):
    done = finish(attempt)
    _, plan = plan_by(DOUBLED, done)
    assert (plan.changed_results, plan.possible, plan.changes) == ((), 6.0, True)


def test_a_question_that_is_gone_keeps_its_points(attempt):
    save(attempt, RIGHT)
    keys, plan = plan_by(GONE, finish(attempt))
    assert not plan.changes
    gone = plan.responses[0]
    assert keys.variant_for(gone) is None
    assert plan.results[0].unchanged_because


def test_a_response_gets_the_variant_of_its_number_in_the_new_revision(submitted):
    keys, plan = plan_by(CORRECTED, submitted)
    for response in plan.responses:
        variant = keys.variant_for(response)
        assert (variant.question, variant.number) == (response.question, response.variant.number)
        assert variant.revision.number == 2


def test_variants_are_read_once_for_all_attempts(submitted, django_assert_num_queries):
    keys, _ = plan_by(CORRECTED, submitted)
    responses = list(submitted.responses.order_by("position"))
    with django_assert_num_queries(0):
        keys.plan(submitted, responses, by_hand=True)


def test_a_score_set_by_hand_is_part_of_the_plan(submitted):
    assert plan_by(CORRECTED, submitted, by_hand=True)[1].by_hand
