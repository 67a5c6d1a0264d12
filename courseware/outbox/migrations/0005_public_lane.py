from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0004_name_lanes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="lane",
            field=models.CharField(
                choices=[
                    ("visible", "Trial runs"),
                    ("graded", "Graded work"),
                    ("background", "Regrades and analysis"),
                    ("automatic", "Automatic runs"),
                    ("public", "Trials of visitors"),
                ],
                default="graded",
                max_length=10,
            ),
        ),
    ]
