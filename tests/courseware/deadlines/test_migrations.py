"""Extensions of items and accommodations of quizzes become one kind of extension."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [
    ("items", "0005_public"),
    ("quizzes", "0011_regrade_kept"),
    ("labs", "0011_public_runs"),
    ("deadlines", None),
]
DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_rows_of_both_tables_are_carried_over() -> None:
    old: Any = MigrationExecutor(connection).migrate(BEFORE).apps
    people = [old.get_model("people", "User").objects.create(username=name) for name in "abc"]
    a, b, teacher = people
    course = old.get_model("items", "Course").objects.create(slug="ml", title="ML")
    items = old.get_model("items", "Item").objects
    quiz, lab = (items.create(course=course, kind=kind, slug="x") for kind in ("quiz", "lab"))
    extensions = old.get_model("items", "Extension").objects
    extensions.create(item=quiz, user=a, due_at=DUE, reason="Illness")
    extensions.create(item=lab, user=a, closes_at=DUE + DAY)
    extensions.create(item=lab, user=b, reason="Was ill.")  # that grants nothing
    accommodations = old.get_model("quizzes", "Accommodation").objects
    granted = {"course": course, "by": teacher}
    accommodations.create(**granted, item=quiz, user=a, multiplier=1.5, reason="Certificate")
    row = accommodations.create(**granted, user=b, shift_minutes=90, extra_attempts=1)

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())

    from courseware.deadlines.models import Extension, ExtensionChange

    columns = ("item__kind", "user__username", "due_at", "closes_at", "shift_minutes")
    columns += ("time_factor", "extra_attempts", "reason", "by__username")
    found = set(Extension.objects.values_list(*columns))
    assert found == {
        ("quiz", "a", DUE, None, 0, 1.5, 0, "Illness; Certificate", "c"),
        ("lab", "a", None, DUE + DAY, 0, 1.0, 0, "", None),
        ("lab", "b", None, None, 0, 1.0, 0, "Was ill.", None),
        (None, "b", None, None, 90, 1.0, 1, "", "c"),
    }
    assert Extension.objects.get(item=None).changed_at == row.changed_at
    assert ExtensionChange.objects.count() == 5

    old = MigrationExecutor(connection).migrate(BEFORE).apps  # and back
    assert old.get_model("items", "Extension").objects.count() == 3
    back = old.get_model("quizzes", "Accommodation").objects.order_by("pk")
    assert [(row.multiplier, row.shift_minutes, row.extra_attempts) for row in back] == [
        (1.5, 0, 0),
        (1, 90, 1),
    ]
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
