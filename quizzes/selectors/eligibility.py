"""Whether and when another attempt can be started."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courseware.deadlines.grants import Allowance
from courseware.deadlines.window import Window
from courseware.ui.formatting import time_and_day
from quizzes.models import Attempt, QuizRevision


def refusal_to_start(
    revision: QuizRevision,
    attempts: Sequence[Attempt],
    allowance: Allowance,
    window: Window,
    now: datetime,
) -> str:
    """Why another attempt cannot be started now; empty when it can.

    ``allowance`` and ``window`` are the person's own.
    """
    if refusal := window.refusal(now):
        return refusal
    allowed = attempts_allowed(revision, allowance)
    if allowed is not None and len(attempts) >= allowed:
        text = ngettext(
            "This quiz allows %(count)d attempt, and you have used it.",
            "This quiz allows %(count)d attempts, and you have used them all.",
            allowed,
        )
        return text % {"count": allowed}
    again_at = may_start_again_at(revision, attempts)
    if again_at is not None and now < again_at:
        text = _("This quiz has a pause between attempts. You can start the next one at %(time)s.")
        return text % {"time": time_and_day(again_at)}
    return ""


def attempts_allowed(revision: QuizRevision, allowance: Allowance) -> int | None:
    """``None`` means as many as one likes."""
    delivery = revision.delivery
    return None if delivery.practice else delivery.attempts + allowance.attempts


def may_start_again_at(revision: QuizRevision, attempts: Sequence[Attempt]) -> datetime | None:
    ends = [attempt.submitted_at for attempt in attempts if attempt.submitted_at]
    pause = revision.delivery.cooldown
    return max(ends) + timedelta(minutes=pause) if ends and pause else None
