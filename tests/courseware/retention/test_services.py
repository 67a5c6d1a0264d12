"""Deleting in batches: all of what is expired, nothing of a grade, and never for long at a time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from courseware.database import batches
from courseware.outbox.models import Message
from courseware.retention import services
from courseware.retention.services import count_expired, policies, prune

# What scores, their history, or records of who did what consist of.
KEPT_FOR_EVER = {
    *("gradebook.Score", "gradebook.ScoreChange", "gradebook.ScoreBatch", "gradebook.GradingRules"),
    *("manual_grading.Mark", "manual_grading.MarkChange", "manual_grading.MarkRemark"),
    *("deadlines.Extension", "deadlines.ExtensionChange", "roster.RosterChange"),
    *("roster.FormerEnrollment", "people.Enrollment", "course_settings.SettingChange"),
    *("regrades.Regrade", "regrades.RegradedWork", "quizzes.Attempt", "quizzes.Response"),
    *("quizzes.Event", "threads.Thread", "threads.ThreadMessage", "admin.LogEntry"),
    *("labs.StyleGrade", "labs.LabRevision", "outages.OutageDecision", "outages.OutageCredit"),
}


def cascades(model: type[models.Model], seen: set[str]) -> set[str]:
    """The labels of all models whose rows go with rows of the model."""
    if model._meta.label not in seen:
        seen.add(model._meta.label)
        for field in model._meta.get_fields(include_hidden=True):
            deletes = getattr(field, "on_delete", None) is models.CASCADE
            if deletes and field.auto_created and not field.concrete:
                cascades(field.related_model, seen)
    return seen


@pytest.mark.django_db
def test_no_policy_reaches_a_grade_or_a_record():
    now = timezone.now()
    for policy in policies():
        reached = cascades(policy.rows(now).model, set())
        if policy.rows(now).model._meta.label == "labs.Submission":
            reached -= {"labs.StyleGrade"}  # trials have none: tests/labs/test_retention.py
        assert reached & KEPT_FOR_EVER == set(), policy.name


@pytest.fixture
def old_messages(db: None) -> None:
    done = timezone.now() - timedelta(days=100)
    Message.objects.bulk_create(
        Message(task="old", args=[number], done_at=done) for number in range(250)
    )
    Message.objects.create(task="new", done_at=timezone.now())


def test_counting_deletes_nothing(old_messages: None):
    assert count_expired()["sent tasks"] == 250
    assert Message.objects.count() == 251


def test_everything_that_is_expired_goes(old_messages: None):
    assert prune()["sent tasks"] == 250
    assert list(Message.objects.values_list("task", flat=True)) == ["new"]
    assert prune()["sent tasks"] == 0


def test_a_run_without_time_deletes_one_batch_and_the_next_goes_on(old_messages: None):
    assert [prune(seconds=0)["sent tasks"] for _ in range(4)] == [100, 100, 50, 0]


def test_no_transaction_deletes_more_than_a_batch(
    old_messages: None, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
):
    deleted = []
    rest = batches._rest

    def count_and_rest(seconds: float) -> None:
        deleted.append(Message.objects.count())
        rest(seconds)

    monkeypatch.setattr(batches, "_rest", count_and_rest)
    prune()
    assert deleted == [151, 51, 1]


def test_policies_have_names_and_lives(db: None):
    found = {policy.name: policy.days for policy in policies()}
    assert {"sent tasks", "trial runs of labs", "read notices"} <= set(found)
    assert min(found.values()) >= 0
    assert list(found) == sorted(found)
    assert services.policies() == policies()
