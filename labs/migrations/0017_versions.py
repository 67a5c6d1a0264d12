from typing import Any

from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    """From the reports that state them."""
    submissions = apps.get_model("labs", "Submission").objects
    for pk, report in (
        submissions.filter(state="done").values_list("pk", "report").order_by("pk").iterator(200)
    ):
        receipt = (report or {}).get("receipt") or {}
        python, numpy, grader = (receipt.get(key) for key in ("python", "numpy", "grader"))
        if python and numpy and grader:
            versions = f"Python {python}, NumPy {numpy}, grader {grader}"[:100]
            submissions.filter(pk=pk).update(versions=versions)


class Migration(migrations.Migration):
    dependencies = [
        ("labs", "0016_similarity"),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="versions",
            field=models.CharField(
                blank=True,
                help_text="Of Python, NumPy and the grader, from the report.",
                max_length=100,
                default="",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
