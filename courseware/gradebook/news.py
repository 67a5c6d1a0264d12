"""Scores that were recorded, released or changed since a person last looked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from courseware.gradebook.models import ChangeKind, Score, ScoreChange
from courseware.items import news
from courseware.items.kinds import all_kinds
from courseware.items.models import Course, Item
from courseware.items.news import News
from courseware.people.models import User
from courseware.ui import formatting


def score_news(course: Course, user: User, since: datetime) -> Iterator[News]:
    """The latest change of each score; scores are recorded when released.

    The site's verdict on a self-check was seen where it was answered.
    """
    changes = ScoreChange.objects.filter(
        score__user=user,
        score__item__course=course,
        score__item__retired=False,
        score__item__scores_held=False,
        at__gt=since,
    ).select_related("score__item", "by")
    latest = list(changes[: 5 * news.MOST])
    seen = _checked_in_text([change.score.item for change in latest if change.by_id is None])
    told: set[int] = set()
    for change in latest:
        item = change.score.item
        if item.id in told or len(told) == news.MOST:
            continue
        if change.by_id is None and item.id in seen:
            continue
        told.add(item.id)
        item.course = course
        url = item.get_absolute_url()
        yield News(change.at, item.title, url, _sentence(change, change.score))


def _checked_in_text(items: Sequence[Item]) -> set[int]:
    found: set[int] = set()
    for kind in all_kinds():
        if of_kind := [item for item in items if item.kind == kind.name]:
            found |= kind.checked_in_text(of_kind)
    return found


def _sentence(change: ScoreChange, score: Score) -> str:
    if score.excused:
        return _("You are excused from this item. It does not count.")
    if score.effective is None:
        return _("None of your work counts anymore.")
    out_of = float(score.item.points)
    points = formatting.points(score.effective * out_of, out_of)
    if change.by is None:
        return _("Graded: %(points)s points.") % {"points": points}
    if change.kind in (ChangeKind.EXCUSE_REMOVED, ChangeKind.UNDONE):
        return _("Your score is now %(points)s points.") % {"points": points}
    if change.override is None:
        return _("The override was removed: %(points)s points.") % {"points": points}
    values = {"points": points, "reason": change.reason}
    return _("Changed to %(points)s points: %(reason)s") % values
