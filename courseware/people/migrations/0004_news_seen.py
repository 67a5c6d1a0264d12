from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_field_vocabulary"),
    ]

    operations = [
        migrations.AddField(
            model_name="enrollment",
            name="news_seen_at",
            field=models.DateTimeField(
                blank=True,
                help_text="What happened until then is not told as new any more.",
                null=True,
            ),
        ),
    ]
