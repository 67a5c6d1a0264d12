"""Submissions keep how late they were when they came, beside how late they count as today."""

import datetime

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("labs", "Submission").objects
    rows.filter(late_by__gt=datetime.timedelta()).update(late_as_received=models.F("late_by"))


class Migration(migrations.Migration):
    dependencies = [("labs", "0011_public_runs")]
    # An older migration of this app reads the old table of extensions.
    run_before = [("items", "0007_delete_extension")]
    operations = [
        migrations.AlterField(
            "submission",
            "late_by",
            models.DurationField(
                default=datetime.timedelta, help_text="By the dates of today."
            ),
        ),
        migrations.AddField(
            "submission",
            "late_as_received",
            models.DurationField(
                default=datetime.timedelta,
                help_text="The same by the dates of the moment when it came.",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
