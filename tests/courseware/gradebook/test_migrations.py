"""History of earlier releases says what it is about, and what people have set can be undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("gradebook", "0004_late_by"), ("items", "0005_public")]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_history_of_an_override_is_completed_and_can_be_undone() -> None:
    executor = MigrationExecutor(connection)
    old = executor.migrate(BEFORE).apps
    ada, ben = (old.get_model("people", "User").objects.create(username=n) for n in ("ada", "ben"))
    course = old.get_model("items", "Course").objects.create(slug="ml", title="ML")
    item = old.get_model("items", "Item").objects.create(course=course, kind="lab", slug="l1")
    score = old.get_model("gradebook", "Score").objects.create(
        item=item, user=ben, fraction=0.7, override=0.9, override_reason="Oral"
    )
    changes: Any = old.get_model("gradebook", "ScoreChange").objects
    for fraction, override, reason, by in (
        (0.5, None, "Submission 1", None),
        (0.5, 0.8, "Ill", ada),
        (0.5, 0.9, "Oral", ada),
        (0.7, 0.9, "Submission 2", None),
    ):
        changes.create(score=score, fraction=fraction, override=override, reason=reason, by=by)

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())

    from courseware.gradebook.history import in_force  # with their new columns
    from courseware.gradebook.models import Score
    from courseware.gradebook.services import undo_change
    from courseware.people.models import User

    found = Score.objects.get()
    history = list(found.changes.order_by("pk"))
    assert [(each.kind, each.fraction_before, each.by_number) for each in history] == [
        ("graded", None, None),
        ("override", 0.5, ada.pk),
        ("override", 0.5, ada.pk),
        ("graded", 0.5, None),
    ]
    assert {(each.item_key, each.user_number) for each in history} == {("ml/lab/l1", ben.pk)}
    undo_change(change=in_force(history)[-1], by=User.objects.get(username="ada"))
    found = Score.objects.get()
    assert (found.override, found.override_reason, found.effective) == (0.8, "Ill", 0.8)
