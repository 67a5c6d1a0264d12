"""Saving answers. What is reported as saved is never lost; nothing newer is replaced unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.database.row_errors import DATA_ERRORS, log_row_error
from courseware.database.transactions import in_transaction
from courseware.people.models import User
from courseware.ui.formatting import time_and_day
from quizzes import selectors
from quizzes.contract.answers import InvalidResponse
from quizzes.delivery.certainty import LEVELS
from quizzes.delivery.clock import Clock
from quizzes.grading import scoring
from quizzes.models import Attempt, Response
from quizzes.selectors.own_attempt import AttemptLookup
from quizzes.services.changes import Basis, Change, response_to
from quizzes.services.event_log import record_events
from quizzes.services.refusals import LateResponseRefused, ResponseRefused

SAVED_FIELDS = ["answer", "certainty", "saved_at", "version", "writer", "stamp"]


@dataclass(frozen=True)
class SaveResult:
    """When answers were saved, by question why others were ``refused``, and the saved versions.

    Of the questions in ``newer``, another page has saved an answer since. ``readings`` say by field
    how what was typed there is understood.
    """

    at: datetime
    refused: Mapping[str, str]
    versions: Mapping[str, int] = field(default_factory=dict)
    newer: frozenset[str] = frozenset()
    clock: Clock | None = None
    readings: Mapping[str, str] = field(default_factory=dict)


def save_answers(*, attempt: Attempt, changes: Sequence[Change], by: User) -> SaveResult:
    """As `save_into`, for an attempt that has been looked up."""
    return save_into(lookup=AttemptLookup.of(attempt), changes=changes, by=by)


def save_into(*, lookup: AttemptLookup, changes: Sequence[Change], by: User) -> SaveResult:
    """Saves the changes that can be read; each of the others is refused with a sentence.

    ``lookup`` finds the attempt in the same query as the responses, as a save must be quick.
    Raises `LateResponseRefused` after the end; what was sent is then kept as events.
    """
    result = _save(lookup, changes, by)
    if isinstance(result, str):
        raise LateResponseRefused(result)
    return result


@in_transaction
def _save(lookup: AttemptLookup, changes: Sequence[Change], by: User) -> SaveResult | str:
    """What was saved, or the sentence that says why the attempt accepts no answers any more."""
    now = timezone.now()
    responses = _locked(lookup, changes)
    if not changes:
        return SaveResult(now, {})
    first = next(iter(responses.values()))
    attempt, clock = first.attempt, selectors.annotated_clock(first)
    pending = _PendingSave(attempt, now)
    for change in changes:
        pending.apply(responses[change.question], change)
    refusal = _refusal_to_save(attempt, clock, now)
    name = "refused" if refusal else "saved"
    entries = [
        (name, response.question, response.answer) for response in pending.answer_changed.values()
    ]
    record_events(attempt, [*entries, *([] if refusal else pending.entries)], at=now, by=by)
    if refusal:
        return refusal
    pending.store()
    versions = {response.question: response.version for response in responses.values()}
    newer = frozenset(pending.newer)
    return SaveResult(now, pending.refused, versions, newer, clock, pending.readings)


def _locked(lookup: AttemptLookup, changes: Sequence[Change]) -> dict[str, Response]:
    """The responses to change, locked with their attempt in one query."""
    questions = {change.question for change in changes}
    found = lookup.locked(questions)
    if unknown := questions - set(found):
        if not lookup.attempts.exists():
            raise Http404(_("There is no such attempt."))
        raise ResponseRefused(
            _("Not saved: this attempt has no question “%(name)s”.") % {"name": min(unknown)[:80]}
        )
    return found


class _PendingSave:
    """Decides which changes are saved, and collects what is to be written."""

    def __init__(self, attempt: Attempt, now: datetime) -> None:
        self.attempt, self.now = attempt, now
        self.answer_changed: dict[str, Response] = {}
        self.certainty_changed: dict[str, Response] = {}
        self.refused: dict[str, str] = {}
        self.newer: set[str] = set()
        self.readings: dict[str, str] = {}
        self.entries: list[tuple[str, str, Any]] = []

    def apply(self, response: Response, change: Change) -> None:
        question = selectors.question_of(self.attempt, response)
        answer = question.parse_response(self._response(question, response, change))
        if isinstance(answer, InvalidResponse):
            self._refuse(response, _sentence_for(answer))
            return
        for part, value in question.readings(answer).items():
            self.readings[f"{response.question}.{part}".removesuffix(".")] = value
        certainty = change.certainty if change.certainty in LEVELS else response.certainty
        if (answer, certainty) == (response.answer, response.certainty):
            return
        if refusal := self._closed(question, response):
            self._refuse(response, refusal)
        elif change.basis and _is_older(change.basis, response):
            self._set_aside(response, change, answer)
        else:
            self._write(response, change, answer, certainty)

    def _response(self, question: Any, response: Response, change: Change) -> Any:
        """A stored answer that cannot be read counts as none, so that it can be replaced."""
        pk = self.attempt.pk
        try:
            return response_to(question, pk, response.answer, change)
        except DATA_ERRORS:
            log_row_error(response, "read")
            return response_to(question, pk, None, change)

    def _refuse(self, response: Response, sentence: str) -> None:
        text = _("Question %(number)d was not saved. %(reason)s")
        self.refused[response.question] = text % {
            "number": response.position,
            "reason": sentence,
        }

    def _closed(self, question: Any, response: Response) -> str:
        """Why this question of a running attempt accepts no answer any more."""
        delivery = self.attempt.revision.delivery
        if delivery.one_way and response.position != self.attempt.reached:
            return _("You can answer only the question that is shown.")
        if delivery.tries and scoring.can_be_checked(question) and response.tries:
            checked = [tried["answer"] for tried in response.tries]
            if scoring.tries_status(question, delivery.tries, checked).done:
                return _("The question is done: you have no tries left or answered it correctly.")
        return ""

    def _set_aside(self, response: Response, change: Change, answer: Any) -> None:
        """Another page has saved a newer answer; an earlier change of the same page is dropped."""
        assert change.basis is not None
        if change.basis.writer and change.basis.writer == response.writer:
            return
        at = time_and_day(response.saved_at or self.now)
        self.newer.add(response.question)
        self._refuse(
            response,
            _("Another page saved a newer answer at %(time)s, and that answer counts.")
            % {"time": at},
        )
        self.entries.append(("set-aside", response.question, answer))

    def _write(
        self, response: Response, change: Change, answer: Any, certainty: int | None
    ) -> None:
        if certainty != response.certainty:
            self.entries.append(("certainty", response.question, certainty))
            self.certainty_changed[response.question] = response
        if answer != response.answer:
            self.answer_changed[response.question] = response
        response.answer, response.certainty, response.saved_at = answer, certainty, self.now
        response.version += 1
        if change.basis:
            response.writer, response.stamp = change.basis.writer, change.basis.stamp
        else:
            response.writer, response.stamp = "", 0

    def store(self) -> None:
        responses = list({**self.answer_changed, **self.certainty_changed}.values())
        if len(responses) == 1:
            responses[0].save(update_fields=SAVED_FIELDS)
        elif responses:
            Response.objects.bulk_update(responses, SAVED_FIELDS)


def _sentence_for(unreadable: InvalidResponse) -> str:
    """The sentence for a browser: what it does not offer cannot have been chosen on this page."""
    again = " " + _("Reload the page and choose again.") if unreadable.ids else ""
    return unreadable.sentence + again


def _is_older(basis: Basis, response: Response) -> bool:
    """Whether the page had not seen the saved answer when its own was changed."""
    if basis.writer and basis.writer == response.writer:
        return basis.stamp <= response.stamp
    return basis.version < response.version


def _refusal_to_save(attempt: Attempt, clock: Clock, now: datetime) -> str:
    if not attempt.is_open:
        return _(
            "Not saved: this attempt was submitted at %(time)s. What you wrote is kept below."
        ) % {"time": time_and_day(attempt.submitted_at)}
    if not clock.accepts(now):
        if not clock.ends_at:
            return _("Not saved: this quiz is closed. What you wrote is kept below.")
        text = _("Not saved: time ran out at %(time)s. What you wrote is kept below.")
        return text % {"time": time_and_day(clock.ends_at)}
    return ""
