"""What the site answers to an open page: by JSON to its script, by messages to a plain form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone

from quizzes import selectors
from quizzes.clock import Clock
from quizzes.forms import is_script
from quizzes.models import Attempt
from quizzes.own import Own, versions_of
from quizzes.services import Saved


def saved(done: Saved) -> dict[str, Any]:
    return {
        "saved": done.at.isoformat(timespec="seconds"),
        "versions": dict(done.versions),
        **(_time(done.clock, done.at) if done.clock else {}),
    }


def not_saved(
    request: HttpRequest,
    mine: Own,
    refused: Mapping[str, str],
    status: int,
    done: Saved | None = None,
) -> HttpResponse:
    """Why something was not saved, in the form that was asked for; a sentence a question.

    The key "" stands for all of it.
    """
    if not is_script(request.POST):
        for sentence in refused.values():
            messages.error(request, sentence)
        return redirect(mine.attempts.select_related("item__course").get())
    told: dict[str, Any] = {"sentence": " ".join(refused.values())}
    if done is not None:
        told |= {**saved(done), "refused": dict(refused), "newer": sorted(done.newer)}
    return JsonResponse(told, status=status)


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
