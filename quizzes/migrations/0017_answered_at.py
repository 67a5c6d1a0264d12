"""Late attempts keep when their last answer came, from which their lateness counts."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    attempts = apps.get_model("quizzes", "Attempt").objects.exclude(submitted_at=None)
    attempts = attempts.annotate(last_saved=models.Max("responses__saved_at"))
    for attempt in attempts.order_by("pk").iterator(chunk_size=500):
        attempt.answered_at = attempt.last_saved
        attempt.save(update_fields=["answered_at"])


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0016_flagged")]
    operations = [
        migrations.AddField(
            "attempt",
            "answered_at",
            models.DateTimeField(
                blank=True,
                null=True,
                help_text="Of a submitted one: its last answer, which may be late.",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
