from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_profile"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="mail_digest",
            field=models.CharField(
                choices=[("daily", "Once a day, at 7 in the morning"), ("never", "Never")],
                default="daily",
                max_length=10,
            ),
        ),
    ]
