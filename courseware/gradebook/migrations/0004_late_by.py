"""Scores keep how late the work was, not whether.

Which work a late score comes from, each kind of item knows: its own migration stores the duration.
What it cannot find out, because the due time has been moved or removed since, keeps the shortest
duration there is, which stands for "late, nobody knows by how much".
"""

import datetime

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

UNKNOWN = datetime.timedelta(microseconds=1)  # courseware.gradebook.policy.LATE_BY_UNKNOWN


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("gradebook", "Score").objects.filter(late=True).update(late_by=UNKNOWN)


def undo(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    late = apps.get_model("gradebook", "Score").objects.filter(late_by__gt=datetime.timedelta())
    late.update(late=True)


class Migration(migrations.Migration):
    dependencies = [("gradebook", "0003_initial")]
    operations = [
        migrations.AddField(
            model_name="score",
            name="late_by",
            field=models.DurationField(
                default=datetime.timedelta,
                help_text="How long after its due time the work that counts came.",
            ),
        ),
        migrations.RunPython(fill, undo),
        migrations.RemoveField(model_name="score", name="late"),
    ]
