import pytest
from django.http import Http404

from courseware.people.models import Role
from courseware.people.permissions import Permission
from courseware.people.policy import access_of
from quizzes import selectors
from quizzes.models import QuizRevision
from quizzes.services.changes import Basis, Change
from tests.factories import make_item, make_staff, make_student
from tests.quizzes.attempts import RIGHT, answers, backdate, finish, save, start_again
from tests.quizzes.writing import QUIZ, example_of

MANY = QUIZ.replace("pass: 0.5", "attempts: 3")


def test_the_newest_revision_that_is_complete_is_current(make_quiz):
    item = make_quiz()
    first = selectors.current_revision(item)
    second = QuizRevision.objects.create(item=item, number=2, content={}, ready=False)
    assert selectors.current_revision(item) == first
    QuizRevision.objects.filter(pk=second.pk).update(ready=True)
    assert selectors.current_revision(item) == second


def test_a_quiz_that_was_never_loaded_is_not_found(course):
    with pytest.raises(Http404, match="has not been loaded"):
        selectors.current_revision(make_item(course))


def test_attempts_come_newest_first_and_are_the_persons_own(make_quiz, begin, course):
    attempt = begin("attempts: 3\n")
    finish(attempt)
    second = start_again(attempt)
    assert selectors.attempts_of(attempt.item, attempt.user) == [second, attempt]
    assert selectors.attempts_of(attempt.item, make_student(course)) == []


def test_the_staff_sees_an_attempt_of_a_student_and_other_students_do_not(attempt, ada, course):
    item, pk = attempt.item, attempt.pk
    assert selectors.attempt_or_404(item, pk, access_of(ada, course)) == attempt
    dora = access_of(make_student(course), course)
    with pytest.raises(Http404, match="no such attempt"):
        selectors.attempt_or_404(item, pk, dora)
    with pytest.raises(Http404, match="no such attempt"):
        selectors.covered_attempt_or_404(item, pk, dora, Permission.GRADE)
    with pytest.raises(Http404, match="no such attempt"):
        selectors.own_attempt_or_404(item, pk, ada)


def test_a_grader_reaches_what_is_graded_and_not_the_attempt(attempt, course):
    grader = access_of(make_staff(course, Role.GRADER), course)
    covered = selectors.covered_attempt_or_404(attempt.item, attempt.pk, grader, Permission.GRADE)
    assert covered == attempt
    with pytest.raises(Http404):
        selectors.attempt_or_404(attempt.item, attempt.pk, grader)


def test_an_attempt_belongs_to_one_quiz(attempt, make_quiz, ben):
    with pytest.raises(Http404):
        selectors.attempt_or_404(make_quiz(), attempt.pk, access_of(ben, attempt.item.course))
    assert selectors.own_attempt_or_404(attempt.item, attempt.pk, ben).user is ben


def test_questions_are_in_their_order_with_their_answers(attempt, django_assert_num_queries):
    save(attempt, RIGHT, Change("grow", {"width": ["units"]}))
    with django_assert_num_queries(1):
        rows = selectors.attempt_questions(attempt)
    assert [(row.number, row.question.id, row.unanswered) for row in rows] == [
        (1, "zero", 0),
        (2, "cures", 1),
        (3, "grow", 1),
    ]
    assert {row.question.id: row.response.answer for row in rows} == answers(attempt)


def test_options_are_in_the_order_of_the_attempts_seed(make_quiz, course):
    item = make_quiz("title: Order\nquestions:\n" + _entry(example_of("ordering")))
    orders = set()
    for _ in range(12):
        attempt = _start(item, make_student(course))
        once, again = (selectors.attempt_questions(attempt)[0].question for _ in range(2))
        assert once == again
        orders.add(str(once.body))
    assert len(orders) > 1


def _entry(text: str) -> str:
    first, *rest = text.splitlines()
    return "\n".join([f"  - {first}", *(f"    {line}" for line in rest)]) + "\n"


def _start(item, user):
    from quizzes.services import start_attempt

    return start_attempt(item=item, user=user)


def test_a_question_that_the_attempt_does_not_have_is_not_found(attempt):
    assert selectors.response_or_404(attempt, "zero").position == 1
    with pytest.raises(Http404, match="no such question"):
        selectors.response_or_404(attempt, "other")


def test_of_answers_that_do_not_count_the_last_of_each_question_is_found(begin):
    attempt = begin("time_limit: 30\n")
    save(attempt, Change("zero", {"": ["l1"]}, whole=False, basis=Basis(0, 1, "one")))
    save(attempt, Change("zero", {"": ["l2"]}, whole=False, basis=Basis(0, 2, "two")))
    assert selectors.uncounted_answers(attempt)["zero"].name == "set-aside"
    backdate(attempt, minutes=31)
    with pytest.raises(Exception, match="What you wrote is kept"):
        save(attempt, Change("zero", {"": []}))
    found = selectors.uncounted_answers(attempt)
    assert {question: (event.name, event.data) for question, event in found.items()} == {
        "zero": ("refused", None)
    }
