from typing import Any

from django.db import migrations
from django.utils import timezone

TASK = "quizzes.regrade"
CHUNK = 500


def carry_over(apps: Any, schema_editor: Any) -> None:
    """What was applied stays on record. Previews, and what was under way, are started again."""
    for old in apps.get_model("quizzes", "Regrade").objects.filter(dry_run=False).order_by("pk"):
        ended = old.finished_at or old.at
        new = apps.get_model("regrades", "Regrade").objects.create(
            item_id=old.item_id,
            target=old.revision_id,
            target_name=f"Revision {old.revision.number}",
            selection={},
            state="applied" if old.state == "done" else "stopped",
            by_id=old.by_id,
            at=old.at,
            total=old.total,
            processed=old.processed,
            kept=old.kept,
            cursor_at=old.cursor_at,
            cursor_id=old.cursor_id,
            reason=old.reason,
            tells=False,
            applied_by_id=old.by_id,
            applied_at=ended,
            undoable=False,
        )
        _carry_works(apps, old, new)
    messages = apps.get_model("outbox", "Message").objects
    messages.filter(task=TASK, done_at=None).update(done_at=timezone.now())


def _carry_works(apps: Any, old: Any, new: Any) -> None:
    RegradedWork = apps.get_model("regrades", "RegradedWork")
    rows = []
    for row in old.changes.select_related("attempt").iterator(CHUNK):
        rows.append(
            RegradedWork(
                regrade=new,
                work=row.attempt_id,
                user_id=row.attempt.user_id,
                title=str(row.attempt.number),
                state="found" if row.error else "written",
                before=_share(row.before, row.attempt),
                after=_share(row.after, row.attempt),
                parts=[
                    [
                        each["question"],
                        _share(each["before"], row.attempt),
                        _share(each["after"], row.attempt),
                    ]
                    for each in row.changed_questions
                ],
                counts=True,
                by_hand=row.by_hand,
                changes=not row.error,
                error=row.error,
            )
        )
    RegradedWork.objects.bulk_create(rows, batch_size=CHUNK)


def _share(points: float | None, attempt: Any) -> float | None:
    return points / attempt.possible if points is not None and attempt.possible else None


class Migration(migrations.Migration):
    dependencies = [
        ("quizzes", "0013_analysis"),
        ("regrades", "0001_initial"),
        ("outbox", "0005_public_lane"),
    ]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
