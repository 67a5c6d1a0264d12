from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("labs", "0009_drafts_and_scratch"),
    ]

    operations = [
        migrations.AddField(
            model_name="labrevision",
            name="solutions_after_full_marks",
            field=models.BooleanField(default=False),
        ),
    ]
