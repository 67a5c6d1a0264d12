"""Submissions and scores of earlier releases are told how late they were."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from courseware.gradebook.policy import LATE_BY_UNKNOWN

BEFORE = [("labs", "0004_file_name"), ("gradebook", "0003_initial")]
DUE = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_how_late_work_was_is_computed_from_what_was_due() -> None:
    executor = MigrationExecutor(connection)
    old = executor.migrate(BEFORE).apps
    user = old.get_model("people", "User").objects.create(username="ben")
    people = {"item": _lab(old, "prompt", DUE), "user": user}
    _submitted(old, **people, created_at=DUE - HOUR, late=False)
    late = {"item": _lab(old, "late", DUE), "user": user}
    _submitted(old, **late, created_at=DUE + 3 * HOUR, late=True, score=90.0)
    _submitted(old, **late, created_at=DUE + 5 * HOUR, late=True, score=95.0)
    extended = {"item": _lab(old, "extended", DUE), "user": user}
    old.get_model("items", "Extension").objects.create(**extended, due_at=DUE + 2 * HOUR)
    _submitted(old, **extended, created_at=DUE + 3 * HOUR, late=True, score=90.0)
    moved = {"item": _lab(old, "moved", DUE), "user": user}
    _submitted(old, **moved, created_at=DUE - HOUR, late=True, score=90.0)
    _submitted(old, item=_lab(old, "removed", None), user=user, created_at=DUE, late=True)
    for work in (late, extended, moved):
        old.get_model("gradebook", "Score").objects.create(**work, fraction=0.9, late=True)

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())

    from courseware.gradebook.models import Score  # with their new columns
    from labs.models import Submission

    submissions = Submission.objects.order_by("pk").values_list("item__slug", "late_by")
    assert list(submissions) == [
        ("prompt", timedelta()),
        ("late", 3 * HOUR),
        ("late", 5 * HOUR),
        ("extended", HOUR),
        ("moved", LATE_BY_UNKNOWN),
        ("removed", LATE_BY_UNKNOWN),
    ]
    assert dict(Score.objects.values_list("item__slug", "late_by")) == {
        "late": 5 * HOUR,
        "extended": HOUR,
        "moved": LATE_BY_UNKNOWN,
    }


def _lab(old: Any, slug: str, due_at: datetime | None) -> Any:
    course, _ = old.get_model("items", "Course").objects.get_or_create(slug="ml", title="ML")
    fields = {"kind": "lab", "slug": slug, "title": slug, "position": 1, "due_at": due_at}
    item = old.get_model("items", "Item").objects.create(course=course, **fields)
    revisions = old.get_model("labs", "LabRevision").objects
    revisions.create(item=item, digest=slug, files={}, number="L1", title=slug)
    return item


def _submitted(old: Any, *, item: Any, user: Any, created_at: datetime, **fields: Any) -> None:
    submissions = old.get_model("labs", "Submission").objects
    revision = item.lab_revisions.get()
    made = submissions.create(
        item=item,
        user=user,
        revision=revision,
        state="done",
        key=f"{item.slug} {created_at}",
        **fields,
    )
    submissions.filter(pk=made.pk).update(created_at=created_at)
