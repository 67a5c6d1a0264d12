from typing import Any

import courseware.people.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from courseware.people.skeletons import skeleton_of


def set_looks(apps: Any, schema_editor: Any) -> None:
    """Of people who look alike the first keeps the look; the others stay as they are, without one."""
    people = apps.get_model("people", "User").objects
    taken: set[str] = set()
    for pk, name in people.order_by("date_joined", "pk").values_list("pk", "username").iterator():
        look = skeleton_of(name)
        if look and look not in taken:
            taken.add(look)
            people.filter(pk=pk).update(look=look)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Failures',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('count', models.FloatField()),
                ('updated_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name='user',
            name='look',
            field=courseware.people.models.SkeletonField(editable=False, max_length=150, null=True, unique=True),
        ),
        migrations.CreateModel(
            name='KnownPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=64)),
                ('seen_at', models.DateTimeField(db_index=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='known_places', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'place'), name='one_row_a_known_place')],
            },
        ),
        migrations.RunPython(set_looks, migrations.RunPython.noop),
    ]
