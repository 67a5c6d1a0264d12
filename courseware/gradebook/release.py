"""Holding back and releasing the scores of an item.

While they are held back students see that their work is graded, and no score: neither on pages nor
in notices, mails, exports or totals. The staff sees everything.
"""

from __future__ import annotations

from django.urls import reverse

from courseware.database.transactions import in_transaction
from courseware.gradebook.changes import key_of
from courseware.gradebook.models import ChangeKind, Score, ScoreBatch
from courseware.items.models import Item
from courseware.notices.models import Kind
from courseware.notices.services import notify
from courseware.people.models import Role, User


@in_transaction
def hold_scores(*, item: Item, by: User, reason: str = "") -> bool:
    """Whether anything changed: they may be held back already."""
    return _set(item, held=True, by=by, reason=reason)


@in_transaction
def release_scores(*, item: Item, by: User, reason: str = "") -> bool:
    """Releases them, and tells the students who have one. Whether anything changed."""
    if not _set(item, held=False, by=by, reason=reason):
        return False
    batch = ScoreBatch.objects.filter(item=item, kind=ChangeKind.RELEASED).latest("pk")
    notify(
        scored_students(item),
        kind=Kind.RELEASED,
        key=f"scores-released:{batch.pk}",
        course=item.course,
        link=reverse("grades", args=[item.course.slug]),
        item=item,
    )
    return True


def scored_students(item: Item) -> list[int]:
    """Ids of the enrolled students with a score that counts."""
    scored = Score.objects.filter(
        item=item,
        excused=False,
        user__enrollments__course=item.course_id,
        user__enrollments__role=Role.STUDENT,
    ).exclude(fraction=None, override=None)
    return list(scored.values_list("user_id", flat=True))


def _set(item: Item, *, held: bool, by: User, reason: str) -> bool:
    changed = Item.objects.filter(pk=item.pk, scores_held=not held).update(scores_held=held)
    item.scores_held = held
    if not changed:
        return False
    ScoreBatch.objects.create(
        course_id=item.course_id,
        item=item,
        item_key=key_of(item),
        kind=ChangeKind.HELD if held else ChangeKind.RELEASED,
        reason=reason[:300],
        count=len(scored_students(item)),
        by=by,
        by_number=by.pk,
    )
    return True
