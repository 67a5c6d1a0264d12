import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("labs", "0006_grader_error"),
        ("items", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="labrevision",
            name="form",
            field=models.JSONField(
                default=list, help_text="Fields that are asked for in place of code."
            ),
        ),
        migrations.AddField(
            model_name="labrevision",
            name="record",
            field=models.CharField(
                blank=True,
                default="",
                help_text="What the class may compare; the least is the best.",
                max_length=100,
            ),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "display",
                    models.CharField(
                        choices=[("name", "With my name"), ("anonymous", "Without my name")],
                        max_length=10,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listings",
                        to="items.item",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "user"), name="one_listing_a_person"
                    )
                ],
            },
        ),
    ]
