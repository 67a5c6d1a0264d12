"""The page before an attempt: what the quiz is, when, how often, and earlier attempts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courseware.database.row_errors import read_or_default
from courseware.deadlines.grants import Allowance
from courseware.deadlines.selectors import allowance_of, window_with
from courseware.gradebook.policy import counting_rule
from courseware.items.models import Item
from courseware.people.models import User
from quizzes import selectors
from quizzes.delivery.visibility import when_in_words
from quizzes.models import Attempt, QuizRevision
from quizzes.pages.self_checks import self_check_context

_WHAT_COUNTS = {
    "best": _("the best one counts"),
    "last": _("the last one counts"),
    "first": _("the first one counts"),
    "average": _("their average counts"),
}


def front_context(item: Item, user: User, now: datetime) -> dict[str, Any]:
    """The front page of a quiz for one person."""
    revision = selectors.current_revision(item)
    attempts = selectors.attempts_of(item, user)
    allowance = allowance_of(item, user)
    running = attempts[0] if attempts and attempts[0].is_open else None
    window = window_with(item, allowance)
    closed = selectors.refusal_to_start(revision, attempts, allowance, window, now)
    decision, out = selectors.decision_for_owner(attempts, now)
    counting = decision.counting if decision and out and not revision.delivery.practice else ()
    limit = allowance.limit(revision.delivery.limit)
    check = None
    if revision.delivery.self_check:
        check = self_check_context(item, revision, user) | {"place": "quiz"}
    return {
        "check": check,
        "item": item,
        "revision": revision,
        "delivery": revision.delivery,
        "window": window,
        "usual_due": item.due_at,
        "attempts": attempts,
        "running": running,
        "ends_at": running and _ends_at(running) if limit else None,
        "counting": counting,
        "scores_out": out,
        "closed": closed,
        "questions": revision.question_count,
        "may_start": running is None and not closed,
        "attempts_words": _describe_attempts(item, revision, allowance, len(attempts)),
        "key_when": when_in_words(revision.delivery.review.key),
        "minutes": limit and limit.total_seconds() / 60,
        "more_time": limit != revision.delivery.limit,
    }


def _ends_at(attempt: Attempt) -> datetime | None:
    return read_or_default(
        lambda: selectors.clock_of(attempt).ends_at, None, row=attempt, what="timed"
    )


def _describe_attempts(item: Item, revision: QuizRevision, allowance: Allowance, begun: int) -> str:
    allowed = selectors.attempts_allowed(revision, allowance)
    if allowed is None:
        return gettext("Practice: unlimited attempts, each with new numbers, and no score.")
    if allowed == 1:
        return gettext("One attempt.")
    rule = counting_rule(item, revision.delivery.grading)
    facts = {"allowed": allowed, "rule": _WHAT_COUNTS[rule]}
    if begun:
        facts["left"] = max(allowed - begun, 0)
        text = gettext("%(allowed)d attempts, %(rule)s; %(left)d left.") % facts
    else:
        text = gettext("%(allowed)d attempts, %(rule)s.") % facts
    if revision.delivery.build_on_last:
        text += " " + gettext("Each attempt starts with the answers of the previous one.")
    return text
