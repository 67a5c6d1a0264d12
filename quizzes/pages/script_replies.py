"""What the site answers to the script of an open page, and where a plain form leads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import JsonResponse, QueryDict
from django.utils import timezone

from quizzes import selectors
from quizzes.delivery.clock import Clock
from quizzes.models import Attempt
from quizzes.pages.navigation import PAGE
from quizzes.selectors.own_attempt import versions_of
from quizzes.services import SaveResult


def saved(done: SaveResult) -> dict[str, Any]:
    return {
        "saved": done.at.isoformat(timespec="seconds"),
        "versions": dict(done.versions),
        **(_time(done.clock, done.at) if done.clock else {}),
    }


def not_saved(
    refused: Mapping[str, str], status: int, done: SaveResult | None = None
) -> JsonResponse:
    """Why something was not saved, a sentence a question; the key "" stands for all of it."""
    told: dict[str, Any] = {"sentence": " ".join(refused.values())}
    if done is not None:
        told |= {**saved(done), "refused": dict(refused), "newer": sorted(done.newer)}
    return JsonResponse(told, status=status)


def page_of(post: QueryDict, attempt: Attempt) -> str:
    """The address of the page that was posted: the attempt's, or that of its one question."""
    number = number_of(post, attempt)
    place = f"?question={number}" if number else ""  # from the top: messages stand there
    return attempt.get_absolute_url() + place


def number_of(post: QueryDict, attempt: Attempt) -> int | None:
    """The number of the one question on the page that was posted."""
    if PAGE not in post:
        return None
    here = attempt.responses.filter(question=post[PAGE].replace("\x00", ""))
    return here.values_list("position", flat=True).first()


def status(attempt: Attempt, now: datetime) -> dict[str, Any]:
    """How long the time runs, and which versions of the answers stand."""
    clock = selectors.annotated_clock(attempt)
    return {
        "open": attempt.is_open,
        "versions": versions_of(attempt),
        **_time(clock, now),
    }


def _time(clock: Clock, now: datetime) -> dict[str, Any]:
    """The server's time beside the end, as the browser's own clock may be wrong."""
    ends_at = clock.ends_at and timezone.localtime(clock.ends_at).isoformat()
    return {"now": now.isoformat(), "ends_at": ends_at}
