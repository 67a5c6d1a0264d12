"""Models get the names that the rest of the code uses; rows stay as they are."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("items", "0001_initial"),
        ("people", "0002_looks_and_failures"),
    ]

    operations = [
        migrations.RenameField("user", "look", "skeleton"),
        migrations.RenameModel("Failures", "ThrottleCounter"),
        migrations.RemoveConstraint("knownplace", "one_row_a_known_place"),
        migrations.RenameModel("KnownPlace", "KnownNetwork"),
        migrations.RenameField("knownnetwork", "place", "network_hash"),
        migrations.AlterField(
            "knownnetwork",
            "user",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="known_networks",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            "knownnetwork",
            models.UniqueConstraint(
                fields=("user", "network_hash"), name="one_row_a_known_network"
            ),
        ),
        migrations.RemoveConstraint("enrolment", "one_enrolment_a_course"),
        migrations.RenameModel("Enrolment", "Enrollment"),
        migrations.AlterField(
            "enrollment",
            "course",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="enrollments",
                to="items.course",
            ),
        ),
        migrations.AlterField(
            "enrollment",
            "user",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="enrollments",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            "enrollment",
            models.UniqueConstraint(fields=("user", "course"), name="one_enrollment_a_course"),
        ),
    ]
