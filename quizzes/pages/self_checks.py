"""A self-check as shown in its chapter and on the front page of its quiz."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courseware.database.row_errors import read_or_default
from courseware.deadlines.grants import Allowance
from courseware.deadlines.selectors import allowance_of, window_with
from courseware.gradebook.policy import counting_rule
from courseware.items.kinds import InChapter
from courseware.items.models import Item
from courseware.people.clock import shown_time
from courseware.people.models import User
from quizzes import selectors
from quizzes.models import Attempt, QuizRevision
from quizzes.pages.attempt_page import open_row_or_blank
from quizzes.pages.question_rows import describe_points, state_of, uncounted_rows
from quizzes.pages.review_page import answered_rows, places_of_rows, typed_rows
from quizzes.pages.unsaved import UnsavedForm
from quizzes.pages.worth import points_factor, shown_points

SCRIPTS = ("self_check.js",)
_SCRIPTS_OF_TYPES = {"figure": ("figures.js",)}


@dataclass(frozen=True)
class Refusal:
    """Why what a page sent was not taken, with what was typed there."""

    sentence: str = ""
    unsaved: UnsavedForm | None = None
    number: int = 0  # of the attempt that it was sent for

    @property
    def sentences(self) -> list[str]:
        sentences = [self.sentence, *(self.unsaved.errors.values() if self.unsaved else ())]
        return list(dict.fromkeys(filter(None, sentences)))


@dataclass(frozen=True)
class _Standing:
    """A person's attempts at a self-check, newest first, and what holds for them now."""

    item: Item
    revision: QuizRevision
    user: User
    now: datetime
    attempts: list[Attempt]
    allowance: Allowance

    @property
    def latest(self) -> Attempt | None:
        return self.attempts[0] if self.attempts else None


def anchor_of(item: Item) -> str:
    """The id of the self-check's place on a page."""
    return f"quiz-{item.slug}"


def address_of(item: Item) -> str:
    """Where a self-check is answered."""
    page = item.chapter.get_absolute_url() if item.chapter else item.get_absolute_url()
    return f"{page}#{anchor_of(item)}"


def in_chapter(items: list[Item], request: HttpRequest) -> dict[int, InChapter]:
    """By item id, the self-checks among the items; one that cannot be shown keeps its card."""
    found = {}
    for item in items_with_self_checks(items):
        shown = read_or_default(partial(_rendered, *item, request), None, row=item[0], what="shown")
        if shown is not None:
            found[item[0].pk] = shown
    return found


def items_with_self_checks(items: list[Item]) -> list[tuple[Item, QuizRevision]]:
    revisions = selectors.self_checks_among(items)
    return [(item, revisions[item.pk]) for item in items if item.pk in revisions]


def _rendered(item: Item, revision: QuizRevision, request: HttpRequest) -> InChapter:
    context = self_check_context(item, revision, request.user)
    html = render_to_string("quizzes/self_check.html", {"check": context}, request)
    return InChapter(html, context["scripts"])


def self_check_context(
    item: Item, revision: QuizRevision, user: User, refusal: Refusal | None = None
) -> dict[str, Any]:
    """What ``quizzes/self_check.html`` shows: questions to answer, or the last answers to them."""
    refusal, now = refusal or Refusal(), shown_time()
    allowance = allowance_of(item, user)
    here = _Standing(item, revision, user, now, selectors.attempts_of(item, user), allowance)
    window = window_with(item, allowance)
    closed = selectors.refusal_to_start(revision, here.attempts, allowance, window, now)
    attempt = _attempt_to_show(here, closed)
    context: dict[str, Any] = {
        "item": item,
        "anchor": anchor_of(item),
        "intro": revision.content["intro"],
        "window": window,
        "usual_due": item.due_at,
        "dated": bool(window.due_at or window.closes_at),
        "notices": refusal.sentences,
        "closed": closed,
        "attempt": attempt,
        "worth": _worth(item, revision),
        "standing": _standing_words(here),
        "scripts": SCRIPTS,
    }
    if attempt is None:
        return context | {"typed": _typed(here, refusal.unsaved)}
    attempt.user = user
    rows = selectors.attempt_questions(attempt)
    unsaved = refusal.unsaved if attempt.number == refusal.number else None
    if attempt.is_open:
        context |= _form_context(attempt, rows, unsaved, here)
    else:
        context |= _result_context(attempt, rows, unsaved, here)
    scripts = [name for row in rows for name in _SCRIPTS_OF_TYPES.get(row.question.type, ())]
    return context | {"scripts": tuple(dict.fromkeys([*SCRIPTS, *scripts]))}


def _typed(here: _Standing, unsaved: UnsavedForm | None) -> list[dict[str, Any]]:
    """What was typed before it closed, where there is no field any more."""
    if unsaved is None:
        return []
    attempt = selectors.first_attempt(here.item, here.revision, here.user, here.now)
    return typed_rows(selectors.attempt_questions(attempt), unsaved)


def _attempt_to_show(here: _Standing, closed: str) -> Attempt | None:
    """The latest attempt, or what would be the first; none where nothing can be answered yet."""
    if here.latest is not None:
        return here.latest
    if closed:
        return None
    return selectors.first_attempt(here.item, here.revision, here.user, here.now)


def _form_context(
    attempt: Attempt, rows: list[Any], unsaved: UnsavedForm | None, here: _Standing
) -> dict[str, Any]:
    clock, delivery = selectors.clock_of(attempt), attempt.revision.delivery
    factor = points_factor(attempt)
    return {
        "over": clock.is_over(here.now),
        "rows": [
            _anchored(
                here.item,
                open_row_or_blank(
                    row, delivery, unsaved, factor=factor, shown_as=selectors.shown_as(attempt)
                ),
            )
            for row in rows
        ],
    }


def _result_context(
    attempt: Attempt, rows: list[Any], unsaved: UnsavedForm | None, here: _Standing
) -> dict[str, Any]:
    visible = selectors.owner_visibility(attempt, here.now)
    places = places_of_rows(attempt, rows) if visible.explanation else {}
    shown = answered_rows(attempt, rows, visible, places) if visible.question else []
    return {
        "visible": visible,
        "rows": [_anchored(here.item, row) for row in shown],
        "single": len(rows) == 1,
        "score": shown_points(attempt) if visible.score else "",
        **(_state(attempt, shown) if visible.score else {}),
        "refused": uncounted_rows(attempt, rows),
        "typed": typed_rows(rows, unsaved) if unsaved else [],
        "again": not _refusal_to_start(here),
        "fresh": any(slot["variants"] > 1 for slot in here.revision.content["slots"]),
        "why_not": _refusal_to_start(here),
    }


def _refusal_to_start(here: _Standing) -> str:
    """Why another attempt cannot be started; empty when it can."""
    window = window_with(here.item, here.allowance)
    return selectors.refusal_to_start(
        here.revision, here.attempts, here.allowance, window, here.now
    )


def _state(attempt: Attempt, shown: list[dict[str, Any]]) -> dict[str, str]:
    if len(shown) == 1 and "state" in shown[0]:
        return {"state": shown[0]["state"], "state_words": shown[0]["state_words"]}
    return state_of(attempt.fraction, attempt)


def _anchored(item: Item, row: dict[str, Any]) -> dict[str, Any]:
    """A page can have several self-checks: the ids of each begin with its own name."""
    return row | {"anchor": f"{anchor_of(item)}-{row['number']}"}


def _worth(item: Item, revision: QuizRevision) -> str:
    return (
        "" if revision.delivery.practice or not item.points else describe_points(float(item.points))
    )


def _standing_words(here: _Standing) -> str:
    """`Your best attempt counts: 1 of 1. 8 attempts left.`"""
    allowed = selectors.attempts_allowed(here.revision, here.allowance)
    finished = [attempt for attempt in here.attempts if not attempt.is_open]
    if here.revision.delivery.practice:
        return _("Practice: this does not count, and you can try as often as you like.")
    if not finished:
        return ""
    left = max((allowed or 0) - len(here.attempts), 0)
    text = ngettext("%(count)d attempt left.", "%(count)d attempts left.", left) % {"count": left}
    decision, out = selectors.decision_for_owner(here.attempts, here.now)
    if decision is None or not out or len(finished) < 2:
        return text
    return f"{_counting_words(here, decision)} {text}"


def _counting_words(here: _Standing, decision: Any) -> str:
    score = shown_points(here.attempts[0], decision.fraction)
    return {
        "best": _("Your best attempt counts: %(score)s."),
        "last": _("Your last attempt counts: %(score)s."),
        "first": _("Your first attempt counts: %(score)s."),
        "average": _("The average of your attempts counts: %(score)s."),
    }[counting_rule(here.item, here.revision.delivery.grading)] % {"score": score}
