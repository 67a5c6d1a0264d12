"""Rows are deleted with everything that depends on them, in short transactions."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courseware.database import batches
from courseware.deadlines.models import Extension
from courseware.deletion import cascade
from courseware.deletion.cascade import chunks, delete_in_batches
from courseware.gradebook.models import Score, ScoreChange
from courseware.items.models import Item
from courseware.people.models import User
from tests.factories import make_chapter, make_extension, make_item, make_score, make_student

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(batches, "REST_FACTOR", 0.0)
    monkeypatch.setattr(cascade, "ROWS_PER_TRANSACTION", 2)


@pytest.mark.parametrize(
    ("ids", "expected"), [([], []), ([1], [[1]]), ([1, 2, 3], [[1, 2], [3]]), ((1, 2), [[1, 2]])]
)
def test_ids_are_cut_into_chunks(ids, expected):
    assert list(chunks(ids, 2)) == expected


def test_dependent_rows_go_and_others_stay(course, ben):
    other, item = make_student(course), make_item(course)
    for user in (ben, other):
        make_score(item, user)
        make_extension(item, user)
    delete_in_batches(User, [ben.pk])
    assert not User.objects.filter(pk=ben.pk).exists()
    assert [score.user for score in Score.objects.all()] == [other]
    assert [extension.user for extension in Extension.objects.all()] == [other]


def test_a_reference_that_may_be_empty_is_emptied(course, ada, ben):
    item = make_item(course, chapter=make_chapter(course))
    score = make_score(item, ben)
    change = ScoreChange.objects.create(score=score, reason="Was ill.", by=ada)
    delete_in_batches(User, [ada.pk])
    delete_in_batches(type(item.chapter), [item.chapter.pk])
    change.refresh_from_db()
    assert change.by is None
    assert Item.objects.get().chapter is None


def test_no_statement_deletes_more_rows_than_a_batch(course, ben):
    for _ in range(5):
        make_score(make_item(course), ben)
    with CaptureQueriesContext(connection) as queries:
        delete_in_batches(User, [ben.pk])
    deletes = [
        query["sql"]
        for query in queries
        if query["sql"].startswith('DELETE FROM "gradebook_score" ')
    ]
    assert len(deletes) == 3


def test_rows_that_are_gone_already_are_no_error(ben):
    delete_in_batches(User, [ben.pk, 10**9])
    delete_in_batches(User, [ben.pk])
    assert not User.objects.exists()
