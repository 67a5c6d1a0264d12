from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('items', '0009_closed_enrollment'),
    ]

    operations = [
        migrations.AddField(
            model_name='course',
            name='late_days',
            field=models.PositiveIntegerField(default=0, help_text='Of each student: days of lateness that cost nothing.'),
        ),
        migrations.AddField(
            model_name='course',
            name='late_policy',
            field=models.JSONField(blank=True, help_text='Of items without their own; as `late` in course.yaml.', null=True),
        ),
        migrations.AddField(
            model_name='item',
            name='late_policy',
            field=models.JSONField(blank=True, help_text='As `late` in course.yaml; empty: that of the course.', null=True),
        ),
    ]
