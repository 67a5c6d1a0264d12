from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("items", "0004_files_digest"),
    ]

    operations = [
        migrations.AddField(
            model_name="course",
            name="public_text",
            field=models.TextField(
                blank=True, default="", help_text="What the front page says of it, in Markdown."
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="public_trial",
            field=models.BooleanField(
                default=False, help_text="Visitors may try it without an account."
            ),
        ),
    ]
