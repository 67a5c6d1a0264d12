"""What the site answers to an open page: by JSON to its script, by messages to a plain form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from quizzes import selectors
from quizzes.clock import Clock
from quizzes.forms import is_script
from quizzes.models import Attempt
from quizzes.own import Own, versions_of
from quizzes.paging import PAGE
from quizzes.services import Saved

MOST_TYPED = 2000


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
        newer = done.newer if done else ()
        for question, sentence in refused.items():
            typed = "" if question in newer else _typed(request.POST, question)
            messages.error(request, sentence + typed)
        attempt = mine.attempts.select_related("item__course").get()
        return redirect(page_of(request.POST, attempt))
    told: dict[str, Any] = {"sentence": " ".join(refused.values())}
    if done is not None:
        told |= {**saved(done), "refused": dict(refused), "newer": sorted(done.newer)}
    return JsonResponse(told, status=status)


def page_of(post: QueryDict, attempt: Attempt) -> str:
    """The address of the page that was posted: the attempt's, or that of its one question."""
    if PAGE not in post:
        return attempt.get_absolute_url()
    here = attempt.responses.filter(question=post[PAGE].replace("\x00", ""))
    number = here.values_list("position", flat=True).first()
    place = f"?question={number}" if number else ""  # from the top: messages stand there
    return attempt.get_absolute_url() + place


def _typed(post: QueryDict, question: str) -> str:
    """What was refused, so that whoever typed it has it; the page shows what stands."""
    names = [name for name in post if name.partition(".")[0] == question]
    texts = [text.strip() for name in names for text in post.getlist(name) if text.strip()]
    return f" You typed: {', '.join(texts)[:MOST_TYPED]}" if texts else ""


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
