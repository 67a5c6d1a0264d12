from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("quizzes", "0014_regrades_for_all_kinds"),
    ]

    operations = [
        migrations.DeleteModel(name="RegradedAttempt"),
        migrations.DeleteModel(name="Regrade"),
    ]
