from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("labs", "0005_late_by")]
    operations = [
        migrations.RenameField(
            model_name="submission", old_name="trouble", new_name="grader_error"
        )
    ]
