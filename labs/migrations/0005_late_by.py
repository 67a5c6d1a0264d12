"""Submissions keep how late they were, not whether; so do the scores that come from them.

The duration is what lies between the due time of today, a person's extension counted, and the
submission. Where the due time has been moved beyond the submission or removed since, nobody knows
it any more: then the shortest duration there is stands for "late".
"""

import datetime

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ON_TIME = datetime.timedelta()
UNKNOWN = datetime.timedelta(microseconds=1)  # courseware.gradebook.policy.LATE_BY_UNKNOWN


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    extensions = {
        (extension.item_id, extension.user_id): extension.due_at
        for extension in apps.get_model("items", "Extension").objects.exclude(due_at=None)
    }
    late = apps.get_model("labs", "Submission").objects.filter(late=True)
    late = late.select_related("item").only("item__due_at", "user_id", "created_at")
    for submission in late.order_by("pk").iterator(chunk_size=200):
        due = submission.item.due_at
        extended = extensions.get((submission.item_id, submission.user_id))
        if due is not None and extended is not None:
            due = max(due, extended)
        known = due is not None and submission.created_at > due
        submission.late_by = submission.created_at - due if known else UNKNOWN
        submission.save(update_fields=["late_by"])
    _fill_scores(apps)


def _fill_scores(apps: Apps) -> None:
    """A late lab score comes from the best submission; of equals one in time, then the first."""
    graded = apps.get_model("labs", "Submission").objects.filter(
        purpose="graded", score__isnull=False
    )
    scores = apps.get_model("gradebook", "Score").objects.filter(
        item__kind="lab", late_by__gt=ON_TIME
    )
    for score in scores.order_by("pk").iterator(chunk_size=200):
        mine = graded.filter(item=score.item_id, user=score.user_id)
        best = mine.order_by("-score", "late", "created_at", "id").only("late_by").first()
        if best is not None and best.late_by:
            score.late_by = best.late_by
            score.save(update_fields=["late_by"])


def undo(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("labs", "Submission").objects.filter(late_by__gt=ON_TIME).update(late=True)


class Migration(migrations.Migration):
    dependencies = [
        ("labs", "0004_file_name"),
        ("gradebook", "0004_late_by"),
        ("items", "0002_initial"),
    ]
    operations = [
        migrations.AddField(
            model_name="submission",
            name="late_by",
            field=models.DurationField(
                default=datetime.timedelta, help_text="Against the due time of that moment."
            ),
        ),
        migrations.RunPython(fill, undo),
        migrations.RemoveField(model_name="submission", name="late"),
    ]
