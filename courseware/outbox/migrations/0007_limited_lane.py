from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0006_regrade_lane"),
    ]

    operations = [
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
                default="graded",
                max_length=10,
            ),
        ),
    ]
