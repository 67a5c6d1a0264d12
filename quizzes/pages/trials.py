"""A self-check as visitors without an account try it: nothing of it is stored.

What there would be an attempt for is in the form itself, signed: the revision and the seed that the
questions were dealt with. Key and explanation are shown with the answer, never before it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.items.kinds import Definition, InChapter
from courseware.items.models import Item
from quizzes import selectors
from quizzes.contract.answers import InvalidResponse
from quizzes.delivery.visibility import visibility_of
from quizzes.models import MAX_SEED, Attempt
from quizzes.pages.attempt_page import open_row_or_blank
from quizzes.pages.forms import parse_changes
from quizzes.pages.question_rows import FULL, state_of
from quizzes.pages.review_page import answered_rows
from quizzes.pages.unsaved import UnsavedForm
from quizzes.questions.opaque_ids import OpaqueIds

TOKEN = ":trial"  # the field; no author's id looks like it
EXPIRES = timedelta(hours=6)
_SALT = "quizzes.public-trial"


@dataclass(frozen=True)
class Trial:
    """The questions that a visitor is asked; the attempt is never saved."""

    item: Item
    attempt: Attempt

    @property
    def name(self) -> str:
        """What the opaque ids are made from."""
        return f"trial/{self.attempt.revision_id}/{self.attempt.seed}"

    @property
    def token(self) -> str:
        value = {"revision": self.attempt.revision_id, "seed": self.attempt.seed}
        return signing.dumps(value, salt=_SALT)


def fault(definition: Definition) -> str:
    """Why the quiz cannot be tried, for authors; a self-check is always scored at once."""
    if definition.payload.delivery.self_check:
        return ""
    return f'the quiz "{definition.slug}" has no self_check: true, so visitors cannot try it'


def public_trial(item: Item, request: HttpRequest) -> InChapter:
    context = {"trial": open_context(new_trial(item))}
    return InChapter(render_to_string("quizzes/trial.html", context, request))


def new_trial(item: Item) -> Trial:
    return _trial(item, secrets.randbelow(MAX_SEED))


def trial_of(item: Item, post: QueryDict) -> Trial | None:
    """The trial that a form was made for; ``None`` when it is forged, old or of other questions."""
    try:
        value = signing.loads(post.get(TOKEN, ""), salt=_SALT, max_age=EXPIRES)
    except signing.BadSignature:
        return None
    trial = _trial(item, value["seed"])
    return trial if trial.attempt.revision_id == value["revision"] else None


def _trial(item: Item, seed: int) -> Trial:
    revision = selectors.current_revision(item)
    possible = revision.content["points"]
    attempt = Attempt(
        item=item,
        revision=revision,
        number=1,
        seed=seed,
        started_at=timezone.now(),
        possible=possible,
    )
    return Trial(item, attempt)


def open_context(
    trial: Trial, *, notice: str = "", unsaved: UnsavedForm | None = None
) -> dict[str, Any]:
    """What ``quizzes/trial.html`` shows to be answered."""
    delivery = trial.attempt.revision.delivery
    rows = [
        open_row_or_blank(row, delivery, unsaved, factor=None, shown_as=trial.name)
        for row in selectors.attempt_questions(trial.attempt)
    ]
    notices = [notice, *(unsaved.errors.values() if unsaved else ())]
    return _common(trial, rows) | {
        "is_open": True,
        "token": trial.token,
        "notices": list(dict.fromkeys(filter(None, notices))),
    }


def answered_context(trial: Trial, post: QueryDict) -> dict[str, Any]:
    """The same with what a form holds: graded, or to be answered again where that cannot be."""
    rows = selectors.attempt_questions(trial.attempt)
    sent = parse_changes(post, [row.question.id for row in rows])
    typed = {change.question: change.fields for change in sent}
    errors = {}
    for row in rows:
        fields = typed.get(row.question.id, {})
        response = OpaqueIds(trial.name, row.question).from_form(row.question.from_page(fields))
        answer = row.question.parse_response(response)
        if isinstance(answer, InvalidResponse):
            errors[row.question.id] = answer.sentence
        else:
            row.response.answer = answer
            row.response.fraction = row.question.final_score(answer, None).fraction
    if not errors and all(row.response.answer is None for row in rows):
        errors[""] = _("Nothing was submitted: answer first, then check.")
    if errors:  # "": every field keeps what was typed, not only those that are wrong
        return open_context(trial, unsaved=UnsavedForm(typed, {"": "", **errors}))
    return _result_context(trial, rows)


def _result_context(trial: Trial, rows: list[Any]) -> dict[str, Any]:
    revision = trial.attempt.revision
    visible = visibility_of(
        revision.delivery.review,
        handed_in=True,
        none_left=False,
        closed=False,
        all_right=all((row.response.fraction or 0) >= FULL for row in rows),
    )
    shown = answered_rows(trial.attempt, rows, visible, {})
    earned = sum((row.response.fraction or 0) * row.question.points for row in rows)
    possible = sum(row.question.points for row in rows)
    overall = state_of(earned / possible, trial) if len(shown) > 1 else shown[0]
    return _common(trial, [{**row, "asks": ""} for row in shown]) | {
        "is_open": False,
        "visible": visible,
        "state": overall.get("state", ""),
        "state_words": overall.get("state_words", ""),
        "fresh": any(slot["variants"] > 1 for slot in revision.content["slots"]),
    }


def _common(trial: Trial, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "item": trial.item,
        "intro": trial.attempt.revision.content["intro"],
        "rows": [{**row, "anchor": f"trial-{row['number']}"} for row in rows],
        "single": len(rows) == 1,
    }
