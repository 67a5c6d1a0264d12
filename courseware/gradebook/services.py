"""Changes of scores."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from courseware.database.transactions import in_transaction
from courseware.gradebook.models import Score, ScoreChange
from courseware.gradebook.policy import ON_TIME
from courseware.items.models import Item
from courseware.notices.models import Kind
from courseware.notices.services import notify
from courseware.people.models import User


@in_transaction
def record_score(
    *,
    item: Item,
    user: User,
    fraction: float | None,
    reason: str,
    late_by: timedelta = ON_TIME,
) -> Score:
    """Sets the score that the policy decided; to be called in the transaction of the verdict.

    ``fraction`` in [0, 1], or ``None`` when no work counts any more. Recording the same score
    again changes nothing, so grading may run twice.
    """
    if fraction is not None and not 0 <= fraction <= 1:
        raise ValueError(f"a score is a fraction between 0 and 1, not {fraction!r}")
    score, _ = Score.objects.select_for_update().get_or_create(item=item, user=user)
    if (score.fraction, score.late_by) != (fraction, late_by):
        score.fraction, score.late_by = fraction, late_by
        score.save(update_fields=["fraction", "late_by", "updated_at"])
        ScoreChange.objects.create(
            score=score, fraction=fraction, override=score.override, reason=reason[:300]
        )
    return score


@in_transaction
def override_score(
    *, item: Item, user: User, fraction: float | None, reason: str, by: User
) -> Score:
    """Sets a score by hand, or takes the override back with ``None``; the person is told."""
    if fraction is not None and not 0 <= fraction <= 1:
        raise ValueError(f"a score is a fraction between 0 and 1, not {fraction!r}")
    score, _ = Score.objects.select_for_update().get_or_create(item=item, user=user)
    score.override, score.override_reason = fraction, reason[:300] if fraction is not None else ""
    score.save(update_fields=["override", "override_reason", "updated_at"])
    change = ScoreChange.objects.create(
        score=score, fraction=score.fraction, override=fraction, reason=reason[:300], by=by
    )
    notify(
        [user.pk],
        kind=Kind.OVERRIDE,
        key=f"score-change:{change.pk}",
        course=item.course,
        link=reverse("grades", args=[item.course.slug]),
        item=item,
    )
    return score
