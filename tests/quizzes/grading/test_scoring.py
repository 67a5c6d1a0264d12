import pytest

from quizzes.delivery.settings import Delivery
from quizzes.delivery.tries import Tries
from quizzes.grading.scoring import can_be_checked, earned_fraction, tries_status
from tests.quizzes.writing import example_of, question_of

PLAIN = Delivery()
TRIES = Delivery(tries=Tries("interactive", count=3, penalty=0.25))
CERTAINTY = Delivery(certainty=True)
RULE = Tries("interactive", count=2, penalty=0.5)


@pytest.fixture(scope="module")
def question():
    return question_of(
        "id: zero\ntype: single\ntext: Which?\nexplanation: So.\n"
        "options: [{id: l1, text: L1, correct: true}, {id: l2, text: L2}]\n"
    )


@pytest.mark.parametrize(
    ("delivery", "answer", "given", "fraction"),
    [
        (PLAIN, "l1", {}, 1.0),
        (PLAIN, "l2", {}, 0.0),
        (PLAIN, None, {}, 0.0),
        (PLAIN, "l1", {"certainty": 1}, 1.0),  # nobody was asked for it
        (TRIES, "l1", {"checked": ["l1"]}, 1.0),
        (TRIES, "l1", {"checked": ["l2", "l1"]}, 0.75),
        (TRIES, "l1", {"checked": ["l2"]}, 0.75),  # not checked: one more try
        (TRIES, "l2", {"checked": ["l2"]}, 0.0),  # checked already
        (TRIES, None, {"checked": ["l1"]}, 1.0),  # withdrawn after a right try
        (CERTAINTY, "l1", {"certainty": 3}, 1.0),
        (CERTAINTY, "l1", {"certainty": None}, 1 / 3),
        (CERTAINTY, "l2", {"certainty": 3}, -2.0),
        (CERTAINTY, None, {"certainty": 3}, 0.0),  # a blank answer claims nothing
    ],
)
def test_what_an_answer_earns(question, delivery, answer, given, fraction):
    assert earned_fraction(question, delivery, answer, **given) == pytest.approx(fraction)


@pytest.mark.parametrize(
    ("checked", "done", "left"),
    [([], False, 2), (["l2"], False, 1), (["l2", "l2"], True, 0), (["l1"], True, 0)],
)
def test_where_tries_have_led(question, checked, done, left):
    status = tries_status(question, RULE, checked)
    assert (status.done, status.left) == (done, left)


@pytest.mark.parametrize(
    ("kind", "checkable"), [("single", True), ("numeric", True), ("code", False), ("essay", False)]
)
def test_what_a_worker_or_a_person_grades_cannot_be_checked(kind, checkable):
    assert can_be_checked(question_of(example_of(kind))) is checkable


def test_an_essay_waits_for_its_grading():
    essay = question_of(example_of("essay"))
    assert earned_fraction(essay, PLAIN, "Because.") is None
    points = {criterion: most for criterion, most in essay.question_type.rubric(essay.body).items()}
    graded = {"points": points, "comment": ""}
    assert earned_fraction(essay, PLAIN, "Because.", result=graded) == pytest.approx(1.0)
