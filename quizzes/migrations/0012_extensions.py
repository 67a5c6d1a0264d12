"""Accommodations become extensions; attempts keep how late they were when they came.

A student who had both an extension and an accommodation for a quiz has one extension with the
values of both: of dates and shifts the later counts, as before.
"""

import datetime

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def carry_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    extensions = apps.get_model("deadlines", "Extension").objects
    changes = apps.get_model("deadlines", "ExtensionChange").objects
    old = apps.get_model("quizzes", "Accommodation").objects.order_by("pk")
    for row in old.iterator(chunk_size=200):
        place = {"course_id": row.course_id, "item_id": row.item_id, "user_id": row.user_id}
        values = {
            "shift_minutes": row.shift_minutes,
            "time_factor": row.multiplier,
            "extra_minutes": row.extra_minutes,
            "extra_attempts": row.extra_attempts,
        }
        dates = {"by_id": row.by_id, "changed_at": row.changed_at}
        before = extensions.filter(**place).first()
        reasons = [before.reason if before else "", row.reason]
        reason = "; ".join(filter(None, reasons))[:200]
        extensions.update_or_create(**place, defaults=values | dates | {"reason": reason})
        granted = {name: value for name, value in values.items() if value}
        if row.multiplier == 1:
            granted.pop("time_factor", None)
        changes.create(
            **place, granted=granted, reason=row.reason, by_id=row.by_id, at=row.changed_at
        )


def put_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What the old table can hold: what a student was granted besides dates."""
    old = apps.get_model("quizzes", "Accommodation").objects
    rows = apps.get_model("deadlines", "Extension").objects.exclude(user=None)
    for row in rows.order_by("pk").iterator(chunk_size=200):
        values = {
            "multiplier": row.time_factor,
            "extra_minutes": row.extra_minutes,
            "shift_minutes": row.shift_minutes,
            "extra_attempts": row.extra_attempts,
        }
        if values != dict(zip(values, (1, 0, 0, 0), strict=True)):
            place = {"course_id": row.course_id, "item_id": row.item_id, "user_id": row.user_id}
            values |= {"reason": row.reason, "by_id": row.by_id}
            old.update_or_create(**place, defaults=values)


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    attempts = apps.get_model("quizzes", "Attempt").objects
    attempts.filter(late_by__gt=datetime.timedelta()).update(late_as_received=models.F("late_by"))


class Migration(migrations.Migration):
    dependencies = [
        ("quizzes", "0011_regrade_kept"),
        ("deadlines", "0002_carry_over"),
    ]
    # Older migrations of this app read the old table of extensions.
    run_before = [("items", "0007_delete_extension")]
    operations = [
        migrations.RunPython(carry_over, put_back),
        migrations.DeleteModel("Accommodation"),
        migrations.AlterField(
            "attempt",
            "late_by",
            models.DurationField(
                default=datetime.timedelta, help_text="Of the last answer, by the dates of today."
            ),
        ),
        migrations.AddField(
            "attempt",
            "late_as_received",
            models.DurationField(
                default=datetime.timedelta, help_text="The same by the dates of that moment."
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
