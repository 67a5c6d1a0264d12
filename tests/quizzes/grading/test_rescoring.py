from dataclasses import replace

import pytest

from quizzes.delivery.settings import Delivery
from quizzes.delivery.tries import Tries
from quizzes.grading.rescoring import REASONS, RegradeResult, StoredAnswer, rescore
from tests.quizzes.writing import example_of, question_of

CHOICE = (
    "id: zero\ntype: single\npoints: 2\ntext: Which?\nexplanation: So.\n"
    "options: [{id: l1, text: L1, correct: true}, {id: l2, text: L2}]\n"
)
CORRECTED = CHOICE.replace("L1, correct: true", "L1").replace("L2}", "L2, correct: true}")
RIGHT, WRONG = (
    StoredAnswer("zero", answer, share, 2.0) for answer, share in [("l1", 1.0), ("l2", 0.0)]
)


@pytest.fixture(scope="module")
def corrected():
    return question_of(CORRECTED)


@pytest.mark.parametrize(
    ("stored", "before", "after"), [(RIGHT, 2.0, 0.0), (WRONG, 0.0, 2.0)], ids=["right", "wrong"]
)
def test_a_corrected_key_turns_right_and_wrong_round(corrected, stored, before, after):
    result = rescore(stored, corrected, Delivery())
    assert (result.before, result.after, result.unchanged_because) == (before, after, "")
    assert (result.gain, result.changes_points) == (after - before, True)


def test_the_points_of_the_corrected_question_count(corrected):
    result = rescore(WRONG, replace(corrected, points=5.0), Delivery())
    assert (result.after, result.points) == (5.0, 5.0)


def test_tries_are_scored_again(corrected):
    stored = replace(WRONG, checked=("l1", "l2"))
    delivery = Delivery(tries=Tries("interactive", count=3, penalty=0.25))
    assert rescore(stored, corrected, delivery).after == 1.5


def test_certainty_counts_again(corrected):
    stored = replace(RIGHT, certainty=3)
    assert rescore(stored, corrected, Delivery(certainty=True)).after == -4.0


def test_a_question_that_is_gone_keeps_its_points():
    result = rescore(RIGHT, None, Delivery())
    assert result.unchanged_because == "gone"
    assert (result.after, result.changes_points) == (2.0, False)


@pytest.mark.parametrize("stored", [replace(RIGHT, answer="l9"), replace(RIGHT, checked=("l9",))])
def test_an_answer_that_does_not_fit_keeps_its_points(corrected, stored):
    result = rescore(stored, corrected, Delivery())
    assert result.unchanged_because == "does not fit"
    assert result.after == 2.0


@pytest.mark.parametrize("kind", ["code", "essay"])
def test_what_a_worker_or_a_person_graded_keeps_its_points(kind):
    stored = StoredAnswer(kind, "x", None, 4.0)
    result = rescore(stored, question_of(example_of(kind)), Delivery())
    assert result.unchanged_because == "not by rule"
    assert (result.before, result.after) == (None, None)


def test_rounding_is_no_change_of_points():
    assert not RegradeResult("zero", 1.0, 1.0 + 1e-12, 0.5, 2.0).changes_points
    assert RegradeResult("zero", 1.0, 1.0 + 1e-6, 0.5, 2.0).changes_points


def test_a_number_that_was_read_before_and_now_may_be_two_keeps_its_points():
    """`1,500` was 1.5 in earlier releases; now it is refused, as it may be 1500 too."""
    question = question_of(
        """\
  id: size
  type: numeric
  text: How much?
  answer: 1.5
  tolerance: exact
  explanation: So much.
""".replace("\n  ", "\n").strip()
    )
    for fraction in (1.0, 0.0):
        stored = StoredAnswer("size", "1,500", fraction, 2.0)
        result = rescore(stored, question, Delivery())
        assert (result.fraction, result.after) == (fraction, 2.0 * fraction)
        assert str(REASONS[result.unchanged_because]) == (
            "the answer does not fit the current question"
        )
