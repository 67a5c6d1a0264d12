from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("items", "0002_initial")]

    operations = [migrations.RenameField("course", "open_enrolment", "open_enrollment")]
