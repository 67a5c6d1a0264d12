"""A revision with many variants is stored a few at a time, and counts when it is whole."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes import selectors, services
from quizzes.authoring.loading import digest_of
from quizzes.models import QuizRevision
from quizzes.selectors import attempt_questions
from quizzes.services import revisions
from tests.quizzes.writing import QUIZ, quiz_of

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = QUIZ.replace("Which penalty gives zeros?", "Which penalty gives sparse weights?")


@pytest.fixture
def few_together(monkeypatch):
    monkeypatch.setattr(revisions, "TOGETHER", 1)


@pytest.fixture
def item(make_quiz):
    return make_quiz()


def store(item, text):
    quiz = quiz_of(text)
    return services.store_revision(item=item, quiz=quiz, digest=digest_of(quiz))


def test_no_transaction_stores_more_than_a_few(item, few_together):
    with CaptureQueriesContext(connection) as asked:
        assert store(item, OTHER)
    statements = [each["sql"] for each in asked]
    inserts = [sql for sql in statements if sql.startswith("INSERT") and "_variant" in sql]
    assert len(inserts) == 3
    between = statements[statements.index(inserts[0]) : statements.index(inserts[-1])]
    assert between.count("COMMIT") == 2


def test_an_interrupted_load_changes_nothing_for_students_and_is_completed(
    item, few_together, monkeypatch
):
    before = selectors.current_revision(item)
    bulk_create, left = revisions.Variant.objects.bulk_create, [2]

    def interrupted(rows, **options):
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return bulk_create(rows, **options)

    with monkeypatch.context() as patch:
        patch.setattr(revisions.Variant.objects, "bulk_create", interrupted)
        with pytest.raises(KeyboardInterrupt):
            store(item, OTHER)
    assert selectors.current_revision(item) == before
    assert store(item, OTHER)
    now = selectors.current_revision(item)
    assert (now.number, now.variants.count()) == (2, 3)
    assert not store(item, OTHER)


def test_files_put_back_after_an_interrupted_load_keep_the_revision(item):
    before = selectors.current_revision(item)
    before.pk, before.number, before.digest, before.ready = None, 2, "other", False
    before.save()
    assert not store(item, QUIZ)
    assert selectors.current_revision(item).number == 1


def test_an_attempt_stays_with_its_revision(attempt):
    changed = quiz_of(QUIZ.replace("text: L1, correct", "text: The sum of sizes, correct"))
    assert services.store_revision(item=attempt.item, quiz=changed, digest="other")
    assert not services.store_revision(item=attempt.item, quiz=changed, digest="other")
    attempt.refresh_from_db()
    assert (attempt.revision.number, QuizRevision.objects.count()) == (1, 2)
    assert {
        option["text"]
        for option in attempt_questions(attempt)[0].question.template_context()["options"]
    } == {
        "L1",
        "Squared L2",
    }
