from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("labs", "0007_form"),
    ]

    operations = [
        migrations.AddField(
            model_name="labrevision",
            name="difficulty",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="labrevision",
            name="needs",
            field=models.JSONField(
                default=list, help_text="Slugs of labs that are best done before."
            ),
        ),
        migrations.AddField(
            model_name="labrevision",
            name="tags",
            field=models.JSONField(default=list),
        ),
    ]
