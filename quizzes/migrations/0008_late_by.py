"""Attempts keep how late they were, not whether; so do their events and the scores they make.

The duration is what lies between the due time of today, with what was granted to the person, and
the last answer that was saved. Where the due time has been moved beyond it or removed since,
nobody knows it any more: then the shortest duration there is stands for "late".
"""

import datetime
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ON_TIME = datetime.timedelta()
UNKNOWN = datetime.timedelta(microseconds=1)  # courseware.gradebook.policy.LATE_BY_UNKNOWN


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    attempts = apps.get_model("quizzes", "Attempt").objects
    late = attempts.filter(late=True).select_related("item")
    late = late.annotate(last_saved=models.Max("responses__saved_at")).order_by("pk")
    for attempt in late.iterator(chunk_size=200):
        due, saved = _due(apps, attempt), attempt.last_saved
        known = due is not None and saved is not None and saved > due
        attempt.late_by = saved - due if known else UNKNOWN
        attempt.save(update_fields=["late_by"])
    _fill_events(apps)
    _fill_scores(apps)


def _due(apps: Apps, attempt: Any) -> datetime.datetime | None:
    """The due time of this person: shifted or extended, whichever is later."""
    due = attempt.item.due_at
    if due is None:
        return None
    granted = list(
        apps.get_model("quizzes", "Accommodation")
        .objects.filter(course=attempt.item.course_id, user=attempt.user_id)
        .filter(models.Q(item=attempt.item_id) | models.Q(item=None))
    )
    granted.sort(key=lambda accommodation: accommodation.item_id is None)
    shift = datetime.timedelta(minutes=granted[0].shift_minutes) if granted else ON_TIME
    extensions = apps.get_model("items", "Extension").objects.filter(
        item=attempt.item_id, user=attempt.user_id, due_at__isnull=False
    )
    return max([due + shift, *extensions.values_list("due_at", flat=True)])


def _fill_events(apps: Apps) -> None:
    """Of events that cannot be read each is left as it is."""
    model = apps.get_model("quizzes", "Event")
    changed = []
    finished = model.objects.filter(name="finished").select_related("attempt").order_by("pk")
    for event in finished.iterator(chunk_size=200):
        if isinstance(event.data, dict) and "late" in event.data:
            was_late = event.data.pop("late")
            late_by = (event.attempt.late_by or UNKNOWN) if was_late else ON_TIME
            event.data["late_by"] = late_by.total_seconds()
            changed.append(event)
        if len(changed) == 200:
            model.objects.bulk_update(changed, ["data"])
            changed = []
    model.objects.bulk_update(changed, ["data"])


def _fill_scores(apps: Apps) -> None:
    """By the rule of the latest attempt, as the score was made."""
    attempts = apps.get_model("quizzes", "Attempt").objects
    scores = apps.get_model("gradebook", "Score").objects.filter(
        item__kind="quiz", late_by__gt=ON_TIME
    )
    for score in scores.order_by("pk").iterator(chunk_size=200):
        mine = attempts.filter(item=score.item_id, user=score.user_id)
        mine = list(mine.select_related("revision").order_by("-number"))
        late_by = _late_by_of_score(mine)
        if late_by:
            score.late_by = late_by
            score.save(update_fields=["late_by"])


def _late_by_of_score(newest_first: list[Any]) -> datetime.timedelta | None:
    graded = [
        (min(1.0, max(0.0, attempt.earned / attempt.possible)), attempt)
        for attempt in newest_first
        if attempt.earned is not None and not attempt.waiting and attempt.possible
    ]
    if not graded:
        return None
    content = newest_first[0].revision.content
    delivery = content.get("delivery") if isinstance(content, dict) else None
    rule = delivery.get("grading") if isinstance(delivery, dict) else None
    if rule == "average":
        return max(attempt.late_by for _, attempt in graded)
    if rule == "last":
        return graded[0][1].late_by
    if rule == "first":
        return graded[-1][1].late_by
    return max(graded, key=lambda pair: (pair[0], -pair[1].number))[1].late_by


def undo(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("quizzes", "Attempt").objects.filter(late_by__gt=ON_TIME).update(late=True)
    model = apps.get_model("quizzes", "Event")
    for event in model.objects.filter(name="finished").order_by("pk").iterator(chunk_size=200):
        if isinstance(event.data, dict) and "late_by" in event.data:
            event.data["late"] = event.data.pop("late_by") > 0
            event.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("quizzes", "0007_analysis_report"),
        ("gradebook", "0004_late_by"),
        ("items", "0002_initial"),
    ]
    operations = [
        migrations.AddField(
            model_name="attempt",
            name="late_by",
            field=models.DurationField(
                default=datetime.timedelta,
                help_text="Of the last answer, after what was due then.",
            ),
        ),
        migrations.RunPython(fill, undo),
        migrations.RemoveField(model_name="attempt", name="late"),
    ]
