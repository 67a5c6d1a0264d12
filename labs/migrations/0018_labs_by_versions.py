from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("labs", "0017_versions"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                fields=["item", "purpose", "state", "versions"], name="labs_by_versions"
            ),
        ),
    ]
