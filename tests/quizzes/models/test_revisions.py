import pytest
from django.db import IntegrityError, transaction

from quizzes.delivery.settings import Delivery
from quizzes.models import Paragraph, QuizRevision, Variant
from tests.quizzes.writing import QUIZ

POOL = QUIZ.replace("pass: 0.5\n", "pools: [{draw: 1, questions: [cures, grow]}]\n")


def test_a_revision_knows_its_settings_and_questions(make_quiz):
    revision = make_quiz(POOL).quiz_revisions.get()
    assert isinstance(revision.delivery, Delivery)
    assert revision.question_ids == ["zero", "cures", "grow"]
    assert revision.question_count == 2  # the pool leaves one out
    assert str(revision) == "Penalties, revision 1"


def test_numbers_of_revisions_and_variants_are_distinct(make_quiz):
    revision = make_quiz().quiz_revisions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        QuizRevision.objects.create(item=revision.item, number=1, content={})
    variant = revision.variants.get(question="zero")
    assert str(variant) == "zero, variant 0"
    with pytest.raises(IntegrityError), transaction.atomic():
        Variant.objects.create(revision=revision, question="zero", number=0, content={})


def test_a_question_has_a_paragraph_once(make_quiz):
    fields = {"item": make_quiz(), "question": "zero", "anchor": "notes#a"}
    assert str(Paragraph.objects.create(**fields)) == "zero on notes#a"
    with pytest.raises(IntegrityError):
        Paragraph.objects.create(**fields)
