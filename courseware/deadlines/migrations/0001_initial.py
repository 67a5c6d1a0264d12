import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('items', '0005_public'),
        ('people', '0007_sections_and_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ExtensionChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('granted', models.JSONField(default=dict)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='items.course')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='items.item')),
                ('section', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.section')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('closes_at', models.DateTimeField(blank=True, null=True)),
                ('shift_minutes', models.FloatField(default=0, help_text='Due date and closing come later by.')),
                ('time_factor', models.FloatField(default=1.0, help_text='Of a time limit; 1.25 is a quarter.')),
                ('extra_minutes', models.FloatField(default=0, help_text='On top of a time limit.')),
                ('extra_attempts', models.PositiveIntegerField(default=0)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='items.course')),
                ('item', models.ForeignKey(blank=True, help_text='Empty: all items of the course.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='items.item')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='people.section')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('section__isnull', False), ('user__isnull', True)), models.Q(('section__isnull', True), ('user__isnull', False)), _connector='OR'), name='extension_for_student_or_section'), models.CheckConstraint(condition=models.Q(('extra_minutes__gte', 0), ('shift_minutes__gte', 0), ('time_factor__gte', 1)), name='extensions_take_nothing'), models.UniqueConstraint(condition=models.Q(('item__isnull', False), ('user__isnull', False)), fields=('item', 'user'), name='one_extension_an_item_a_user'), models.UniqueConstraint(condition=models.Q(('item__isnull', True), ('user__isnull', False)), fields=('course', 'user'), name='one_extension_everywhere_a_user'), models.UniqueConstraint(condition=models.Q(('item__isnull', False), ('section__isnull', False)), fields=('item', 'section'), name='one_extension_an_item_a_section'), models.UniqueConstraint(condition=models.Q(('item__isnull', True), ('section__isnull', False)), fields=('course', 'section'), name='one_extension_everywhere_a_section')],
            },
        ),
    ]
