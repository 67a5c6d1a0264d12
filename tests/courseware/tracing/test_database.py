"""Spans of queries."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from courseware.items.models import Item
from courseware.tracing import database, spans


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ('SELECT "a"."b" FROM "labs_submission" WHERE "id" = %s', ("SELECT", "labs_submission")),
        ('(SELECT 1 AS "one" FROM "a" LIMIT 1) UNION SELECT 2', ("SELECT", "a")),
        ('INSERT INTO "outbox_message" ("task") VALUES (%s)', ("INSERT", "outbox_message")),
        ('UPDATE "people_user" SET "name" = %s', ("UPDATE", "people_user")),
        ('DELETE FROM "labs_draft" WHERE 1', ("DELETE", "labs_draft")),
        ("BEGIN IMMEDIATE", ("BEGIN", "")),
        ("select 'secret' from people_user", ("SELECT", "people_user")),
        ("'secret'", ("QUERY", "")),
        ("", ("QUERY", "")),
    ],
)
def test_a_statement_is_named_by_its_operation_and_table(sql: str, found: tuple[str, str]):
    assert database.summary(sql) == found


@pytest.fixture
def traced_connection(db: None):
    with connection.execute_wrapper(database.traced):
        yield


def test_a_query_is_a_span_without_its_values(traced_connection, exported_spans):
    with spans.span("run"), transaction.atomic():
        list(Item.objects.filter(slug="a-secret"))
    (query,) = [span for span in exported_spans.get_finished_spans() if span.name != "run"][1:2]
    assert query.name == "SELECT items_item"
    assert dict(query.attributes) == {
        "db.system.name": connection.vendor,
        "db.operation.name": "SELECT",
        "db.collection.name": "items_item",
    }
    assert "a-secret" not in query.to_json()


def test_outside_of_a_trace_no_query_begins_one(traced_connection, exported_spans):
    list(Item.objects.all())
    assert exported_spans.get_finished_spans() == ()


def test_every_connection_is_traced_once(db):
    wrappers = connection.execute_wrappers
    before = list(wrappers)
    try:
        database._add(connection)
        database._add(connection)
        assert wrappers == [*before, database.traced]
    finally:
        connection.execute_wrappers[:] = before
