"""The page of regrades: a dry run, what is running, what was done."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q

from courseware.items.models import Item
from quizzes import selectors
from quizzes.grading.rescoring import REASONS, ROUNDING
from quizzes.models import Regrade

MAX_ROWS = 500  # of one regrade
MAX_REGRADES = 20
_GAINING, _LOSING = Q(after__gt=F("before") + ROUNDING), Q(after__lt=F("before") - ROUNDING)


def regrade_context(item: Item) -> dict[str, Any]:
    revision = selectors.current_revision(item)
    applied = item.regrades.filter(dry_run=False).exclude(state=Regrade.State.RUNNING)
    applied = list(applied.select_related("by", "revision")[:MAX_REGRADES])
    dry = item.regrades.filter(dry_run=True, state=Regrade.State.DONE, revision=revision).first()
    if dry and applied and dry.at < applied[0].at:
        dry = None  # it is older than what was done since
    return {
        "item": item,
        "revision": revision,
        "running": running_regrades(item),
        "dry": _summary(dry) if dry else None,
        "applied": [_summary(regrade) for regrade in applied],
        "most": MAX_ROWS,
    }


def running_regrades(item: Item) -> list[Regrade]:
    """The regrades under way; those that are not a dry run come first."""
    running = item.regrades.filter(state=Regrade.State.RUNNING)
    return list(running.select_related("revision").order_by("dry_run"))


def _summary(regrade: Regrade) -> dict[str, Any]:
    """A regrade in numbers, and the first of its rows."""
    changed, failed = regrade.changes.filter(error=""), regrade.changes.exclude(error="")
    numbers = changed.aggregate(
        changed=Count("pk"),
        gaining=Count("pk", filter=_GAINING),
        losing=Count("pk", filter=_LOSING),
        by_hand=Count("pk", filter=Q(by_hand=True)),
    )
    rows = ("attempt__user", "attempt__item__course", "attempt__revision")
    return {
        "regrade": regrade,
        **numbers,
        "rows": list(changed.select_related(*rows)[:MAX_ROWS]),
        "failed": list(failed.select_related(*rows)[:MAX_ROWS]),
        "failures": failed.count(),
        "kept": [
            {"question": question, "reason": REASONS.get(reason, reason), "count": count}
            for question, reason, count in regrade.kept
        ],
    }
