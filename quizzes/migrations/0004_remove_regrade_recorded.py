from django.db import migrations


class Migration(migrations.Migration):
    """Apart from the migration before: PostgreSQL alters no table with rows that are pending."""

    dependencies = [("quizzes", "0003_regrade_in_batches")]

    operations = [migrations.RemoveField("regrade", "recorded")]
