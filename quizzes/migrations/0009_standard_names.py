from django.db import migrations


class Migration(migrations.Migration):
    """Fields by the terms of the glossary; nothing that is stored changes."""

    dependencies = [("quizzes", "0008_late_by")]

    operations = [
        migrations.RenameField("paragraph", "mark", "text_hash"),
        migrations.RenameField("paragraph", "written", "question_hash"),
        migrations.RenameField("regrade", "seen", "processed"),
        migrations.RenameField("regradedattempt", "moved", "changed_questions"),
        migrations.RenameField("regradedattempt", "trouble", "error"),
        migrations.RenameField("analysisreport", "mark", "fingerprint"),
    ]
