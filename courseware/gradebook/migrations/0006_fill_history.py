"""Entries of the audit trail say what they are about by themselves, and what was there before.

They outlive the score, the item and the person from now on. What people have set before can be
undone like anything that they set from now on.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Max

EMPTY = {
    "override": None, "override_reason": "", "override_over": None,
    "excused": False, "excuse_reason": "", "note": "", "set_by_id": None,
}
FIELDS = ["item_key", "user_number", "kind", "fraction_before", "before", "after", "by_number"]
BATCH = 500
SCORES = 2000


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("gradebook", "Score").objects.filter(override__isnull=False).update(
        override_over=F("fraction")
    )
    ScoreChange = apps.get_model("gradebook", "ScoreChange")
    Item = apps.get_model("items", "Item")
    keys = {
        item.pk: f"{item.course.slug}/{item.kind}/{item.slug}"
        for item in Item.objects.select_related("course")
    }
    filled = []
    for change in _filled(ScoreChange, keys):
        filled.append(change)
        if len(filled) == BATCH:
            ScoreChange.objects.bulk_update(filled, FIELDS)
            filled = []
    ScoreChange.objects.bulk_update(filled, FIELDS)


def _filled(ScoreChange: Any, keys: dict[int, str]) -> Iterator[Any]:
    """Some thousand scores at a time: a class of a year does not fit into memory."""
    last = ScoreChange.objects.aggregate(last=Max("score_id"))["last"] or 0
    ordered = ScoreChange.objects.select_related("score").order_by("score_id", "at", "pk")
    for first in range(1, last + 1, SCORES):
        some = list(ordered.filter(score_id__gte=first, score_id__lt=first + SCORES))
        for _, changes in groupby(some, key=lambda change: change.score_id):
            yield from _of_one_score(changes, keys)


def _of_one_score(changes: Iterator[Any], keys: dict[int, str]) -> Iterator[Any]:
    fraction, by_hand = None, EMPTY
    for change in changes:
        change.item_key = keys[change.score.item_id]
        change.user_number = change.score.user_id
        change.fraction_before = fraction
        if change.by_id is not None or change.override != by_hand["override"]:
            change.kind = "override removed" if change.override is None else "override"
            change.by_number = change.by_id
            after = {**EMPTY, "override": change.override, "set_by_id": change.by_id}
            if change.override is not None:
                after |= {"override_reason": change.reason, "override_over": change.fraction}
            change.before, change.after = by_hand, after
            by_hand = after
        fraction = change.fraction
        yield change


class Migration(migrations.Migration):
    dependencies = [("gradebook", "0005_history"), ("items", "0006_scores_held")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
