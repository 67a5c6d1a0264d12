"""What the form of a quiz's regrades offers."""

from __future__ import annotations

import pytest

from courseware.items.regrading import Selection
from quizzes.models import QuizRevision
from quizzes.regrading import QuizRegrading
from quizzes.services.regrading import QuizRegrader
from tests.factories import make_item
from tests.quizzes.regrading import L2, complete_attempt, correct_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def regrading():
    return QuizRegrading()


def test_revisions_are_offered_the_newest_first(regrading, make_quiz):
    item = make_quiz()
    assert [choice.label for choice in regrading.revisions(item)] == ["Revision 1 (current)"]
    correct_key(item)
    choices = regrading.revisions(item)
    assert [choice.label for choice in choices] == ["Revision 2 (current)", "Revision 1"]
    numbers = [QuizRevision.objects.get(pk=choice.value).number for choice in choices]
    assert numbers == [2, 1]


def test_a_revision_that_is_not_stored_to_the_end_is_not_offered(regrading, make_quiz):
    item = make_quiz()
    correct_key(item)
    QuizRevision.objects.filter(item=item, number=2).update(ready=False)
    assert [choice.label for choice in regrading.revisions(item)] == ["Revision 1 (current)"]
    assert regrading.revisions(make_item(item.course)) == []


def test_questions_are_those_of_the_current_revision(regrading, make_quiz):
    assert [choice.value for choice in regrading.parts(make_quiz())] == ["zero", "cures", "grow"]


def test_a_work_is_an_attempt_with_its_page(regrading, make_quiz, ben):
    attempt = complete_attempt(make_quiz(), ben, L2)
    assert regrading.title("3") == "Attempt 3"
    assert regrading.url(attempt.item, attempt.pk) == attempt.get_absolute_url()
    assert not regrading.measures


def test_a_regrader_counts_the_works_that_were_handed_in(regrading, make_quiz, ben):
    item = make_quiz()
    selection = Selection(revision=item.quiz_revisions.get().pk)
    regrader = regrading.regrader(item, selection)
    assert isinstance(regrader, QuizRegrader) and regrader.count() == 0
    complete_attempt(item, ben, L2)
    assert regrading.regrader(item, selection).count() == 1


def test_a_corrected_key_is_a_need(regrading, make_quiz, ben):
    item = make_quiz()
    complete_attempt(item, ben, L2)
    assert regrading.needs(item) == []
    correct_key(item)
    (need,) = regrading.needs(item)
    newest = item.quiz_revisions.order_by("-number").first()
    assert (need.cause, need.revision, need.works) == ("revision", newest.pk, 1)
    assert need.parts == ("zero",)
