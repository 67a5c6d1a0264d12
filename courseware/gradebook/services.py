"""Changes of one score: by a grading, and by people."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.database.transactions import in_transaction
from courseware.gradebook.changes import change_by_hand, key_of, restorable, set_values
from courseware.gradebook.history import undoable
from courseware.gradebook.models import ChangeKind, Score, ScoreChange
from courseware.gradebook.policy import ON_TIME
from courseware.items.models import Item
from courseware.notices.models import Kind
from courseware.notices.services import notify
from courseware.people.models import User


class ChangeRefused(Exception):
    """Why a score is not changed; the sentence says what to do."""


@in_transaction
def record_score(
    *,
    item: Item,
    user: User,
    fraction: float | None,
    reason: str,
    late_by: timedelta = ON_TIME,
    work: str = "",
    by: User | None = None,
) -> Score:
    """Sets the score that the policy decided; to be called in the transaction of the verdict.

    ``fraction`` in [0, 1], or ``None`` when no work counts any more. ``work`` names what was
    graded, as the kind does in its places, and ``by`` is who had it graded again. Recording the
    same score again changes nothing, so grading may run twice. An override or an excuse goes on to
    count.
    """
    _check(fraction)
    score, _created = Score.objects.select_for_update().get_or_create(item=item, user=user)
    change = _graded(score, item, fraction, late_by, reason=reason[:300], work=work[:100], by=by)
    if change is not None:
        score.save(update_fields=["fraction", "late_by", "updated_at"])
        change.save()
    return score


@in_transaction
def record_scores(
    *,
    item: Item,
    people: Collection[int],
    decide: Callable[[Collection[int]], Mapping[int, tuple[float, timedelta]]],
    reason: str,
) -> int:
    """As `record_score`, of people (ids) who have a score; how many changed.

    ``decide`` gives fraction and lateness by id. It is asked when the scores are locked, so work
    that was graded meanwhile counts. Besides its queries there are three, for however many people.
    """
    locked = Score.objects.select_for_update().filter(item=item, user__in=people)
    scores = {score.user_id: score for score in locked.order_by("user_id")}
    changes = []
    for user, (fraction, late_by) in decide(list(scores)).items():
        _check(fraction)
        change = _graded(scores[user], item, fraction, late_by, reason=reason[:300])
        changes += [change] if change is not None else []
    changed = [change.score for change in changes]
    now = timezone.now()
    for score in changed:
        score.updated_at = now
    Score.objects.bulk_update(changed, ["fraction", "late_by", "updated_at"])
    ScoreChange.objects.bulk_create(changes)
    return len(changes)


def _graded(
    score: Score, item: Item, fraction: float | None, late_by: timedelta, **about: Any
) -> ScoreChange | None:
    """Sets the computed score; the entry of its history, ``None`` if it is the same as before."""
    if (score.fraction, score.late_by) == (fraction, late_by):
        return None
    before = score.fraction
    score.fraction, score.late_by = fraction, late_by
    return ScoreChange(
        score=score,
        item_key=key_of(item),
        user_number=score.user_id,
        fraction_before=before,
        fraction=fraction,
        override=score.override,
        excused=score.excused,
        late_by=late_by,
        **about,
    )


@in_transaction
def override_score(
    *, item: Item, user: User, fraction: float | None, reason: str, by: User, note: str = ""
) -> Score:
    """Sets a score manually, or removes the override with ``None``; the person is notified.

    ``note`` is for the staff alone. Setting the same override again keeps it over a score that has
    changed below it.
    """
    _check(fraction)
    score = _locked(item, user)
    values = set_values(score, override=fraction, reason=reason, note=note, by=by)
    kind = ChangeKind.OVERRIDE_REMOVED if fraction is None else ChangeKind.OVERRIDE
    _change_and_tell(score, item, kind, values, reason=reason, note=note, by=by)
    return score


@in_transaction
def excuse_score(
    *, item: Item, user: User, excused: bool, reason: str, by: User, note: str = ""
) -> Score:
    """Excuses a person from an item, which then counts neither for nor against them, or ends it."""
    score = _locked(item, user)
    values = set_values(score, excused=excused, reason=reason, note=note, by=by)
    kind = ChangeKind.EXCUSED if excused else ChangeKind.EXCUSE_REMOVED
    _change_and_tell(score, item, kind, values, reason=reason, note=note, by=by)
    return score


@in_transaction
def undo_change(*, change: ScoreChange, by: User) -> Score:
    """Takes back the last thing that people have set on a score; what was graded since stays.

    Undoing an undoing sets it again.

    Raises: ChangeRefused: something else was set since, or the score is gone.
    """
    score = Score.objects.select_for_update().filter(pk=change.score_id).first()
    if score is None:
        raise ChangeRefused(_("The score was deleted. There is nothing to undo."))
    if change.pk not in undoable(score.changes.exclude(kind=ChangeKind.GRADED)):
        raise ChangeRefused(
            _(
                "This score has been changed since then. Undo the latest change first; it is "
                "in the list."
            )
        )
    item = Item.objects.select_related("course").get(pk=score.item_id)
    reason = _("Undone: %(reason)s") % {"reason": change.reason}
    [values] = restorable([change])
    _change_and_tell(score, item, ChangeKind.UNDONE, values, reason=reason, by=by, undoes=change)
    return score


def _change_and_tell(
    score: Score, item: Item, kind: Any, values: dict[str, Any], **about: Any
) -> None:
    """``kind`` is a `ChangeKind`. The person hears of it, unless the scores are held back."""
    before = score.effective, score.excused
    change = change_by_hand(score, item=item, kind=kind, values=values, **about)
    if change is None or item.scores_held or before == (score.effective, score.excused):
        return
    notify(
        [score.user_id],
        kind=Kind.OVERRIDE,
        key=f"score-change:{change.pk}",
        course=item.course,
        link=reverse("grades", args=[item.course.slug]),
        item=item,
    )


def _locked(item: Item, user: User) -> Score:
    score, _created = Score.objects.select_for_update().get_or_create(item=item, user=user)
    return score


def _check(fraction: float | None) -> None:
    if fraction is not None and not 0 <= fraction <= 1:
        raise ValueError(f"a score is a fraction between 0 and 1, not {fraction!r}")
