from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("items", "0005_public")]

    operations = [
        migrations.AddField(
            model_name="item",
            name="scores_held",
            field=models.BooleanField(
                default=False, help_text="Students see that their work is graded, and no score."
            ),
        ),
    ]
