"""Attempts, their records and scores of earlier releases are told how late they were."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from courseware.gradebook.policy import LATE_BY_UNKNOWN

BEFORE = [("quizzes", "0007_analysis_report"), ("gradebook", "0003_initial")]
DUE = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Old:
    """A course as the release before left it."""

    def __init__(self, models: Any) -> None:
        self.model = models.get_model
        self.user = self.model("people", "User").objects.create(username="ben")
        self.course = self.model("items", "Course").objects.create(slug="ml", title="ML")

    def quiz(self, slug: str, *, due_at: datetime | None = DUE, rule: str = "best") -> Any:
        fields = {"kind": "quiz", "slug": slug, "title": slug, "position": 1, "due_at": due_at}
        item = self.model("items", "Item").objects.create(course=self.course, **fields)
        content = {"delivery": {"grading": rule}, "slots": []}
        revision = {"digest": slug, "content": content, "title": slug}
        self.model("quizzes", "QuizRevision").objects.create(item=item, number=1, **revision)
        return item

    def attempt(self, item: Any, number: int, saved_at: datetime, *, late: bool, earned: float):
        revision = self.model("quizzes", "QuizRevision").objects.get(item=item)
        attempt = self.model("quizzes", "Attempt").objects.create(
            item=item,
            revision=revision,
            user=self.user,
            number=number,
            seed=1,
            started_at=saved_at - HOUR,
            submitted_at=saved_at + HOUR,
            late=late,
            earned=earned,
            possible=4,
        )
        variants = self.model("quizzes", "Variant").objects
        variant, _ = variants.get_or_create(revision=revision, question="a", number=0, content={})
        self.model("quizzes", "Response").objects.create(
            attempt=attempt, variant=variant, question="a", position=1, saved_at=saved_at
        )
        self.model("quizzes", "Event").objects.create(
            attempt=attempt, at=saved_at, name="finished", data={"late": late, "fractions": {}}
        )

    def score(self, item: Any) -> None:
        scores = self.model("gradebook", "Score").objects
        scores.create(item=item, user=self.user, fraction=1, late=True)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_how_late_attempts_were_is_computed_from_what_was_due():
    executor = MigrationExecutor(connection)
    old_models = executor.migrate(BEFORE).apps
    old = Old(old_models)
    old.attempt(old.quiz("prompt"), 1, DUE - HOUR, late=False, earned=4)
    for rule in ("best", "last", "first", "average"):
        item = old.quiz(rule, rule=rule)
        old.attempt(item, 1, DUE + HOUR, late=True, earned=1)
        old.attempt(item, 2, DUE + 3 * HOUR, late=True, earned=4)
        old.attempt(item, 3, DUE + 2 * HOUR, late=True, earned=2)
        old.score(item)
    extended, shifted = old.quiz("extended"), old.quiz("shifted")
    old.model("items", "Extension").objects.create(item=extended, user=old.user, due_at=DUE + HOUR)
    granted = {"course": old.course, "user": old.user}
    accommodations = old.model("quizzes", "Accommodation").objects
    accommodations.create(**granted, item=shifted, shift_minutes=90)
    for item in (extended, shifted):
        old.attempt(item, 1, DUE + 2 * HOUR, late=True, earned=4)
    moved = old.quiz("moved", due_at=None)
    old.attempt(moved, 1, DUE, late=True, earned=4)
    old.score(moved)

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())

    from courseware.gradebook.models import Score  # with their new columns
    from quizzes.models import Attempt, Event

    attempts = Attempt.objects.exclude(item__slug__in=["last", "first", "average"])
    assert list(attempts.order_by("pk").values_list("item__slug", "late_by")) == [
        ("prompt", timedelta()),
        ("best", HOUR),
        ("best", 3 * HOUR),
        ("best", 2 * HOUR),
        ("extended", HOUR),
        ("shifted", HOUR / 2),
        ("moved", LATE_BY_UNKNOWN),
    ]
    for event in Event.objects.select_related("attempt"):
        assert event.data == {
            "late_by": event.attempt.late_by.total_seconds(),
            "fractions": {},
        }
    assert dict(Score.objects.values_list("item__slug", "late_by")) == {
        "best": 3 * HOUR,
        "last": 2 * HOUR,
        "first": HOUR,
        "average": 3 * HOUR,
        "moved": LATE_BY_UNKNOWN,
    }
