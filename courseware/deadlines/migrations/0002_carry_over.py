"""The extensions of items become extensions of this app; quizzes bring theirs along later."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def carry_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    new = apps.get_model("deadlines", "Extension").objects
    changes = apps.get_model("deadlines", "ExtensionChange").objects
    old = apps.get_model("items", "Extension").objects.select_related("item").order_by("pk")
    for row in old.iterator(chunk_size=200):
        place = {"course_id": row.item.course_id, "item_id": row.item_id, "user_id": row.user_id}
        new.create(**place, due_at=row.due_at, closes_at=row.closes_at, reason=row.reason)
        dates = {"due_at": row.due_at, "closes_at": row.closes_at}
        granted = {name: at.isoformat() for name, at in dates.items() if at}
        changes.create(**place, granted=granted, reason=row.reason)


def put_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What the old table can hold: dates of one student at one item."""
    old = apps.get_model("items", "Extension").objects
    rows = apps.get_model("deadlines", "Extension").objects.exclude(item=None).exclude(user=None)
    for row in rows.order_by("pk").iterator(chunk_size=200):
        values = {"due_at": row.due_at, "closes_at": row.closes_at, "reason": row.reason}
        old.update_or_create(item_id=row.item_id, user_id=row.user_id, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_initial"), ("items", "0002_initial")]
    operations = [migrations.RunPython(carry_over, put_back)]
