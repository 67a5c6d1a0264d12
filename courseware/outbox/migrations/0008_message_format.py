from django.db import migrations, models


class Migration(migrations.Migration):
    """With a default in the database: programs of the release before do not know the column."""

    dependencies = [
        ("outbox", "0007_limited_lane"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="format",
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
    ]
