"""Quizzes and attempts as the API shows them; an open attempt reveals no key."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.utils import timezone, translation

from courseware.deadlines.selectors import allowance_of
from courseware.items.models import Item
from courseware.people.models import User
from quizzes import selectors
from quizzes.models import Attempt
from quizzes.pages import attempt_page, front_page, review_page
from quizzes.pages.worth import points_factor
from quizzes.questions.opaque_ids import OpaqueIds
from quizzes.selectors import AttemptQuestion


def quiz(request: HttpRequest, item: Item, user: User) -> dict[str, Any]:
    """See `QuizOut`."""
    context = front_page.front_context(item, user, timezone.now())
    revision, window = context["revision"], context["window"]
    allowed = selectors.attempts_allowed(revision, allowance_of(item, user))
    return {
        "slug": item.slug,
        "title": item.title,
        "points": float(item.points),
        "questions": context["questions"],
        "attempts_allowed": allowed,
        "grading": revision.delivery.grading,
        "minutes": context["minutes"] or None,
        "pass_mark": revision.content["pass"],
        "opens_at": window.opens_at,
        "due_at": window.due_at,
        "closes_at": window.closes_at,
        "refusal": str(context["closed"] or ""),
        "attempts": [attempt(request, each) for each in context["attempts"]],
        "url": request.build_absolute_uri(item.get_absolute_url()),
    }


def attempts(request: HttpRequest, rows: Sequence[Attempt]) -> list[dict[str, Any]]:
    """See `AttemptOut`; the rows are `selectors.with_clock`."""
    open_rows = [row for row in rows if row.is_open]
    clocks = selectors.annotated_clocks(open_rows)
    ends = {row.pk: clock.ends_at for row, clock in zip(open_rows, clocks, strict=True)}
    return [_attempt(request, row, ends.get(row.pk)) for row in rows]


def attempt(request: HttpRequest, shown: Attempt) -> dict[str, Any]:
    """See `AttemptOut`."""
    return _attempt(request, shown, selectors.clock_of(shown).ends_at if shown.is_open else None)


def _attempt(request: HttpRequest, shown: Attempt, ends_at: datetime | None) -> dict[str, Any]:
    """Staff see the scores of others before these see them, as on the pages."""
    watching = shown.user_id != request.user.pk
    visible = not shown.is_open and (watching or selectors.owner_visibility(shown).score)
    same = ("number", "is_open", "started_at", "submitted_at")
    return {
        **{name: getattr(shown, name) for name in same},
        "id": shown.pk,
        "quiz": shown.item.slug,
        "person": shown.user.username,
        "ends_at": ends_at,
        "late_seconds": shown.late_by.total_seconds(),
        "score": shown.fraction if visible else None,
        "url": request.build_absolute_uri(shown.get_absolute_url()),
    }


def whole_attempt(request: HttpRequest, shown: Attempt, viewer: User) -> dict[str, Any]:
    """See `AttemptDetail`."""
    if shown.is_open:
        questions = _open_questions(shown, viewer)
    else:
        questions = _reviewed_questions(shown, viewer)
    return attempt(request, shown) | {"questions": questions}


@translation.override("en")  # numbers with points
def _open_questions(shown: Attempt, viewer: User) -> list[dict[str, Any]]:
    """Those that may be answered now."""
    rows = selectors.attempt_questions(shown)
    delivery, factor = shown.revision.delivery, points_factor(shown)
    if delivery.one_way and viewer.pk == shown.user_id:
        rows = [row for row in rows if row.number == shown.reached]
    found = []
    for row in rows:
        context = attempt_page.open_row_or_blank(row, delivery, None, factor=factor)
        answer = row.response.answer
        hidden = OpaqueIds(shown.pk, row.question)
        found.append(
            _question(row, context)
            | {
                "text": context["question"].text,
                "fields": hidden.to_form(answer) if answer is not None else {},
            }
        )
    return found


@translation.override("en")
def _reviewed_questions(shown: Attempt, viewer: User) -> list[dict[str, Any]]:
    context = review_page.review_context(shown, viewer)
    rows = {row.number: row for row in selectors.attempt_questions(shown)}
    shows = context["visible"]
    return [
        _question(rows[each["number"]], each)
        | {"explanation": each["question"].explanation if shows.explanation else ""}
        for each in context["rows"]
    ]


def _question(row: AttemptQuestion, context: dict[str, Any]) -> dict[str, Any]:
    answer = row.response.answer
    return {
        "id": row.question.id,
        "number": row.number,
        "type": row.question.type,
        "text": row.question.text,
        "points": str(context.get("points", "")),
        "shown": _plain(context.get("page", {})),
        "answered": answer is not None,
        "fields": {} if answer is None else row.question.to_form(answer),
        "version": row.response.version,
        "state": str(context.get("state", "")),
        "explanation": "",
    }


def _plain(value: Any) -> Any:
    """The context of a page as JSON; what is no JSON is written as text."""
    return json.loads(json.dumps(value, cls=_Encoder))


class _Encoder(DjangoJSONEncoder):
    def default(self, value: Any) -> Any:
        if isinstance(value, Iterable):
            return list(value)
        try:
            return super().default(value)
        except TypeError:
            fields = getattr(value, "__dataclass_fields__", None)
            return {name: getattr(value, name) for name in fields} if fields else str(value)
