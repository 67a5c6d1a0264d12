"""Replies to the script of an open page, and where a plain form leads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import JsonResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from quizzes import selectors
from quizzes.contract.decimal_marks import localized
from quizzes.delivery.clock import Clock
from quizzes.models import Attempt
from quizzes.pages.navigation import PAGE
from quizzes.selectors.own_attempt import versions_of
from quizzes.services import SaveResult


def saved_reply(result: SaveResult) -> dict[str, Any]:
    return {
        "saved": result.at.isoformat(timespec="seconds"),
        "versions": dict(result.versions),
        **({"readings": _readings(result)} if result.readings else {}),
        **(_clock_reply(result.clock, result.at) if result.clock else {}),
    }


def _readings(result: SaveResult) -> dict[str, str]:
    """The note beside each saved field: how its number was understood."""
    return {
        field: _("Read as %(number)s") % {"number": localized(value)}
        for field, value in result.readings.items()
    }


def not_saved_reply(
    refused: Mapping[str, str], status: int, result: SaveResult | None = None
) -> JsonResponse:
    """Why something was not saved, by question; the key "" is for the form as a whole."""
    reply: dict[str, Any] = {"sentence": " ".join(refused.values())}
    if result is not None:
        reply |= {**saved_reply(result), "refused": dict(refused), "newer": sorted(result.newer)}
    return JsonResponse(reply, status=status)


def page_url(post: QueryDict, attempt: Attempt) -> str:
    """The address of the page that was posted: the attempt's, or that of its one question."""
    number = question_number(post, attempt)
    query = f"?question={number}" if number else ""  # from the top, where messages are
    return attempt.get_absolute_url() + query


def question_number(post: QueryDict, attempt: Attempt) -> int | None:
    """The number of the one question on the page that was posted."""
    if PAGE not in post:
        return None
    responses = attempt.responses.filter(question=post[PAGE].replace("\x00", ""))
    return responses.values_list("position", flat=True).first()


def status_reply(attempt: Attempt, now: datetime) -> dict[str, Any]:
    """How long the time runs, and which version of each answer is saved."""
    clock = selectors.annotated_clock(attempt)
    return {
        "open": attempt.is_open,
        "versions": versions_of(attempt),
        **_clock_reply(clock, now),
    }


def _clock_reply(clock: Clock, now: datetime) -> dict[str, Any]:
    """The server's time beside the end, as the browser's own clock may be wrong."""
    ends_at = clock.ends_at and timezone.localtime(clock.ends_at).isoformat()
    return {"now": now.isoformat(), "ends_at": ends_at}
