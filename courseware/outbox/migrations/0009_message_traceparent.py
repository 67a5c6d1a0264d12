from django.db import migrations, models


class Migration(migrations.Migration):
    """With defaults in the database: programs of earlier releases do not know these columns."""

    dependencies = [
        ("outbox", "0008_message_format"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="traceparent",
            field=models.CharField(blank=True, db_default="", default="", max_length=55),
        ),
        migrations.AlterField(
            model_name="message",
            name="holder",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AlterField(
            model_name="message",
            name="lane",
            field=models.CharField(
                choices=[
                    ("visible", "Trial runs"),
                    ("graded", "Graded work"),
                    ("limited", "Runs after one that hit a limit"),
                    ("background", "Analysis and deletions"),
                    ("automatic", "Automatic runs"),
                    ("regrade", "Regrades"),
                    ("public", "Trials of visitors"),
                ],
                db_default="graded",
                default="graded",
                max_length=10,
            ),
        ),
    ]
