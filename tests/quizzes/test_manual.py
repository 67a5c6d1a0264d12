"""What of a quiz a person grades: its essays."""

from __future__ import annotations

import pytest

from courseware.gradebook.models import Score
from courseware.items.kinds import kind_named
from courseware.items.manual import Counts, Criterion, ManualGrade
from courseware.people.models import User
from quizzes import manual, services
from quizzes.authoring.loading import digest_of
from quizzes.models import Response
from quizzes.services import store_revision
from quizzes.services.changes import Change
from tests.courseware.manual_grading.conftest import ESSAY, essay, hand_in
from tests.factories import make_item, make_student
from tests.quizzes.writing import quiz_of

__all__ = ["essay", "hand_in"]
pytestmark = pytest.mark.django_db
GRADE = ManualGrade(3, 4, (Criterion("Names the slope", 3),))
EVERYBODY = User.objects.all()


def test_an_essay_is_a_part_with_the_authors_criteria(essay):
    (part,) = manual.parts([essay])[essay.pk]
    assert (part.name, part.title, part.points) == ("why", "Answer", 4)
    assert [(line.text, line.points) for line in part.criteria] == [
        ("Names the slope $|w|$", 3),
        ("Gives an example", 1),
    ]
    assert part.guide == "Half for a guess."
    assert part.share == 0 and not part.optional


def test_criteria_are_in_points_of_the_item(essay):
    essay.points = 8
    essay.save()
    (part,) = manual.parts([essay])[essay.pk]
    assert [line.points for line in part.criteria] == [6, 2] and part.points == 8


def test_a_quiz_without_essays_has_no_part(make_quiz, course):
    assert manual.parts([make_quiz(), make_item(course)]) == {}
    assert manual.parts([]) == {}


def test_a_question_that_was_taken_out_keeps_its_part(essay, hand_in, ben):
    hand_in(ben)
    question = ESSAY.partition("  - id: why")[2]
    other = quiz_of(ESSAY.replace("id: why", "id: how").replace("Why does", "How does"))
    assert question
    store_revision(item=essay, quiz=other, digest=digest_of(other))
    assert {part.name for part in manual.parts([essay])[essay.pk]} == {"how", "why"}
    assert len(manual.works(essay, "why", EVERYBODY)) == 1


def test_only_answers_that_were_handed_in_are_works(course, essay, hand_in, ben):
    response = hand_in(ben)
    blank, open_ = make_student(course), make_student(course)
    services.finish_attempt(attempt=services.start_attempt(item=essay, user=blank), by=blank)
    attempt = services.start_attempt(item=essay, user=open_)
    services.save_answers(attempt=attempt, changes=[Change("why", {"": ["x"]})], by=open_)
    (work,) = manual.works(essay, "why", EVERYBODY)
    assert (work.id, work.student_id, work.graded) == (response.pk, ben.pk, False)
    assert manual.counts([essay], EVERYBODY) == {(essay.pk, "why"): Counts(1, 0)}
    assert manual.works(essay, "no", EVERYBODY) == []


def test_works_are_those_of_the_given_students(course, essay, hand_in, ben):
    dora = make_student(course)
    hand_in(ben)
    hand_in(dora)
    only = User.objects.filter(pk=dora.pk)
    assert [work.student_id for work in manual.works(essay, "why", only)] == [dora.pk]
    assert manual.counts([essay], only) == {(essay.pk, "why"): Counts(1, 0)}
    assert manual.counts([essay], User.objects.none()) == {}


def test_a_work_is_shown_with_its_question_and_a_sample(essay, hand_in, ben):
    response = hand_in(ben, "Because $|w|$.")
    shown = manual.work(essay, "why", response.pk)
    assert (shown.text, shown.is_code) == ("Because $|w|$.", False)
    assert shown.prompt == "Why does L1 give zeros?"
    assert shown.sample == "The slope of the absolute value stays."
    assert manual.work_at(essay, shown.place) == ("why", response.pk)


def test_works_of_other_items_and_parts_are_not_found(course, essay, hand_in, ben):
    response = hand_in(ben)
    assert manual.work(make_item(course), "why", response.pk) is None
    assert manual.work(essay, "how", response.pk) is None
    assert manual.work(essay, "why", response.pk + 99) is None
    for place in ("", "attempt/x/why", f"attempt/{response.attempt_id}/no"):
        assert manual.work_at(essay, place) is None


def test_a_grade_is_stored_with_the_answer_and_in_the_gradebook(essay, hand_in, ben, ada):
    response = hand_in(ben)
    manual.write(essay, "why", response.pk, GRADE, by=ada, reason="Read it.")
    response.refresh_from_db()
    assert response.fraction == 0.75
    assert Score.objects.get(user=ben, item=essay).fraction == 0.75
    assert manual.counts([essay], EVERYBODY) == {(essay.pk, "why"): Counts(1, 1)}
    (work,) = manual.works(essay, "why", EVERYBODY)
    assert work.graded


def test_a_grade_for_what_is_gone_changes_nothing(essay, hand_in, ben, ada):
    response = hand_in(ben)
    manual.write(essay, "why", response.pk + 99, GRADE, by=ada, reason="")
    assert Response.objects.get().fraction is None


def test_parts_and_counts_cost_the_same_queries_for_a_class(
    course, essay, hand_in, django_assert_num_queries
):
    for _ in range(5):
        hand_in(make_student(course))
    with django_assert_num_queries(2):
        manual.parts([essay])
    with django_assert_num_queries(3):
        assert manual.counts([essay], EVERYBODY)[essay.pk, "why"].total == 5


def test_a_quiz_of_essays_alone_needs_no_regrade_when_it_changes(essay, hand_in, ben):
    """A person graded them; loading the course again goes on."""
    hand_in(ben)
    other = quiz_of(ESSAY.replace("Why does", "How does"))
    store_revision(item=essay, quiz=other, digest=digest_of(other))
    assert kind_named("quiz").regrading().needs(essay) == []
